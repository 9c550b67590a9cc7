"""Factoren: a cell for every number of a product or of an estimate as evidence states it (M30, M40)."""

from typing import Final

from rendement.model.curves import SDS_IN_95
from rendement.model.estimate import Chance, Estimate, Written
from rendement.model.forms import Counted, Form
from rendement.model.pooling import people_of
from rendement.model.shapes import ALL_THREE
from rendement.reports.excel import formulas
from rendement.reports.excel.cells import Block, Cell, Field, Filled, Sheet
from rendement.reports.excel.estimates import cells_of
from rendement.reports.excel.factors import has_cells
from rendement.reports.excel.named import Spot, followed, leader_of
from rendement.reports.excel.work import Live, Work
from rendement.results.explaining.answers import answer_words

NAME: Final = "Factoren"
FACTORS: Final = (
    Field("schatting", "schatting", 30, note="De naam waarmee andere bladen naar deze schatting verwijzen."),
    Field("casus", "casus", 16),
    Field("regel", "regel", 8),
    Field("soort", "wat is geschat", 14),
    Field("nummer", "getal", 8, "aantal", "Een product heeft er twee tot vier, die met elkaar vermenigvuldigd worden."),
    Field("getypt", "zoals het is opgeschreven", 36),
    Field("laag", "laag (of minst)", 10, "getal"),
    Field("verwacht", "verwacht", 10, "getal"),
    Field("hoog", "hoog (of meest)", 10, "getal"),
    Field("aantal", "zoveel", 9, "getal", "9 van 40: hier 9."),
    Field("van", "van zoveel", 9, "getal", "9 van 40: hier 40."),
    Field("midden", "gemiddelde volgens de bron", 12, "getal"),
    Field("van95", "95 %: van", 10, "getal"),
    Field("tot95", "95 %: tot", 10, "getal"),
    Field("gemiddelde", "telt voor", 11, "getal", "Het gemiddelde waarmee wordt gerekend (M8, M40)."),
)  # fmt: skip

_COUNT: Final = "=IF(OR({aantal}=0,{aantal}={van}),({aantal}+0.5)/({van}+1),{aantal}/{van})"
"""M40: x / n; nobody, or everybody, counts as half a person more or less."""
_RATIO: Final = formulas.with_ends(
    f"EXP((LN({{van95}})+LN({{tot95}}))/2+((LN({{tot95}})-LN({{van95}}))/{SDS_IN_95})^2/2)",
    ("van95", "tot95"),
    "midden",
)
"""M40: the mean of the log-normal between its limits; without them the ratio as it was typed."""
_INPUTS: Final = {
    Form.RANGE: ALL_THREE,
    Form.LIMITS: ALL_THREE,
    Form.SPREAD: ("midden",),
    Form.INTERVAL: ("midden",),
    Form.RATIO: ("midden", "van95", "tot95"),
}
"""What the formula of a form reads."""


def factors_sheet(w: Work) -> Sheet:
    """One row a factor."""
    frame = w.frames.factors
    sheet = Sheet(NAME, tuple(found.width for found in frame.fields))
    sheet.add(Cell("Factoren: schattingen zoals de bron ze geeft", "titel"))
    sheet.say(
        "Een schatting die uit meer getallen bestaat (zo vaak × zo lang), of die een bron anders geeft dan met laag, verwacht "
        "en hoog. Andere bladen vermenigvuldigen wat hier in de laatste kolom staat. Gele vakken kunt u veranderen.",
        "ondertitel",
    )
    sheet.put(Block(frame, _columns(w.live), _looks(w.live)))
    sheet.frozen = (frame.top, 1)
    return sheet


def mean_template(live: Live, key: str, estimate: Estimate, ceiling: float | None = None) -> str:
    """The mean of an estimate: from the cells of its own row, or those of its factors on this sheet."""
    if not has_cells(estimate):
        return formulas.mean_template(estimate, ceiling=ceiling)
    return f"={_product(live, key)}" if live.subject.factor_places.get(key) else ""


def cells_template(live: Live, key: str, estimate: Estimate | None) -> str:
    """The product of the cells of an estimate; empty for one that has none, which stands as a value."""
    return f"={_product(live, key)}" if has_cells(estimate) and live.subject.factor_places.get(key) else ""


def _product(live: Live, key: str) -> str:
    return "*".join(
        live.frames.factors.cell("gemiddelde", place) for place in live.subject.factor_places[key]
    )


def _columns(live: Live) -> dict[str, Filled]:
    rows = live.subject.factors
    cells = [_cells(row.factor) for row in rows]
    return {
        "schatting": Filled([row.key for row in rows]),
        "casus": Filled([row.case for row in rows]),
        "regel": Filled([row.line for row in rows]),
        "soort": Filled([row.field for row in rows]),
        "nummer": Filled([row.number for row in rows]),
        "getypt": Filled([answer_words(row.factor) for row in rows]),
        **followed({key: [each.get(key) for each in cells] for key in _ALL}, _leaders(live)),
        "gemiddelde": Filled([row.factor.mean for row in rows], [_mean(row.factor) for row in rows]),
    }


_COUNTS: Final = ("aantal", "van")
_ALL: Final = ("laag", "verwacht", "hoog", "aantal", "van", "midden", "van95", "tot95")


def _cells(factor: Written) -> dict[str, float | None]:
    """The numbers that were typed, each in its own column; of several people what they say together."""
    likely = factor.number("verwacht")
    together = bool(people_of(factor))
    if isinstance(likely, Counted) and not together:
        return {"aantal": likely.hits, "van": likely.of}
    if together or factor.form in (Form.RANGE, Form.LIMITS):
        low, middle, high = cells_of(factor)
        return {"laag": low, "verwacht": middle, "hoog": high}
    typed = {key: factor.number(key) for key in ("van95", "tot95")}
    return {**typed, "midden": likely}


def _mean(factor: Written) -> str:
    if people_of(factor):
        return "={verwacht}"
    if isinstance(factor.number("verwacht"), Counted):
        return _COUNT
    if factor.form in (Form.SPREAD, Form.INTERVAL):
        return "={midden}"
    if factor.form is Form.RATIO:
        return _RATIO
    ceiling = 1.0 if isinstance(factor, Chance) else None
    return formulas.mean_of(factor.points, factor.distribution, ceiling=ceiling)


def _looks(live: Live) -> dict[str, list[str]]:
    """Only what a formula reads looks like input; a share is shown as one."""
    rows = live.subject.factors
    read = [() if leader else _read_of(row.factor) for row, leader in zip(rows, _leaders(live), strict=True)]
    shares = [isinstance(row.factor, Chance) for row in rows]
    kinds = {
        key: ["aandeel" if share and key not in _COUNTS else "getal" for share in shares] for key in _ALL
    }
    looks = {
        key: [f"invoer_{kind}" if key in keys else kind for kind, keys in zip(kinds[key], read, strict=True)]
        for key in _ALL
    }
    return looks | {"gemiddelde": ["aandeel" if share else "getal" for share in shares]}


def _leaders(live: Live) -> list[Spot | None]:
    frame = live.frames.factors
    spots = (Spot(frame, place, "gemiddelde", row.factor) for place, row in enumerate(live.subject.factors))
    return [
        leader_of(live.named, spot, row.case) for spot, row in zip(spots, live.subject.factors, strict=True)
    ]


def _read_of(factor: Written) -> tuple[str, ...]:
    if people_of(factor):
        return ("verwacht",)
    if isinstance(factor.number("verwacht"), Counted):
        return ("aantal", "van")
    filled = {key for key, value in _cells(factor).items() if value is not None}
    return tuple(key for key in _INPUTS[factor.form] if key in filled)
