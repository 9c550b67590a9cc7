"""What holds things with a name: `in`, `[]`, slices, `len` and iteration, by place and by name."""

from collections.abc import Iterator
from typing import Generic, TypeVar, overload

from rendement.words.misuse import Unknown, WrongKind, quoted, unknown

T = TypeVar("T")


class Listed(Generic[T]):
    """`holder['name']`, `holder[0]`, `holder[-3:]`, `'name' in holder`; in the order of `_items`."""

    def _items(self) -> tuple[T, ...]:
        """What it holds, in order."""
        raise NotImplementedError

    def _names(self, item: T) -> tuple[str, ...]:
        """What one of them may be asked for by."""
        raise NotImplementedError

    def _missing(self, name: str) -> Unknown:
        """What is said of a name that is not there."""
        every = dict.fromkeys(self._names(item)[0] for item in self._items())
        return unknown(f"'{name}' is er niet", name, every)

    def __iter__(self) -> Iterator[T]:
        return iter(self._items())

    def __len__(self) -> int:
        return len(self._items())

    def _ipython_key_completions_(self) -> list[str]:
        """What a notebook proposes behind `holder['`."""
        return [self._names(item)[0] for item in self._items()]

    def __contains__(self, asked: object) -> bool:
        if isinstance(asked, str):
            return any(asked in self._names(item) for item in self._items())
        return asked in self._items()

    @overload
    def __getitem__(self, place: str | int) -> T: ...

    @overload
    def __getitem__(self, place: slice) -> tuple[T, ...]: ...

    def __getitem__(self, place: str | int | slice) -> T | tuple[T, ...]:
        if isinstance(place, str):
            found = next((item for item in self._items() if place in self._names(item)), None)
            if found is None:
                raise self._missing(place)
            return found
        return self._items()[place] if isinstance(place, slice) else at_place(self._items(), place)


def at_place(items: tuple[T, ...], place: int) -> T:
    """One by its place from 0, or from the end. Raises IndexError beyond it, WrongKind for no place."""
    if not hasattr(place, "__index__"):
        raise WrongKind(f"tussen [ ] staat een naam of een plaats (0, -1, 2:5), niet {quoted(place)}")
    try:
        return items[place]
    except IndexError:
        raise IndexError(f"plaats {place} is er niet: er zijn er {len(items)}, geteld vanaf 0") from None
