"""Lines and atoms as rows, and how rows become arrays: one array per field."""

from collections.abc import Mapping, Sequence
from itertools import repeat
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from rendement.engine.timing import AtomRow

Floats = NDArray[np.float64]


class LineRow(NamedTuple):
    """One line before it becomes columns; the fields are those of `Columns.line_*`."""

    case: int
    side: int
    path: int
    price: int
    purse: int
    chance: float
    realism: float
    attribution: float
    kept: float
    quantity: float
    joint: float
    unit_price: float
    closing: float
    horizon: float
    drop_off: float


_DTYPES: Final = {int: np.int64, float: np.float64, bool: np.bool_}


def arrays_of(
    prefix: str, row: type[LineRow] | type[AtomRow], rows: Sequence[tuple[float, ...]]
) -> dict[str, Any]:
    """One array per field of the rows."""
    values = zip(*rows, strict=True) if rows else repeat(())
    kinds = row.__annotations__.items()
    fields = zip(kinds, values, strict=False)
    return {f"{prefix}_{name}": np.array(column, _DTYPES[kind]) for (name, kind), column in fields}


def matrix_of(rows: Sequence[Mapping[str, float]], payers: tuple[str, ...]) -> Floats:
    """Rows × payers, 0 where a row does not name one."""
    return np.array([[row.get(payer, 0.0) for payer in payers] for row in rows]).reshape(
        len(rows), len(payers)
    )
