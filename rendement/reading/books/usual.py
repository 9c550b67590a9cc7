"""What is usual of a price: what its own book says, else a named working assumption.

That stands in a file of its own beside the price books (`gebruikelijk.yaml`): released editions of books
never change, and no amount depends on it.
"""

from functools import lru_cache
from typing import Final

from rendement.model.price import PriceBook
from rendement.model.usual import Limits, Usual, UsualFile
from rendement.reading.books.files import data_root
from rendement.reading.complaints.problems import ReadingError
from rendement.reading.documents.document import read_file, read_model

FILE: Final = "gebruikelijk.yaml"
ASSUMED: Final = "werkaanname"


@lru_cache(1)
def usual() -> UsualFile:
    """The shipped assumption. Raises ReadingError when it is damaged."""
    text = read_file(data_root() / FILE)
    found = read_model(text, UsualFile)
    if found is None:
        raise ReadingError(text.problems)
    return found


class Ranges:
    """The usual range of every field of one price, with who says so."""

    def __init__(self, said: tuple[tuple[str, Usual], ...]) -> None:
        self.said = said
        self._known: dict[str, tuple[Limits | None, str]] = {}

    def limits(self, field: str) -> tuple[Limits | None, str]:
        """The range of a field (its English name), None for none, and who says so: the nearest that does."""
        if field not in self._known:
            told = ((each.limits(field), who) for who, each in self.said)
            self._known[field] = next((found for found in told if found[0] is not None), (None, ASSUMED))
        return self._known[field]


_FOUND: Final[dict[tuple[str, str, bool], Ranges]] = {}
_MOST_FOUND: Final = 16_384


def usual_of(book: PriceBook, key: str, *, effort: bool = False) -> Ranges:
    """What is usual of a price of a book, or (without a price) of any line; looked up once.

    Its own `gebruikelijk` goes before `gebruikelijk.yaml`: prices there before units, units before any line.
    """
    asked = (book.content_hash, key, effort)
    if asked not in _FOUND:
        if len(_FOUND) >= _MOST_FOUND:
            _FOUND.clear()
        _FOUND[asked] = _look_up(book, key, effort)
    return _FOUND[asked]


def _look_up(book: PriceBook, key: str, effort: bool) -> Ranges:
    shipped, price = usual(), book.prices.get(key)
    of_line = shipped.effort if effort else shipped.care
    if price is None:
        return Ranges(((ASSUMED, of_line),))
    own = ((f"zegt {book.origin_of(key).book}", price.usual),) if price.usual else ()
    of_price = () if effort else tuple((ASSUMED, each) for each in shipped.of(key, price.unit))
    return Ranges((*own, *of_price, (ASSUMED, of_line)))
