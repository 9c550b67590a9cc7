"""Any figure back to where it comes from."""
