"""How much of a file is looked at: these stand before every pattern, so that no file can keep us busy."""

from typing import Final

MAX_BYTES: Final = 1_000_000
"""Of one YAML file."""
LONGEST_TEXT: Final = 10_000
"""Signs of one value, key or remark: far more than any field may hold."""
MOST_SIGNS: Final = 200
"""Signs of personal data that are told of one file; who has mended these, hears of the next."""
