"""What a critical economist would say, and what the figures say back (M34)."""
