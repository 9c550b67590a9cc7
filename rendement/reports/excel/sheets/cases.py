"""Casussen: one row a case, under its pseudonym, with traits only in groups that are large enough (L3)."""

from collections.abc import Sequence
from typing import Final

from rendement.model.case import US, Case
from rendement.model.settings import Selection
from rendement.reading.loading.loaded import LoadedCase
from rendement.reports.excel.cells import Block, Cell, Field, Filled, Link, Sheet
from rendement.reports.excel.estimates import MIDDLE, answers_in, cells_of, columns_of, looks_of
from rendement.reports.excel.named import Spot, followed, leaders_of
from rendement.reports.excel.sheets.factors import cells_template, mean_template
from rendement.reports.excel.subject import Subject
from rendement.reports.excel.work import Frames, Live, Work

_BEFORE: Final = (Field("casus", "casus", 20, "link"), Field("programma", "programma", 26))
_AFTER: Final = (
    Field("laag", "ons aandeel, laag", 9, "invoer_aandeel"),
    Field("verwacht", "ons aandeel, verwacht", 10, "invoer_aandeel", MIDDLE),
    Field("hoog", "ons aandeel, hoog", 9, "invoer_aandeel"),
    Field("ons_aandeel", "ons aandeel", 10, "aandeel", "Welk deel van de verandering van ons komt (toerekening)."),
    Field("verdringing", "verdringing", 13, "invoer_aandeel",
          "Welk deel alleen verschuift naar een ander. Geldt voor elke regel die zelf niets anders zegt."),
    Field("lotkans", "lotkans", 9, "invoer_aandeel", "De kans waarmee deze casus is geloot; leeg als er niet is geloot."),
    Field("omgekeerd", "1 ÷ lotkans", 9, "getal"),
    Field("gewicht", "telt voor", 9, "getal", "Hoeveel afgesloten casussen deze casus vertegenwoordigt (M15)."),
    Field("inzet", "inzet (€)", 14, "euro_cent"),
    Field("baten", "baten (€)", 14, "euro_cent"),
    Field("netto", "netto (€)", 14, "euro_cent"),
    Field("antwoorden", "antwoorden die zijn samengevoegd", 60,
          note="Wat de maker en elke beoordelaar antwoordden over ons aandeel en over verdringing (M19)."),
)  # fmt: skip


_FIXED: Final = "Waarden bij de aannames van dit rapport: deze rijen rekenen in een groot werkboek niet mee met de knoppen."


def case_fields(traits: tuple[str, ...], *, live: bool) -> tuple[Field, ...]:
    """The columns of the sheet, with the traits that may be shown; nothing to fill in when it is not live."""
    named = (Field(f"kenmerk_{place}", name, 20) for place, name in enumerate(traits))
    fields = (*_BEFORE, *named, *_AFTER)
    return fields if live else tuple(f._replace(style=f.style.removeprefix("invoer_")) for f in fields)


def cases_sheet(w: Work) -> Sheet:
    """One row a case: our share, what it counts for, what it cost and brought."""
    frame = w.frames.cases
    sheet = Sheet("Casussen", tuple(f.width for f in frame.fields))
    sheet.add(Cell("Casussen: één rij per casus", "titel"))
    sheet.say(
        "Opgeteld uit het blad Regels, voor alle betalers samen; overdrachten vallen weg. "
        f"Kenmerken staan er alleen als minstens {w.edition.threshold} casussen van hetzelfde programma ze delen. "
        "De casussen staan op volgorde van hun naam: zij zijn geen ranglijst.",
        "ondertitel",
    )
    columns = _columns(w.live)
    if w.subject.is_grouped:
        sheet.say(_FIXED, "zacht_omloop")
        columns = {key: Filled(filled.values) for key, filled in columns.items()}
    ours = [loaded.case.attribution[US] for loaded in w.subject.bc.cases]
    typed = {
        "lotkans": _looks_of_lot(columns["lotkans"]),
        "verdringing": [
            "aandeel" if template else "invoer_aandeel" for template in columns["verdringing"].templates or ()
        ],
        **looks_of(ours, "aandeel", [leader is not None for leader in _leaders(w.live)], mean="ons_aandeel"),
    }
    looks = {} if w.subject.is_grouped else typed
    sheet.put(Block(frame, columns, looks))
    sheet.frozen = (frame.top, 1)
    return sheet


def _looks_of_lot(chances: Filled) -> list[str]:
    """Only a chance that was stated can be changed; an equal one follows from the counts."""
    worked_out = chances.templates or [""] * len(chances.values)
    typed = (bool(c) and not text for c, text in zip(chances.values, worked_out, strict=True))
    return ["invoer_aandeel" if own else "aandeel" for own in typed]


def _columns(live: Live) -> dict[str, Filled]:
    bc = live.subject.bc
    ours = [loaded.case.attribution[US] for loaded in bc.cases]
    effort = bc.case_totals(bc.money.societal, effort=True).sum(axis=1)
    benefit = bc.case_totals(bc.money.societal, effort=False).sum(axis=1)
    shown = live.subject.traits.values()
    traits = {f"kenmerk_{place}": Filled(values) for place, values in enumerate(shown)}
    total = "=SUMIFS(Regels_telt_waarde,Regels_casus,{casus},Regels_kant,"
    return {
        "casus": Filled(_names(live.subject.bc.cases, live.subject, live.frames, live.subject.is_grouped)),
        "programma": Filled([live.subject.programme_of(place) for place in range(bc.filed)]),
        **traits,
        **followed(columns_of([cells_of(estimate) for estimate in ours]), _leaders(live)),
        "ons_aandeel": Filled(
            [estimate.mean for estimate in ours],
            [
                mean_template(live, f"{loaded.case.id} ons aandeel", estimate, ceiling=1.0)
                for loaded, estimate in zip(bc.cases, ours, strict=True)
            ],
        ),
        "verdringing": _displacement(live),
        **_weights(live.subject),
        "inzet": Filled(effort.tolist(), total + '"inzet")'),
        "baten": Filled(benefit.tolist(), total + '"<>inzet")'),
        "netto": Filled((benefit - effort).tolist(), "={baten}-{inzet}"),
        "antwoorden": Filled([_answers(loaded.case) for loaded in bc.cases]),
    }


def _answers(case: Case) -> str:
    """`ons aandeel: maker 70 % · huisarts 50 %`."""
    return answers_in({"ons aandeel": case.attribution[US], "verdringing": case.displacement})


def _leaders(live: Live) -> list[Spot | None]:
    asked = [(loaded.case.id, loaded.case.attribution[US]) for loaded in live.subject.bc.cases]
    return leaders_of(live.named, live.frames.cases, asked, "ons_aandeel")


def _displacement(live: Live) -> Filled:
    """Of a whole case: lines that say nothing of their own look it up here."""
    cases = [loaded.case for loaded in live.subject.bc.cases]
    asked = [(case.id, case.displacement) for case in cases]
    leaders = leaders_of(live.named, live.frames.cases, asked, "verdringing")
    templates = [
        leader.value if leader else cells_template(live, f"{name} verdringing", stated)
        for (name, stated), leader in zip(asked, leaders, strict=True)
    ]
    return Filled([case.displacement.mean if case.displacement else 0.0 for case in cases], templates)


def _names(
    cases: Sequence[LoadedCase], subject: Subject, frames: Frames, is_grouped: bool
) -> list[Link] | list[str]:
    """The pseudonym of every case, leading to its first line where that is in the workbook."""
    if is_grouped:
        return [loaded.case.id for loaded in cases]
    first: dict[int, int] = {}
    for row in subject.rows:
        first.setdefault(row.place, row.number)
    lines = frames.lines
    return [
        Link(loaded.case.id, f"internal:{lines.cell('sleutel', first[place])}")
        for place, loaded in enumerate(cases)
    ]


def _weights(subject: Subject) -> dict[str, Filled]:
    """M15: by lot a case counts N·w/Σw with w = 1/π; otherwise for itself."""
    bc = subject.bc
    chances: list[float | None] = [None] * bc.filed
    templates = [""] * bc.filed
    for denominator in bc.denominators:
        if denominator.selection is not Selection.LOT or not denominator.filed:
            continue
        mine = bc.members(denominator)
        stated = [bc.cases[i].case.lot_chance for i in mine]
        found = denominator.chances([chance.mean if chance else None for chance in stated])
        for place, chance, own in zip(mine, found.tolist(), stated, strict=True):
            chances[place] = chance
            templates[place] = "" if own else _EQUAL_CHANCE
    drawn = [chance is not None for chance in chances]
    inverse = [1.0 if chance is None else 1.0 / chance for chance in chances]
    return {
        "lotkans": Filled(chances, templates),
        "omgekeerd": Filled(inverse, ["=1/{lotkans}" if lot else "" for lot in drawn]),
        "gewicht": Filled(bc.weights.tolist(), [_BY_LOT if lot else "" for lot in drawn]),
    }


_MINE: Final = "MATCH({programma},Noemer_programma,0)"
_EQUAL_CHANCE: Final = f"=INDEX(Noemer_ingediend,{_MINE})/INDEX(Noemer_afgesloten,{_MINE})"
_BY_LOT: Final = f"=INDEX(Noemer_afgesloten,{_MINE})*{{omgekeerd}}/SUMIFS(Casussen_omgekeerd,Casussen_programma,{{programma}})"
