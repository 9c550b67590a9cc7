"""What a case means, by itself and beside its prices."""
