"""`namen.yaml`: spellings that mean one name, and what a case names (M31c)."""

from collections.abc import Iterator, Mapping
from typing import Final, NamedTuple

from pydantic import Field

from rendement.model.base import Document
from rendement.model.case import Context
from rendement.model.texts import Word
from rendement.words.names import listed, normal

Spellings = Mapping[Word, tuple[Word, ...]]
"""A name → other ways in which people write it; `[]` when there are none."""


class NameList(Document):
    """`namen.yaml` beside the cases: per field the name that counts, with its other spellings."""

    municipality: Spellings = Field(default_factory=dict, alias="gemeente")
    neighbourhood: Spellings = Field(default_factory=dict, alias="wijk")
    organisation: Spellings = Field(default_factory=dict, alias="organisatie")
    referrer: Spellings = Field(default_factory=dict, alias="verwijzer")
    age_group: Spellings = Field(default_factory=dict, alias="leeftijd")
    household: Spellings = Field(default_factory=dict, alias="huishouden")
    themes: Spellings = Field(default_factory=dict, alias="thema")
    approaches: Spellings = Field(default_factory=dict, alias="aanpak")


FIELDS: Final = {field.alias or name: name for name, field in NameList.model_fields.items()}
"""Every field that groups cases, by its Dutch name; those of a case are called the same."""


class Written(NamedTuple):
    """A name as one case writes it, and where: `("thema", 0)`."""

    field: str
    name: str
    path: tuple[str | int, ...]


Chosen = Mapping[tuple[str, str], str]
"""Field and normal form → the name that counts, as the lists say."""


def written_names(context: Context, chosen: Chosen) -> Iterator[Written]:
    """Every name in a context; a cell that holds several names gives each, unless a list knows the whole."""
    for field, attribute in FIELDS.items():
        value = getattr(context, attribute)
        if isinstance(value, str):
            yield Written(field, value, (field,))
        elif value is not None:
            for place, cell in enumerate(value):
                known = (field, normal(cell)) in chosen
                yield from (
                    Written(field, name, (field, place)) for name in ([cell] if known else listed(cell))
                )
