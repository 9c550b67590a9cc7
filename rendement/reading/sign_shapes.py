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


def places(shape: bytes, sign: bytes) -> Iterator[int]:
    """Where a kind of sign stands, one after the other."""
    place = shape.find(sign)
    while place >= 0:
        yield place
        place = shape.find(sign, place + 1)


def end_of_run(shape: bytes, start: int) -> int:
    """Where the same kind of sign stops."""
    sign, end = shape[start], start
    while end < len(shape) and shape[end] == sign:
        end += 1
    return end
