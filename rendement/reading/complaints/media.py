"""Where somebody repairs what is complained of, and what the same repair is called there.

A text file spells a field (`kans: 50%`); a form has a cell for it. A repair is data until it is shown: its
parts are told here once, and each medium has its own words for them.
"""

from abc import ABC, abstractmethod
from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class Medium(StrEnum):
    """Where the answer stands that has to be repaired."""

    FILE = "bestand"
    CELL = "cel"


class Spelled(ABC):
    """Part of a repair that media spell differently; as text it is that of a text file."""

    @abstractmethod
    def said_in(self, medium: Medium) -> str:
        """The words for one medium."""

    def __str__(self) -> str:
        return self.said_in(Medium.FILE)


@dataclass(frozen=True)
class Points(Spelled):
    """An estimate in several numbers: one block in a text file, a cell for each in a form."""

    parts: tuple[tuple[str, str], ...]
    besides: str = ""
    """What a text file says behind the block."""

    def said_in(self, medium: Medium) -> str:
        """`schrijf {laag: 1, hoog: 3}`, or every number in its own cell."""
        if medium is Medium.CELL:
            listed = ", ".join(f"{name} {value}" for name, value in self.parts)
            return f"vul ieder in een eigen cel in: {listed}"
        return f"schrijf {{{', '.join(f'{name}: {value}' for name, value in self.parts)}}}{self.besides}"


@dataclass(frozen=True)
class Product(Spelled):
    """Numbers that are multiplied (M30); a form has one cell for them."""

    factors: tuple[str, ...]

    def said_in(self, medium: Medium) -> str:
        """`schrijf {maal: [12 keer, 50%]}`; in a form one works it out."""
        if medium is Medium.CELL:
            return "reken het uit tot één getal; een product past niet in een cel"
        return f"schrijf {{maal: [{', '.join(self.factors)}]}}"


@dataclass(frozen=True)
class Either(Spelled):
    """A remedy that is another one in a form."""

    in_file: str
    in_cell: str

    def said_in(self, medium: Medium) -> str:
        """The one that can be done there."""
        return self.in_cell if medium is Medium.CELL else self.in_file


PHRASES: Final[dict[str, Spelled]] = {
    "zet_klopt": Either("zet dan klopt: op deze regel, en waarom", "schrijf dan bij Klopt waarom"),
}
"""Parts that many repairs have in common, by the name that stands for them in a message."""
