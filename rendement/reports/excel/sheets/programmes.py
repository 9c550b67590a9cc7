"""Programmakosten: what a whole programme cost, beyond the paid effort of its cases (M14)."""

from typing import Final

import numpy as np

from rendement.engine.price_level import EXPENSE_SERIES, index_step
from rendement.model.price import Kind
from rendement.reading.loading.loaded import LoadedProgramme
from rendement.reports.excel.cells import Block, Cell, Field, Filled, Sheet
from rendement.reports.excel.keys import OWN
from rendement.reports.excel.sheets.split import part, share_of
from rendement.reports.excel.subject import Subject
from rendement.reports.excel.work import Frames, Live, Work
from rendement.results.value.programme_costs import HALF_CENT
from rendement.words.identifiers import name_part

_BEFORE: Final = (
    Field("programma", "programma", 30),
    Field("kosten", "kosten van het programma (€)", 15, "invoer_euro"),
    Field("prijsjaar", "prijsjaar", 9, "jaar"),
    Field("indexstap", "indexstap", 11, "index"),
    Field("van", "eerste dag", 12, "datum"),
    Field("tot", "laatste dag", 12, "datum"),
    Field("telt", "telt (1), of is de inzet hoger (0)", 12, "aantal"),
)


def paid_keys(subject: Subject) -> list[str]:
    """The ways in which effort is paid; the time of volunteers is not among them."""
    return [s.key for s in subject.splits.values() if s.side == OWN and s.kind is not Kind.SOCIETAL]


def programme_fields(payers: tuple[str, ...], labels: tuple[str, ...], paid: int) -> tuple[Field, ...]:
    """Shares per payer, paid effort per way of paying, costs beyond it per payer; all without discount (M36)."""
    named = list(zip(payers, labels, strict=True))
    return (
        *_BEFORE,
        *(Field(f"deel_{name_part(p)}", f"{name}: deel van de kosten", 12, "invoer_aandeel") for p, name in named),
        *(Field(f"betaald_{i}", f"betaalde inzet {i + 1}, zonder disconto (€)", 13, "euro_cent") for i in range(paid)),
        *(Field(f"extra_{name_part(p)}", f"{name}: overige programmakosten (€)", 14, "euro_cent") for p, name in named),
    )  # fmt: skip


def programmes_sheet(w: Work) -> Sheet:
    """One row a programme that states its costs."""
    frame = w.frames.programmes
    sheet = Sheet("Programmakosten", tuple(f.width for f in frame.fields))
    sheet.add(Cell("Programmakosten: ook wat niet op één casus drukt", "titel"))
    keys = "; ".join(f"{i + 1} = {key}" for i, key in enumerate(paid_keys(w.subject))) or "geen"
    sheet.say(
        "Kosten van het hele programma min de betaalde inzet van de getelde casussen; zo telt niets dubbel en telt ook "
        "wat niets opleverde (M14). Allebei zonder disconto, zodat alleen meetelt wat er echt is uitgegeven (M36). Is de inzet van de casussen "
        "hoger dan wat er is opgegeven, dan telt de inzet. Min bij een betaler: volgens de kosten van het programma betaalt een ander mee aan "
        f"zijn inzet. Soorten betaalde inzet: {keys}.",
        "ondertitel",
    )
    sheet.put(Block(frame, _columns(w.live), is_table=False))
    sheet.frozen = (frame.top, 1)
    return sheet


def _columns(live: Live) -> dict[str, Filled]:
    homes, payers = live.subject.homes, live.subject.payers
    costs = [home.programme.cost for home in homes]
    target = live.subject.bc.settings.price_year
    steps = [index_step(live.subject.bc.book, EXPENSE_SERIES, c.price_year, target) for c in costs if c]
    step = (
        "=IF({prijsjaar}=Prijspeil,1,"
        f"INDEX(Indexcijfers_{name_part(EXPENSE_SERIES)},MATCH(Prijspeil,Indexcijfers_jaar,0))"
        f"/INDEX(Indexcijfers_{name_part(EXPENSE_SERIES)},MATCH({{prijsjaar}},Indexcijfers_jaar,0)))"
    )
    found: dict[str, Filled] = {
        "programma": Filled([home.programme.id for home in homes]),
        "kosten": Filled([float(c.amount) for c in costs if c]),
        "prijsjaar": Filled([c.price_year for c in costs if c]),
        "indexstap": Filled(steps, step),
        "van": Filled([home.programme.period.first for home in homes]),
        "tot": Filled([home.programme.period.last for home in homes]),
    }
    for payer in payers:
        found[f"deel_{name_part(payer)}"] = Filled([c.payers.get(payer, 0.0) for c in costs if c])
    found |= _paid(live, homes)
    found["telt"] = _counts(live.subject, homes)
    return found | {f"extra_{name_part(payer)}": _extra(live.subject, live.frames, payer) for payer in payers}


def _paid(live: Live, homes: tuple[LoadedProgramme, ...]) -> dict[str, Filled]:
    """Paid effort of the cases of each programme, per way of paying, without discount."""
    weighted = (
        live.subject.bc.values.units * live.subject.bc.columns.line_unit_price * live.subject.line_weights
    )
    order, splits = list(live.subject.splits), live.subject.line_splits
    of_case = np.array([live.subject.programme_of(place) for place in range(live.subject.bc.filed)])
    places = of_case[live.subject.bc.columns.line_case]
    found = {}
    for number, key in enumerate(paid_keys(live.subject)):
        sums = [
            float(weighted[(splits == order.index(key)) & (places == home.programme.id)].sum())
            for home in homes
        ]
        place = live.frames.split.cell("sleutel", list(live.subject.splits).index(key))
        text = f"=SUMIFS(Regels_zonder_disconto,Regels_programma,{{programma}},Regels_verdeling,{place})"
        found[f"betaald_{number}"] = Filled(sums, text)
    return found


def _extra(subject: Subject, frames: Frames, payer: str) -> Filled:
    """What a payer bears beyond the cases: its part of the costs less its part of their paid effort."""
    values = [extra.get(payer, 0.0) for extra in subject.overhead]
    order = list(subject.splits)
    parts = [
        f"-{{betaald_{number}}}*{frames.split.cell(part(payer), order.index(key))}"
        for number, key in enumerate(paid_keys(subject))
        if share_of(subject.splits[key], payer)
    ]
    share = f"{{kosten}}*{{indexstap}}*Prijsfactor*{{deel_{name_part(payer)}}}"
    return Filled(values, f"=IF({{telt}}=1,{share}{''.join(parts)},0)")


def _counts(subject: Subject, homes: tuple[LoadedProgramme, ...]) -> Filled:
    """Whether the stated cost is at least the paid effort of the cases, both as written down."""
    counted = [1 if any(home is one for one in subject.bc.stating) else 0 for home in homes]
    effort = "+".join(f"{{betaald_{number}}}" for number in range(len(paid_keys(subject)))) or "0"
    return Filled(counted, f"=IF({effort}>{{kosten}}*{{indexstap}}*Prijsfactor+{HALF_CENT},0,1)")


def extra_formula(payer: str) -> str:
    """All costs beyond the cases that a payer bears, as a part of a formula."""
    return f"SUM(Programmakosten_extra_{name_part(payer)})"
