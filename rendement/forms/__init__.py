"""The questions of a form, and the way from answers to a case and back."""
