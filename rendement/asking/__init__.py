"""What can be asked of cases: the business case, as the public face of every room below."""
