"""What a result was computed with: regimes, realism and cashability sets, and the programme of a folder."""

from collections.abc import Mapping
from enum import StrEnum
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Annotated, Any, Final, Self

from pydantic import (
    Field,
    SerializerFunctionWrapHandler,
    model_serializer,
    model_validator,
)
from pydantic_core import PydanticCustomError

from rendement.model.base import Day, Document, Map, YesNo
from rendement.model.estimate import Estimate, Evidence
from rendement.model.estimate_fields import HorizonField
from rendement.model.numbers import FloatValue
from rendement.model.price import Grade
from rendement.model.scalars import ChanceValue
from rendement.model.shapes import Points, mean
from rendement.words.frozen import FrozenDict

ANY_PAYER = "overige"
"""The key of a cashability set for payers it does not name."""


class Convention(StrEnum):
    """When in a year an amount counts (M3)."""

    CONTINUOUS = "continu"
    BEGIN = "begin"
    MIDDLE = "midden"
    END = "eind"


class DropOff(StrEnum):
    """How an effect drops off after closing (M35)."""

    STEP = "trap"
    GRADUAL = "glijdend"


class Selection(StrEnum):
    """How the filed cases were chosen from the closed ones (M15)."""

    ALL = "alle"
    LOT = "loting"
    CHOSEN = "uitgekozen"


class Regime(Document):
    """A dated, named way of discounting."""

    title: str = Field(alias="titel")
    rate: ChanceValue = Field(alias="disconto")
    convention: Convention = Field(alias="conventie")
    horizon: HorizonField = Field(alias="horizon")
    drop_off: DropOff = Field(DropOff.STEP, alias="afbouw")
    valid_from: Day = Field(alias="vanaf")
    source: str = Field(alias="bron")
    remark: str | None = Field(None, alias="opmerking")


class Factor(Estimate):
    """A multiplier above zero."""

    low: Annotated[FloatValue, Field(gt=0)] | None = Field(None, alias="laag")
    likely: Annotated[FloatValue, Field(gt=0)] | None = Field(None, alias="verwacht")
    high: Annotated[FloatValue, Field(gt=0)] | None = Field(None, alias="hoog")

    @property
    def points(self) -> Points:
        """Low, likely, high of the factor."""
        return Points(self.low, self.likely, self.high)

    @property
    def mean(self) -> float:
        """E[ω] (M9)."""
        return mean(self.points, self.distribution)


class RealismSet(Document):
    """One realism factor per evidence grade (M9, M10)."""

    title: str = Field(alias="titel")
    valid_from: Day = Field(alias="vanaf")
    source: str = Field(alias="bron")
    borrowed: YesNo = Field(alias="geleend")
    factors: Map[Evidence, Factor] = Field(alias="factoren")
    remark: str | None = Field(None, alias="opmerking")

    @model_validator(mode="after")
    def _every_grade(self) -> Self:
        missing = [grade.value for grade in Evidence if grade not in self.factors]
        if missing:
            raise PydanticCustomError(
                "realisme_onvolledig", "grades missing", {"ontbreekt": ", ".join(missing)}
            )
        return self


class CashabilitySet(Document):
    """κ: the chance that a payer really lowers its budget (M13)."""

    title: str = Field(alias="titel")
    valid_from: Day = Field(alias="vanaf")
    source: str = Field(alias="bron")
    chances: Map[str, ChanceValue] = Field(alias="kansen")
    upper_bound: YesNo = Field(False, alias="bovengrens")
    remark: str | None = Field(None, alias="opmerking")

    @model_validator(mode="after")
    def _rest_is_named(self) -> Self:
        if ANY_PAYER not in self.chances:
            raise PydanticCustomError("verzilvering_zonder_overige", "no rule for other payers", {})
        return self

    def chance(self, payer: str) -> float:
        """κ of one payer."""
        return self.chances.get(payer, self.chances[ANY_PAYER])


class Discipline(Document):
    """What one discipline can judge, by keys of prices (`zorg.huisarts-*`), and why."""

    judges: tuple[str, ...] = Field(alias="prijzen", min_length=1)
    first: tuple[str, ...] = Field((), alias="eerst")
    """The prices that it is named for as the one to ask (M18)."""
    effort: YesNo = Field(False, alias="inzet")
    ground: str = Field(alias="grond")

    def can_judge(self, price: str) -> bool:
        """Whether help at this price is of this discipline."""
        return any(fnmatchcase(price, pattern) for pattern in self.judges)


class DisciplineSet(Document):
    """Which discipline can judge which help (M10): the roles of reviewers."""

    title: str = Field(alias="titel")
    valid_from: Day = Field(alias="vanaf")
    source: str = Field(alias="bron")
    roles: Map[str, Discipline] = Field(alias="rollen", min_length=1)
    remark: str | None = Field(None, alias="opmerking")

    def first_for(self, price: str) -> str | None:
        """Whom to ask about help at this price: who is named for it most exactly, else who can judge it."""
        named = [
            (len(pattern), name)
            for name, role in self.roles.items()
            for pattern in role.first
            if fnmatchcase(price, pattern)
        ]
        able = (name for name, role in self.roles.items() if role.can_judge(price))
        return max(named)[1] if named else next(able, None)


class PriceSpreadSet(Document):
    """How far a price without a range of its own may be off, per quality grade (M8)."""

    title: str = Field(alias="titel")
    valid_from: Day = Field(alias="vanaf")
    source: str = Field(alias="bron")
    borrowed: YesNo = Field(alias="geleend")
    spreads: Map[Grade, ChanceValue] = Field(alias="spreiding")
    """x: in one of ten cases the price is (1 + x) times what is stated, or more."""
    remark: str | None = Field(None, alias="opmerking")

    @model_validator(mode="after")
    def _every_grade(self) -> Self:
        missing = [grade.value for grade in Grade if grade not in self.spreads]
        if missing:
            raise PydanticCustomError(
                "prijsspreiding_onvolledig", "grades missing", {"ontbreekt": ", ".join(missing)}
            )
        return self


class Dependence(Document):
    """How much optimism is drawn once for everybody, and how much once per organisation (M31)."""

    common: ChanceValue = Field(alias="gedeeld")
    """γ: the part that everybody shares."""
    organisation: ChanceValue = Field(alias="organisatie")
    """β: the part that estimates of one organisation share besides."""

    @model_validator(mode="after")
    def _at_most_all(self) -> Self:
        if self.common + self.organisation > 1.0 + 1e-12:
            raise PydanticCustomError("samenhang_boven_een", "shares above 100 %", {})
        return self

    @property
    def own(self) -> float:
        """1 − γ − β: what one evidence grade of one organisation has to itself."""
        return max(0.0, 1.0 - self.common - self.organisation)


class DependenceSet(Dependence):
    """A dated, named assumption about shared optimism, with those always shown beside it (M31)."""

    title: str = Field(alias="titel")
    valid_from: Day = Field(alias="vanaf")
    source: str = Field(alias="bron")
    borrowed: YesNo = Field(alias="geleend")
    also: tuple[Dependence, ...] = Field((), alias="ook_getoond")
    remark: str | None = Field(None, alias="opmerking")


class SettingsFile(Document):
    """A file of the set book: named sets of one or more kinds."""

    regimes: Map[str, Regime] = Field(default_factory=FrozenDict, alias="regimes")
    realism: Map[str, RealismSet] = Field(default_factory=FrozenDict, alias="realisme")
    cashability: Map[str, CashabilitySet] = Field(default_factory=FrozenDict, alias="verzilvering")
    disciplines: Map[str, DisciplineSet] = Field(default_factory=FrozenDict, alias="disciplines")
    price_spread: Map[str, PriceSpreadSet] = Field(default_factory=FrozenDict, alias="prijsspreiding")
    dependence: Map[str, DependenceSet] = Field(default_factory=FrozenDict, alias="samenhang")


class SettingsBook(Document):
    """All named sets of one version, with the hash of their content."""

    version: str
    regimes: Map[str, Regime]
    realism: Map[str, RealismSet]
    cashability: Map[str, CashabilitySet]
    disciplines: Map[str, DisciplineSet]
    price_spread: Map[str, PriceSpreadSet]
    dependence: Map[str, DependenceSet]
    content_hash: str
    folder: Path | None = Field(None, exclude=True, repr=False)
    """Where own sets stand that were laid beside the shipped ones; None when there are none."""
    own: frozenset[tuple[str, str]] = Field(frozenset(), exclude=True, repr=False)
    """Kind (the name of its field here) and name of every own set."""

    def __repr__(self) -> str:
        return f"<sets {self.version} · {self.content_hash[:12]}>"

    @model_serializer(mode="wrap")
    def _without_what_came_later(self, dump: SerializerFunctionWrapHandler) -> dict[str, Any]:
        """A version from before a kind of set or a field existed keeps the hash it was released with."""
        said: dict[str, Any] = _without_absent(dump(self))
        return said


_LATER: Final[Mapping[str, object]] = {"dependence": {}, "first": (), "drop_off": DropOff.STEP}
"""Fields of sets that came after the first release, and what they were before they could be said; those of
estimates leave themselves out."""


def _without_absent(said: Any) -> Any:
    if isinstance(said, list):
        return [_without_absent(part) for part in said]
    if not isinstance(said, dict):
        return said
    return {
        name: _without_absent(value)
        for name, value in said.items()
        if name not in _LATER or (value and value != _LATER[name])
    }


class Settings(Document):
    """The choices one calculation is made with; every output names them."""

    price_year: int
    regime_name: str
    regime: Regime
    realism_name: str
    realism: RealismSet
    cashability_name: str
    cashability: CashabilitySet
    spread_name: str
    spread: PriceSpreadSet
    dependence_name: str
    dependence: DependenceSet
    sets: SettingsBook = Field(exclude=True, repr=False)
    """All named sets that these were chosen from: what tells the outcome with another one looks here."""

    @property
    def what_if(self) -> bool:
        """Whether a set was changed on the spot, so that no name stands for it (M39)."""
        return any(getattr(self, f"{kind}_name").endswith(WHAT_IF) for kind in SET_NAMES)

    def __repr__(self) -> str:
        names = f"realisme {self.realism_name} · verzilvering {self.cashability_name}"
        return f"<prijspeil {self.price_year} · regime {self.regime_name} · {names}>"

    def with_(self, **changes: Any) -> Self:
        """Other choices; a set that was changed on the spot is called *wat als* (M39).

        `settings.with_(regime=settings.regime.with_(rate=0.03))`. Raises as `Document.with_`.
        """
        new = super().with_(**changes)
        on_the_spot = (kind for kind in SET_NAMES if kind in changes and f"{kind}_name" not in changes)
        differs = [kind for kind in on_the_spot if getattr(new, kind) != getattr(self, kind)]
        names = {f"{kind}_name": _once_marked(getattr(self, f"{kind}_name")) for kind in differs}
        return new.model_copy(update=names)


WHAT_IF: Final = " (wat als)"
"""Behind the name of a set or book that was changed on the spot (M39)."""
SET_NAMES: Final = {
    "regime": "regime",
    "realism": "realisme",
    "cashability": "verzilvering",
    "spread": "prijsspreiding",
    "dependence": "samenhang",
}
"""Every kind of set that is chosen by name: here, and in files and on the command line."""


def _once_marked(name: str) -> str:
    return f"{name.removesuffix(WHAT_IF)}{WHAT_IF}"
