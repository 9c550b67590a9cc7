"""What may be told of small groups (L3), and how groups are said."""

__all__ = ("case_classes", "changes", "derivable", "payer_groups", "suppression")
