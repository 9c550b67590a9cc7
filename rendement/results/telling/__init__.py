"""What may be told of small groups (L3), and how groups are said."""
