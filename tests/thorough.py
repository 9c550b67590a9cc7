"""How many random examples the slow properties try: all of them in CI, a third of them at a desk (K7).

Quick properties always try all of theirs.
"""

import os
from typing import Final

PART: Final = 1 if os.environ.get("CI") else 3


def examples(number: int) -> int:
    """So many in CI."""
    return number // PART
