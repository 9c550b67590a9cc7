"""Signs of personal data in what people wrote (L2)."""
