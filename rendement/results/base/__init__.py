"""What cases that are added up have in common, before anything is valued."""
