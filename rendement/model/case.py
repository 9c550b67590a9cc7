"""A case: one finished trajectory of social work with one household, as its author writes it."""

import math
import re
from collections.abc import Mapping
from enum import StrEnum
from typing import Annotated, Any, Final, Literal, Self

from pydantic import (
    BeforeValidator,
    Discriminator,
    Field,
    StringConstraints,
    Tag,
    model_validator,
)
from pydantic_core import PydanticCustomError

from rendement.model.amounts import AmountValue
from rendement.model.answers import CaseConfirmed, LineConfirmed, PathConfirmed
from rendement.model.base import Document, FirstDay, LastDay, Map, Pseudonym, Whole, YesNo, spoken
from rendement.model.estimate import Chance, Evidence, absent
from rendement.model.estimate_fields import (
    ChanceField,
    DurationField,
    HorizonField,
    LastingDurationField,
    QuantityField,
)
from rendement.model.numbers import DecimalValue
from rendement.model.review import FollowUp
from rendement.model.scalars import ChanceValue, MeasureValue, Shares
from rendement.model.spelling import tidied
from rendement.model.texts import FreeText, Reason, Word

US = "wij"
"""The share of the change that is ours, in `toerekening`."""
HOUSEHOLD_KEY_PATTERN: Final = r"^[0-9a-f]{16,64}$"
Score = Annotated[DecimalValue, Field(ge=0, le=10)]


def _digits(value: Any) -> Any:
    """A key of digits only was read as a whole number; nothing is lost, as a leading zero is refused."""
    return str(value) if type(value) is int else value


HouseholdKey = Annotated[
    str,
    BeforeValidator(_digits, json_schema_input_type=str),
    StringConstraints(pattern=HOUSEHOLD_KEY_PATTERN),
]


class Assent(StrEnum):
    """Whether the resident agrees that this case is used; `nee` keeps it out of every total."""

    YES = "ja"
    NO = "nee"
    NOT_ASKED = "niet-gevraagd"


class Status(StrEnum):
    """How far a case has come between author, reviewers and approver, in order.

    What a file states is a claim; the status that counts follows from the reviews beside it.
    """

    DRAFT = "concept"
    IN_REVIEW = "ter-beoordeling"
    REVIEWED = "beoordeeld"
    APPROVED = "vastgesteld"


AGE_CLASSES: Final = (
    *("0-11", "12-17", "18-24", "25-34", "35-44", "45-54", "55-64", "65-74", "75-84", "85-plus"),
)
"""Suggested, without overlap; the vocabulary is open."""
_EXACT_AGE: Final = re.compile(
    r"(?P<from>\d{1,4})(?: ?(?:-|–|tot|tot en met|t/m) ?(?P<to>\d{1,4}))?"
    r"(?: ?(?:jaar(?: oud)?|jr\.?|-?jarige?))?\Z"
)
_OLDEST: Final = 130
"""A higher number is a year of birth."""
_NARROWEST: Final = 5
"""Ages that a class holds at least."""


def _no_exact_age(value: Any) -> Any:
    exact = _EXACT_AGE.match(str(value).strip())
    if exact is None or abs(int(exact["to"] or exact["from"]) - int(exact["from"])) + 1 >= _NARROWEST:
        return value
    age = int(exact["from"])
    reached = [name for name in AGE_CLASSES if int(name.partition("-")[0]) <= age]
    group = reached[-1] if age <= _OLDEST else "bijvoorbeeld 75-84"
    raise PydanticCustomError("leeftijd_te_precies", "a class", {"tekst": str(value), "klasse": group})


class Context(Document):
    """Where and for whom; open vocabularies, with a suggested list in the docs."""

    municipality: Word = Field(alias="gemeente")
    neighbourhood: Word | None = Field(None, alias="wijk")
    organisation: Word = Field(alias="organisatie")
    referrer: Word | None = Field(None, alias="verwijzer")
    age_group: Annotated[Word, BeforeValidator(_no_exact_age)] | None = Field(None, alias="leeftijd")
    household: Word | None = Field(None, alias="huishouden")
    themes: tuple[Word, ...] = Field(alias="thema", min_length=1)
    approaches: tuple[Word, ...] = Field(alias="aanpak", min_length=1)


class Horizon(Document):
    """A horizon other than that of the regime, argued."""

    length: HorizonField = Field(alias="duur")
    reason: FreeText = Field(alias="reden")


class Expense(Document):
    """Money spent on a case that has no price per unit: a course fee, a hired room."""

    amount: AmountValue = Field(alias="bedrag")
    price_year: Whole = Field(alias="prijspeil", ge=1990, le=2100)
    payers: Shares = Field(alias="betalers", min_length=1)
    source: FreeText = Field(alias="bron")


class EffortLine(Document):
    """What we did and what it cost: a priced quantity, or an expense."""

    what: FreeText = Field(alias="wat")
    price: str | None = Field(None, alias="prijs")
    quantity: QuantityField | None = Field(None, alias="aantal")
    expense: Expense | None = Field(None, alias="uitgave")
    start: DurationField | None = Field(None, alias="vanaf")
    duration: DurationField | None = Field(None, alias="duur")
    group: MeasureValue | None = Field(None, alias="groep")
    shared_over: MeasureValue | None = Field(None, alias="gedeeld_over")
    persons: MeasureValue | None = Field(None, alias="personen")
    """How many people this was for, each so much; one when not given."""
    payers: Shares | None = Field(None, alias="betalers")
    ground: FreeText | None = Field(None, alias="grond")
    confirmed: LineConfirmed | None = Field(None, alias="klopt")

    @model_validator(mode="after")
    def _priced_or_spent(self) -> Self:
        if not _is_priced_or_spent(self):
            _only_an_expense(self)
            raise PydanticCustomError("inzet_prijs_of_uitgave", "price and quantity, or an expense", {})
        return self

    @property
    def shared_by(self) -> float:
        """Over how many people or cases it is shared: the group times the rest; 1 for none."""
        counts = (self.group, self.shared_over)
        return math.prod((count.number for count in counts if count is not None), start=1.0)


def _is_priced_or_spent(line: "EffortLine | CareLine") -> bool:
    """A price with a quantity, or an expense that says itself who pays: never both, never half."""
    if line.expense is not None:
        return line.price is None and line.quantity is None and line.payers is None
    return line.price is not None and line.quantity is not None


def _only_an_expense(line: "EffortLine | CareLine") -> None:
    """An expense says itself how much it is and who pays."""
    if line.expense is None:
        return
    besides = {"prijs": line.price, "aantal": line.quantity, "betalers": line.payers}
    said = [field for field, value in besides.items() if value is not None]
    if said:
        raise PydanticCustomError("uitgave_met_meer", "an expense and more", {"velden": " en ".join(said)})


class CareLine(Document):
    """Help that would have been, or is, used: a price and how much, or an expense; from when, how long."""

    what: FreeText | None = Field(None, alias="wat")
    price: str | None = Field(None, alias="prijs")
    quantity: QuantityField | None = Field(None, alias="aantal")
    expense: Expense | None = Field(None, alias="uitgave")
    payers: Shares | None = Field(None, alias="betalers")
    start: DurationField | None = Field(None, alias="vanaf")
    duration: LastingDurationField | None = Field(None, alias="duur")
    chance: ChanceField | None = Field(None, alias="kans")
    delay: DurationField | None = Field(None, alias="uitstel")
    moves_end: YesNo = Field(False, alias="verschuift")
    displacement: ChanceField | None = Field(None, alias="verdringing")
    drop_off: Annotated[ChanceValue, Field(lt=1)] | None = Field(None, alias="afbouw")
    horizon: Horizon | None = Field(None, alias="horizon")
    evidence: Evidence | None = Field(None, alias="bewijs")
    ground: FreeText | None = Field(None, alias="grond")
    confirmed: LineConfirmed | None = Field(None, alias="klopt")
    name: Pseudonym | None = Field(None, alias="naam")
    instead_of: str | None = Field(None, alias="in_plaats_van")
    """The name of the line of help that this came instead of (M29): chance and time follow from it."""
    persons: MeasureValue | None = Field(None, alias="personen")
    """How many people this is for, each so much; one when not given."""
    window_share: Annotated[ChanceValue, Field(gt=0)] | None = Field(None, alias="deel")
    """The share of the time without that other help in which this was used; all of it when not given."""
    beside: Reason | None = Field(None, alias="naast", exclude_if=absent)
    """Why this counts, though other help of the case holds it (M42)."""

    @model_validator(mode="after")
    def _priced_or_spent(self) -> Self:
        if not _is_priced_or_spent(self):
            _only_an_expense(self)
            raise PydanticCustomError("hulp_prijs_of_uitgave", "price and quantity, or an expense", {})
        return self


class Pathway(Document):
    """One way things could have gone without us (or may yet go with us), with its chance and its help."""

    title: FreeText = Field(alias="pad")
    chance: ChanceField | None = Field(None, alias="kans")
    deadweight: ChanceField | None = Field(None, alias="ook_zonder_ons")
    evidence: Evidence | None = Field(None, alias="bewijs")
    ground: FreeText | None = Field(None, alias="grond")
    confirmed: PathConfirmed | None = Field(None, alias="klopt")
    care: tuple[CareLine, ...] = Field(alias="hulp", min_length=1)

    @model_validator(mode="after")
    def _chance_or_deadweight(self) -> Self:
        if (self.chance is None) == (self.deadweight is None):
            raise PydanticCustomError("pad_kans_of_deadweight", "a chance or a deadweight share", {})
        return self

    @property
    def estimate(self) -> Chance:
        """What was estimated of this path: its chance, or the share that would have gone well without us."""
        estimate = self.chance or self.deadweight
        assert estimate is not None
        return estimate

    @property
    def typed_and_mean(self) -> tuple[float, float]:
        """Typed value and mean of the chance of this path; a deadweight share is the rest (M4)."""
        estimate = self.estimate
        typed = estimate.mean if estimate.likely is None else estimate.likely
        return (typed, estimate.mean) if self.chance else (1 - typed, 1 - estimate.mean)


def _kind_of_help(value: Any) -> str:
    """A path when it says so, else a line; in words that are no key of a file."""
    said = value if isinstance(value, Mapping) else ()
    return "(pad)" if isinstance(value, Pathway) or "pad" in said or "hulp" in said else "(regel)"


HelpWithUs = Annotated[
    Annotated[CareLine, Tag("(regel)")] | Annotated[Pathway, Tag("(pad)")], Discriminator(_kind_of_help)
]
"""Help with us: a line, or a path where only a chance can be given."""


NO_DIFFERENCE: Final = frozenset(
    {"geen verschil", "geen", "niets", "n.v.t.", "nvt", "n.v.t", "niet van toepassing"}
)
"""What a case without result says of the help that would have been; nobody needs to invent any."""


def _or_nothing(part: Any) -> BeforeValidator:
    def read(value: Any) -> Any:
        said = value[0] if isinstance(value, list) and len(value) == 1 else value
        return () if isinstance(said, str) and tidied(said) in NO_DIFFERENCE else value

    words = Literal["geen verschil", "geen", "n.v.t."]
    return BeforeValidator(read, json_schema_input_type=tuple[part, ...] | words)


class PositiveHealth(Document):
    """The six dimensions of Positieve Gezondheid, 0–10: stored and drawn, never summed or priced (M25)."""

    body: Score | None = Field(None, alias="lichaamsfuncties")
    mind: Score | None = Field(None, alias="mentaal_welbevinden")
    meaning: Score | None = Field(None, alias="zingeving")
    quality: Score | None = Field(None, alias="kwaliteit_van_leven")
    participation: Score | None = Field(None, alias="meedoen")
    daily_life: Score | None = Field(None, alias="dagelijks_functioneren")


class Domains(Document):
    """The four domains, 0–10: stored and drawn, never summed or priced (M25)."""

    body: Score | None = Field(None, alias="lichaam")
    mind: Score | None = Field(None, alias="geest")
    social: Score | None = Field(None, alias="sociaal")
    society: Score | None = Field(None, alias="maatschappelijk")


class HealthBeforeAfter(Document):
    """Positieve Gezondheid before and after."""

    before: PositiveHealth = Field(alias="voor")
    after: PositiveHealth = Field(alias="na")


class DomainsBeforeAfter(Document):
    """The four domains before and after."""

    before: Domains = Field(alias="voor")
    after: Domains = Field(alias="na")


class Outcome(Document):
    """What changed that is not in euros."""

    positive_health: HealthBeforeAfter | None = Field(None, alias="positieve_gezondheid")
    domains: DomainsBeforeAfter | None = Field(None, alias="domeinen")
    effects: tuple[FreeText, ...] = Field((), alias="effecten")


class Roles(Document):
    """Who did what, by pseudonym; author, reviewers (each in a file of their own) and approver differ."""

    author: Pseudonym | None = Field(None, alias="auteur")
    approver: Pseudonym | None = Field(None, alias="vaststeller")


class Checked(Document):
    """Outcomes worked out by hand, in euros to the cent; they count as a test of the file."""

    effort: DecimalValue | None = Field(None, alias="inzet")
    benefit: DecimalValue | None = Field(None, alias="baten")
    net: DecimalValue | None = Field(None, alias="netto")
    note: FreeText | None = Field(None, alias="hoe")

    @model_validator(mode="after")
    def _something_to_check(self) -> Self:
        if self.effort is None and self.benefit is None and self.net is None:
            raise PydanticCustomError("controle_leeg", "nothing to check", {})
        return self


class Case(Document):
    """One closed (or running) case."""

    id: Pseudonym = Field(alias="casus")
    fictional: YesNo = Field(False, alias="fictief")
    started: FirstDay = Field(alias="gestart")
    closed: LastDay | None = Field(None, alias="afgesloten")
    status: Status | None = Field(None, alias="status")
    roles: Roles | None = Field(None, alias="rollen")
    context: Context
    question: FreeText = Field(alias="vraag")
    prior_use: tuple[FreeText, ...] = Field((), alias="eerder_gebruik")
    effort: tuple[EffortLine, ...] = Field(alias="inzet", min_length=1)
    without: Annotated[tuple[Pathway, ...], _or_nothing(Pathway)] = Field((), alias="zonder_inzet")
    with_us: Annotated[tuple[HelpWithUs, ...], _or_nothing(HelpWithUs)] = Field((), alias="met_inzet")
    attribution: Map[str, ChanceField] = Field(alias="toerekening")
    displacement: ChanceField | None = Field(None, alias="verdringing")
    drop_off: Annotated[ChanceValue, Field(lt=1)] | None = Field(None, alias="afbouw")
    horizon: Horizon | None = Field(None, alias="horizon")
    evidence: Evidence | None = Field(None, alias="bewijs")
    outcome: Outcome | None = Field(None, alias="uitkomst")
    resident: FreeText | None = Field(None, alias="bewoner")
    assent: Annotated[Assent, BeforeValidator(spoken)] = Field(Assent.NOT_ASKED, alias="instemming")
    household_key: HouseholdKey | None = Field(None, alias="huishoudsleutel")
    lot_chance: ChanceField | None = Field(None, alias="lotkans")
    minutes_to_fill_in: Annotated[Whole, Field(ge=1, le=600)] | None = Field(None, alias="invultijd_minuten")
    follow_up: tuple[FollowUp, ...] = Field((), alias="opvolging")
    checked: Checked | None = Field(None, alias="controle")
    confirmed: CaseConfirmed | None = Field(None, alias="klopt", exclude_if=absent)

    def __repr__(self) -> str:
        return f"<casus {self.id} · {self.started} tot {self.closed or 'lopend'}>"
