"""What reviewers answered, beside the case they were asked about (M19)."""
