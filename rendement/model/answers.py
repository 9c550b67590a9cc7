"""Answers in a file to questions about numbers that may be and are far from usual: `klopt`.

One text answers the one question of its line; where there are more, an answer names what it is about.
"""

import re
from collections.abc import Mapping
from typing import Annotated, Any, Final, Self

from pydantic import AfterValidator, BeforeValidator, Discriminator, Field, Tag, model_validator
from pydantic_core import PydanticCustomError

from rendement.model.base import Document
from rendement.model.estimate import absent
from rendement.model.texts import FreeText

_ONLY_YES: Final = frozenset(
    {
        "ja",
        "nee",
        "klopt",
        "ja klopt",
        "dat klopt",
        "het klopt",
        "ok",
        "oke",
        "oké",
        "juist",
        "goed",
        "correct",
    }
)


def _why(said: str) -> str:
    """Reasons only: `ja` says no more than the question did."""
    if " ".join(re.sub(r"[^\w]+", " ", said.lower()).split()) in _ONLY_YES:
        raise PydanticCustomError("klopt_zonder_reden", "an answer without a reason", {})
    return said


_Why = Annotated[FreeText, AfterValidator(_why)]


def _answer(field: str) -> Any:
    return Field(None, alias=field, exclude_if=absent)


class Answers(Document):
    """An answer for each thing that was asked about, by the key it stands behind in the file."""

    @model_validator(mode="after")
    def _something(self) -> Self:
        if not self.by_field:
            raise PydanticCustomError("klopt_zonder_reden", "no answer", {})
        return self

    @property
    def by_field(self) -> dict[str, str]:
        """Field of the file (`aantal`) → why it is right."""
        return self.model_dump(by_alias=True, exclude_none=True)

    def __str__(self) -> str:
        return spelled(self.by_field)


class LineAnswers(Answers):
    """About a line of help or effort."""

    quantity: _Why | None = _answer("aantal")
    start: _Why | None = _answer("vanaf")
    duration: _Why | None = _answer("duur")
    delay: _Why | None = _answer("uitstel")
    chance: _Why | None = _answer("kans")
    displacement: _Why | None = _answer("verdringing")
    drop_off: _Why | None = _answer("afbouw")
    persons: _Why | None = _answer("personen")
    group: _Why | None = _answer("groep")
    shared_over: _Why | None = _answer("gedeeld_over")
    expense: _Why | None = _answer("uitgave")
    price: _Why | None = _answer("prijs")
    horizon: _Why | None = _answer("horizon")
    double: _Why | None = _answer("dubbel")
    """That help which looks counted twice is other help."""


class PathAnswers(Answers):
    """About a path."""

    chance: _Why | None = _answer("kans")
    deadweight: _Why | None = _answer("ook_zonder_ons")


class CaseAnswers(Answers):
    """About what holds for a whole case."""

    started: _Why | None = _answer("gestart")
    attribution: _Why | None = _answer("toerekening")
    displacement: _Why | None = _answer("verdringing")
    drop_off: _Why | None = _answer("afbouw")
    lot_chance: _Why | None = _answer("lotkans")


FIELDS: Final = tuple(
    dict.fromkeys(
        str(field.alias)
        for model in (LineAnswers, PathAnswers, CaseAnswers)
        for field in model.model_fields.values()
    )
)
_NAMED: Final = re.compile(rf"(?:\A|[;\n])\s*({'|'.join(FIELDS)})\s*:\s+", re.IGNORECASE)


def _by_field(value: Any) -> Any:
    """`aantal: nageteld; duur: zo staat het er` in one cell or text is an answer for each."""
    if not isinstance(value, str) or not _NAMED.match(value):
        return value
    parts = _NAMED.split(value)[1:]
    fields = [field.lower() for field in parts[::2]]
    twice = next((field for field in fields if fields.count(field) > 1), None)
    if twice is not None:
        raise PydanticCustomError("klopt_dubbel", "two answers about one field", {"dubbel": twice})
    return {field: said.strip() for field, said in zip(fields, parts[1::2], strict=True)}


def spelled(answers: Mapping[str, str]) -> str:
    """Answers as one text, as a form has them."""
    return "; ".join(f"{field}: {said}" for field, said in answers.items())


def fits_one_text(answers: Mapping[str, str]) -> bool:
    """Whether answers come back from that text as they were."""
    try:
        return bool(_by_field(spelled(answers)) == dict(answers))
    except PydanticCustomError:
        return False


def _kind(value: Any) -> str:
    return "(velden)" if isinstance(value, Mapping | Answers) else "(tekst)"


LineConfirmed = Annotated[
    Annotated[_Why, Tag("(tekst)")] | Annotated[LineAnswers, Tag("(velden)")],
    Discriminator(_kind),
    BeforeValidator(_by_field),
]
"""Why a number of a line that was asked about is right; an answer silences its own question only."""
PathConfirmed = Annotated[
    Annotated[_Why, Tag("(tekst)")] | Annotated[PathAnswers, Tag("(velden)")],
    Discriminator(_kind),
    BeforeValidator(_by_field),
]
"""The same for a path."""
CaseConfirmed = Annotated[
    Annotated[_Why, Tag("(tekst)")] | Annotated[CaseAnswers, Tag("(velden)")],
    Discriminator(_kind),
    BeforeValidator(_by_field),
]
"""The same for a case."""
Confirmed = str | Answers
