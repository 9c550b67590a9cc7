"""Where the digits and capitals of a text stand: the few places that a sign of personal data can begin."""

from collections.abc import Iterator
from contextlib import suppress
from typing import Final


def _shape_table(encoding: str) -> bytes:
    signs = bytes(range(256)).decode(encoding, errors="replace")
    return "".join(map(sign_shape, signs)).encode()


def sign_shape(sign: str) -> str:
    """One character as a digit, a capital, or the rest."""
    return "0" if sign.isdecimal() else "A" if sign.isupper() else " "


SHAPES: Final = {encoding: _shape_table(encoding) for encoding in ("latin-1", "cp1252")}


def shape_of(text: str) -> bytes:
    """One byte for each character: `0` for a digit, `A` for a capital, a space for the rest."""
    for encoding, table in SHAPES.items():
        with suppress(UnicodeEncodeError):
            return text.encode(encoding).translate(table)
    return "".join(map(sign_shape, text)).encode()


CAPITALS: Final = b"A"
DIGITS: Final = b"0"


def runs(shape: bytes, sign: bytes) -> Iterator[tuple[int, int]]:
    """Where a row of the same kind of sign starts and stops, one row after the other."""
    start = shape.find(sign)
    while start >= 0:
        end = start + 1
        while shape.startswith(sign, end):
            end += 1
        yield start, end
        start = shape.find(sign, end)
