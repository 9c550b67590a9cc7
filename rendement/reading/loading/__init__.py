"""From folders to the cases that count."""
