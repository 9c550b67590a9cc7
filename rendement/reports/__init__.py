"""How results are shown. Numbers are formatted in `display` and nowhere else."""
