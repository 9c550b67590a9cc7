"""What a verb computes with: the same options for every verb, and one value that holds them (M39)."""

import inspect
from collections.abc import Callable, Mapping
from functools import wraps
from typing import Annotated, Any, Final, NamedTuple

import typer

from rendement.reading.terms.assumptions import Assumptions
from rendement.words.misuse import WrongValue


class Given(NamedTuple):
    """The book and the other assumptions as they were typed; what was not is None."""

    book: str | None = None
    sets: str | None = None
    price_year: int | None = None
    regime: str | None = None
    realism: str | None = None
    cashability: str | None = None
    spread: str | None = None
    dependence: str | None = None

    @property
    def assumed(self) -> Assumptions:
        """All but the book, as functions take it."""
        said = {name: value for name, value in self._asdict().items() if name != "book"}
        return Assumptions(**{**said, "sets": _as_folder(self.sets)})  # type: ignore[typeddict-item]


def _as_folder(typed: str | None) -> str | None:
    """A folder of own sets: on the command line there is nothing else it can be."""
    if typed is not None and not typed.strip():
        raise WrongValue("achter --uitgangspunten hoort een map")
    return typed if typed is None or "/" in typed or "\\" in typed else f"./{typed}"


def _named(option: str, what: str, metavar: str = "NAAM") -> Any:
    return Annotated[str | None, typer.Option(option, metavar=metavar, help=what)]


_BOOK: Final = "Prijzenboek: landelijk, landelijk@2025.1 of een map."
OPTIONS: Final[Mapping[str, Any]] = {
    "book": _named("--prijzen", _BOOK, "BOEK"),
    "sets": _named("--uitgangspunten", "Map met eigen sets, naast die van het programma.", "MAP"),
    "price_year": Annotated[
        int | None, typer.Option("--prijspeil", metavar="JAAR", help="Jaar waarin de euro's luiden.")
    ],
    "regime": _named("--regime", "Disconto-regime, bijvoorbeeld mkba-2021."),
    "realism": _named("--realisme", "Realismeset, bijvoorbeeld geen."),
    "cashability": _named("--verzilvering", "Verzilverset, bijvoorbeeld half."),
    "spread": _named("--prijsspreiding", "Spreiding van prijzen per graad."),
    "dependence": _named("--samenhang", "Hoeveel optimisme mensen delen."),
}
"""What every verb takes: the fields of `Given` with their options."""


def assuming(verb: Callable[..., int]) -> Callable[..., int]:
    """A verb that takes `given`, with an option for every assumption in its place."""
    signature = inspect.signature(verb, eval_str=True)
    own = [one for one in signature.parameters.values() if one.name != "given"]
    added = [
        inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=None, annotation=option)
        for name, option in OPTIONS.items()
    ]

    @wraps(verb)
    def with_options(*arguments: Any, **options: Any) -> int:
        given = Given(**{name: options.pop(name, None) for name in OPTIONS})
        return verb(*arguments, given=given, **options)

    with_options.__signature__ = signature.replace(parameters=[*own, *added])  # type: ignore[attr-defined]
    return with_options
