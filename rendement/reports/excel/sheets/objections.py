"""Tegenspraak: the strongest objections to this very base, each with the figure that answers or concedes it."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from typing import Final, TypeVar

from rendement.reports.excel.cells import Cell, Link, Sheet
from rendement.reports.excel.look import GREY
from rendement.reports.excel.sheets.whole_costs import costs_note
from rendement.reports.excel.work import Work
from rendement.results.critique.facts import Objection
from rendement.results.critique.objections import objections
from rendement.results.critique.rebuttal import GROUND_WORDS, VERDICTS
from rendement.words.identifiers import link_to
from rendement.words.numbers import plural

T = TypeVar("T")

SHEET: Final = "Tegenspraak"
WIDTHS: Final = (5, 44, 14, 12, 9, 15, 11, 78, 8, 18)
_HEADS: Final = (
    "nr",
    "het bezwaar",
    "oordeel",
    "grond",
    "dekt",
    "het cijfer",
    "eenheid",
    "het antwoord",
    "regel",
    "kijk op",
)
_LOOK: Final = {"euro": "euro", "aandeel": "heel_aandeel", "kans": "heel_aandeel", "aantal": "aantal"}
_INTRO: Final = (
    "Dit zijn de bezwaren tegen juist deze businesscase, met de cijfers van deze casussen; wat hier niet speelt, staat er "
    "niet bij. Wij geven eerst toe wat klopt: het zwaarste bezwaar staat bovenaan. De cijfers zijn die van dit rapport en "
    "rekenen niet mee met de knoppen. Is er hulp die wegviel en hulp die erbij kwam, dan is een deel genomen van alle bedragen, plus "
    "en min bij elkaar geteld; dat is meer dan de baten op Samenvatting."
)
_HOW: Final = (
    "Het oordeel volgt uit de grond van ons antwoord en uit het deel van het geld dat die grond dekt, met de set voor disconto en realisme waarbij dat "
    "het minst is. Weerlegd: een telling of identiteit dekt bijna alles (95 %). Deels: een telling, identiteit, bron, oordeel of getekende afspraak dekt "
    "genoeg, meestal de helft. Anders toegegeven: een aanname weerlegt nooit iets (M34). Aandeel en kans staan in procenten; waarvan, staat in het antwoord."
)
_GROUNDS: Final = "; ".join(f"{ground.value}: {words}" for ground, words in GROUND_WORDS.items())
_UNKNOWN: Final = "onbekend"
FOLLOW: Final = {
    "noemer": ("Knoppen",),
    "loting": ("Casussen",),
    "weinig-casussen": ("Onzekerheid", "Casussen"),
    "verzonnen": ("Casussen",),
    "een-casus": ("Casussen",),
    "een-regel": ("Regels",),
    "dubbeltelling": ("Regels",),
    "achteraf": ("Beoordelingen", "Regels"),
    "vergelijkingsgroep": ("Regels",),
    "opvolging": ("Beoordelingen", "Casussen"),
    "realisme": ("Knoppen",),
    "vanzelf": ("Knoppen",),
    "toerekening": ("Casussen",),
    "terugval": ("Regels",),
    "niet-beoordeeld": ("Beoordelingen", "Regels"),
    "een-beoordelaar": ("Beoordelingen", "Regels"),
    "oneens": ("Beoordelingen", "Regels"),
    "saldo": ("Samenvatting",),
    "een-getal": ("Onzekerheid", "Samenvatting"),
    "een-aanname": ("Onzekerheid", "Knoppen"),
    "programmakosten": ("Programmakosten",),
    "andere-portemonnee": ("Meebetalen",),
    "gemiddelde-kosten": ("Prijzen",),
    "niet-verzilverbaar": ("Samenvatting",),
    "wachtlijst": ("Samenvatting",),
    "zwakke-prijzen": ("Prijzen",),
    "een-prijs": ("Prijzen",),
    "overdrachten": ("Verdeling",),
    "horizon": ("Knoppen",),
    "disconto": ("Knoppen",),
}
"""Per objection: where its figure can be followed, the best sheet first."""


def objections_sheet(w: Work, names: Collection[str]) -> Sheet:
    """One row per objection, in order; `names` are the sheets that can be pointed at."""
    found = objections(w.subject.bc, w.uncertainty, w.influences, w.edition.threshold)
    return sheet_of(found, _INTRO + costs_note(w.subject, w.edition), FOLLOW, names)


def sheet_of(
    found: Collection[Objection],
    intro: str,
    places: Mapping[str, Sequence[str]],
    names: Collection[str],
    unknown: str = _UNKNOWN,
    *,
    covers: bool = True,
) -> Sheet:
    """The sheet of some objections; `places` says where the figure of each can be followed.

    Without `covers` it does not say how much of the euros each ground covers: that tells of few cases.
    """
    sheet = Sheet(SHEET, WIDTHS if covers else _without_covers(WIDTHS), tab=GREY)
    sheet.add(Cell("Tegenspraak: wat een kritische econoom hiertegen zegt", "titel"))
    sheet.say(intro, "ondertitel")
    sheet.say(_HOW, "zacht_omloop")
    sheet.say(f"Gronden. {_GROUNDS}.", "zacht_omloop")
    sheet.add(*_counted(found))
    sheet.heading(*(_HEADS if covers else _without_covers(_HEADS)))
    for number, objection in enumerate(found, 1):
        there = [name for name in places[objection.key] if name in names]
        row = _row(number, objection, _link(there), unknown)
        sheet.add(*(row if covers else _without_covers(row)))
    sheet.frozen = (sheet.frozen[0], 2)
    return sheet


def _counted(found: Collection[Objection]) -> tuple[Cell, ...]:
    counts = Counter(objection.verdict for objection in found)
    words = ", ".join(f"{counts[verdict]} {verdict}" for verdict in VERDICTS)
    return (Cell(f"{plural(len(found), 'bezwaar', 'bezwaren')}: {words}.", "vet"),)


def _without_covers(row: Sequence[T]) -> tuple[T, ...]:
    """The same cells less the one that says how much of the euros a ground covers."""
    place = _HEADS.index("dekt")
    return (*row[:place], *row[place + 1 :])


def _row(number: int, objection: Objection, follow: Cell, unknown: str) -> tuple[Cell, ...]:
    return (
        Cell(number, "aantal"),
        Cell(f"„{objection.objection}”", "vet_omloop"),
        Cell(objection.verdict, objection.verdict),
        Cell(objection.rebuttal.ground.value),
        Cell(objection.rebuttal.covers, "heel_aandeel"),
        _figure(objection, unknown),
        Cell(objection.unit),
        Cell(objection.answer, "omloop"),
        Cell(objection.rule, "in"),
        follow,
    )


def _figure(objection: Objection, unknown: str) -> Cell:
    """As its answer tells it: in whole percents, or in words."""
    if objection.figure is None:
        return Cell(unknown, "rechts")
    return Cell(objection.told, "rechts") if objection.told else Cell(objection.figure, _LOOK[objection.unit])


def _link(places: Sequence[str]) -> Cell:
    """The first sheet that there is, of those where the figure can be followed."""
    return Cell(Link(places[0], link_to(places[0])), "link") if places else Cell(None)
