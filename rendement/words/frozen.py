"""A mapping that cannot change: a dict to whoever reads it, with a hash, and a sentence to whoever writes."""

from typing import Any, NoReturn, TypeVar

from rendement.words.misuse import WrongKind

K = TypeVar("K")
V = TypeVar("V")


def _refuse(*_: object, **__: object) -> NoReturn:
    raise WrongKind(
        "dit kan niet veranderen, want er hoort een kenmerk bij: maak een nieuwe waarde met with_(…), "
        "van een prijzenboek met with_price(…)"
    )


class FrozenDict(dict[K, V]):
    """A dict without any way to change it; equal to a dict with the same content."""

    __setitem__ = __delitem__ = __ior__ = _refuse
    update = pop = popitem = clear = setdefault = _refuse

    def __hash__(self) -> int:  # type: ignore[override]  # dict has none
        return hash(frozenset(self.items()))

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (dict(self),)


def frozen(value: Any) -> Any:
    """A dict as one that cannot change; anything else as it is."""
    return FrozenDict(value) if type(value) is dict else value
