"""How the columns number the paths of a case: one number a path, from which follows on which side it is.

With `columns` the border between documents and arithmetic: it reads lines and paths of cases.
"""

from typing import Final

from rendement.model.case import Case
from rendement.model.lines import Branch, Line, branches

WITH_PATHS: Final = 1_000_000
"""From here on `line_path` numbers paths with us, by their place under met_inzet; below it those without."""


def path_number(line: Line) -> int:
    """`line_path` of a line of help: which path of its case it stands in, −1 for none."""
    return -1 if line.pathway is None else _number(line)


def numbered_path(case: Case, number: int) -> Branch:
    """The path of a case that `line_path` means by a number."""
    return next(branch for branch in branches(case) if _number(branch) == number)


def _number(path: Line | Branch) -> int:
    return int(path.path[1]) + (0 if path.is_without else WITH_PATHS)
