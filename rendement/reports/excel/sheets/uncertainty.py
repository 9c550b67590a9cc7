"""Onzekerheid: how sure, what matters most, and where the conclusion turns; values, not live (M16–M18)."""

from collections.abc import Sequence
from typing import Final

import numpy as np

from rendement.reports.costs_words import as_sentence
from rendement.reports.excel.cells import Cell, Chart, Formula, Series, Sheet
from rendement.reports.excel.look import BLUE, ORANGE
from rendement.reports.excel.sheets.whole_costs import costs_note, of_these, withheld_row
from rendement.reports.excel.subject import Subject
from rendement.reports.excel.work import Edition, View, Work
from rendement.reports.uncertainty_words import BALANCE, in_short, without_largest_words
from rendement.results.doubt.bands import Band
from rendement.results.doubt.uncertainty import Outcome, Uncertainty, outcome
from rendement.results.figures.cash_words import bound
from rendement.results.figures.showing import CHANCE
from rendement.results.sensitivity.influence import NOTHING_TO_ASK, Influence, Influences
from rendement.results.sensitivity.scenarios import scenarios_of
from rendement.results.sensitivity.turning import TurningPoint, turning_points
from rendement.results.telling.payer_groups import PayerGroup, cases_of
from rendement.results.worlds.run_record import ENGINE_WORDS, RunRecord
from rendement.words.numbers import DASH, euro, number, odds, plural, step_of, turned_words
from rendement.words.numbers import cell as cell_words

WIDTHS: Final = (76, 16, 16, 16, 19, 20)
NAME: Final = "Onzekerheid"
BAND_NAMES: Final = ("Saldo, voorzichtig (P10)", "Saldo, gunstig (P90)", CHANCE.capitalize())
MOST: Final = 12
"""Inputs of the tornado."""
_CHART_ROWS: Final = 21
_CHANGED: Final = "Let op: u heeft aannames veranderd. Dit blad rekent niet mee."
_NOT_DRAWN: Final = "De onzekerheid is voor dit werkboek niet uitgerekend."
SOCIETY: Final = "samenleving (alles samen)"


def uncertainty_sheet(w: Work) -> Sheet:
    """Bands apart, per payer, per way of looking, tornado, switching values, scenarios and the run itself."""
    sheet = Sheet(NAME, WIDTHS)
    sheet.add(Cell("Onzekerheid: hoe zeker is dit, en waar hangt het van af?", "titel"))
    sheet.say(
        "Waarden bij de aannames van dit rapport: dit blad rekent niet mee met de knoppen. P10 en P90: in één op de tien denkbare "
        f"werelden valt het nog lager of nog hoger uit. Getrokken bedragen zijn afgerond op hun eigen rekenfout.{costs_note(w.subject, w.edition)}",
        "ondertitel",
    )
    sheet.add(Cell(Formula(f'=IF(Gewijzigd=1,"{_CHANGED}","")', ""), "let_op_regel"))
    if w.uncertainty is not None:
        _in_words(w.subject, sheet, w.uncertainty)
        bands_table(sheet, w.uncertainty, w.uncertainty.bands)
        payers_table(w.view, sheet, w.uncertainty)
    else:
        sheet.add(Cell(_NOT_DRAWN, "let_op_regel"))
    if w.influences is not None and w.influences.inputs:
        _tornado(w.edition.with_text, sheet, w.influences)
        _question(w.edition.with_text, sheet, w.influences)
        _turning(w.subject, w.edition, sheet, w.influences)
        scenarios_table(w.subject, sheet)
    if w.uncertainty is not None:
        perspectives_table(w.view, sheet, w.uncertainty)
        record_lines(sheet, w.uncertainty.record)
    return sheet


def head(sheet: Sheet, title: str, *names: str, left: int = 1) -> None:
    """A title with the heads of a table below it."""
    sheet.add()
    sheet.add(Cell(title, "tussenkop"))
    if names:
        sheet.add(*(Cell(name, "kop" if place < left else "kop_rechts") for place, name in enumerate(names)))


def rounded(value: float, error: float) -> float:
    """An amount with no digit finer than its Monte Carlo error."""
    step = step_of(error)
    return round(value / step) * step


# ---------------------------------------------------------------- bands


def _in_words(subject: Subject, sheet: Sheet, found: Uncertainty) -> None:
    head(sheet, "In het kort")
    for sentence in [*in_short(found, of_these(subject, BALANCE)), *without_largest_words(found)]:
        sheet.say(sentence, "omloop")


def bands_table(sheet: Sheet, found: Uncertainty, bands: Sequence[Band]) -> None:
    """Never mixed: each says what it holds, or why there is none (M16)."""
    head(sheet, "Banden om het saldo: elk apart, tel ze niet op", "band van, en wat erin zit", "laag (€)", "midden (€)",
          "hoog (€)")  # fmt: skip
    for band in bands:
        amounts = (_amount(value, found.total.error) for value in (band.low, band.middle, band.high))
        sheet.add(Cell(_band_words(band), "omloop"), *amounts)


def _band_words(band: Band) -> str:
    given = "" if band.low is not None else "niet gegeven, "
    return f"{band.name}: {given}{band.note}"


def _amount(value: float | None, error: float) -> Cell:
    return Cell(DASH, "rechts") if value is None else Cell(rounded(value, error), "euro")


# ---------------------------------------------------------------- payers and perspectives


def payers_table(view: View, sheet: Sheet, found: Uncertainty) -> None:
    """Per payer and together: the band, the chance that it pays, and what a mistake costs."""
    head(sheet, of_these(view.subject, "Per betaler: saldo") + ", kans dat het loont, en wat een vergissing kost", "betaler", "P10 (€)", "P50 (€)",
          "P90 (€)", "kans dat het loont", "verwacht verlies (€)")  # fmt: skip
    groups = (group_outcome(view.subject, view.uncertainty, group) for group in view.groups)
    together = (found.total, found.cash) if view.edition.tells_cash else (found.total,)
    for one in (*(one for one in groups if one is not None), *together):
        _outcome_row(sheet, one)
    sheet.add(Cell("Verwacht verlies: wat het gemiddeld kost dat de conclusie uit het verwachte saldo soms niet klopt. "
                   f"Betalers met minder dan {view.edition.threshold} casussen staan samen.", "zacht_regel"))  # fmt: skip
    if view.subject.bc.floor_benefit:
        sheet.add(Cell(f"Alle betalers samen is met {euro(view.subject.bc.floor_benefit)} voor casussen die niet zijn ingediend (M15).",
                       "zacht_regel"))  # fmt: skip


def group_outcome(subject: Subject, uncertainty: Uncertainty | None, group: PayerGroup) -> Outcome | None:
    """The net of payers that are shown in one row, over all worlds (L3); None where nothing is known of it."""
    if uncertainty is None:
        return None
    worlds = uncertainty.worlds
    places = [worlds.payers.index(payer) for payer in group.payers if payer in worlds.payers]
    net = (worlds.benefit - worlds.cost)[places].sum(axis=0)
    return outcome(group.label, net, subject.bc.withheld_reason) if net.any() else None


def band_cells(outcome: Outcome) -> list[Cell]:
    """P10, P90 and the chance that it pays, with no digit finer than the Monte Carlo error (M16)."""
    step = step_of(outcome.error)
    low, high = (round(value / step) * step for value in (outcome.p10, outcome.p90))
    chance = odds(outcome.chance, outcome.chance_error)
    return [Cell(low, "kengetal"), Cell(high, "kengetal"), Cell(chance, "kengetal_tekst")]


def _outcome_row(sheet: Sheet, one: Outcome, *more: Cell) -> None:
    amounts = (Cell(rounded(value, one.error), "euro") for value in (one.p10, one.p50, one.p90))
    sheet.add(
        Cell(one.name), *amounts, Cell(odds(one.chance, one.chance_error), "rechts"),
        *(more or (_amount(one.loss, one.error),)),
    )  # fmt: skip


def perspectives_table(view: View, sheet: Sheet, found: Uncertainty) -> None:
    """The same worlds from several sides, and how often that turns the conclusion."""
    head(sheet, "Wie kijkt, en hoe vaak dat de conclusie omdraait", "vanuit", "P10 (€)", "P50 (€)", "P90 (€)",
          "kans dat het loont", "andere conclusie dan samen")  # fmt: skip
    nets = found.worlds.benefit - found.worlds.cost
    order = {payer: place for place, payer in enumerate(found.worlds.payers)}
    pays = found.worlds.net > 0
    views = {SOCIETY: found.worlds.net}
    for name, payers in shown_sides(view.subject, view.groups, found.worlds.payers):
        views[name] = nets[[order[payer] for payer in payers]].sum(axis=0)
    if view.edition.tells_cash:
        views[f"verzilverbaar geld ({bound(view.subject.bc.settings.cashability)})"] = found.worlds.cash_net
    for name, net in views.items():
        one = outcome(name, net, view.subject.bc.withheld_reason)
        turned = 0.0 if one.withheld else float(np.mean((net > 0) != pays))
        _outcome_row(sheet, one, Cell(turned_words(turned, one.chance_error), "rechts"))


def shown_sides(
    subject: Subject, groups: Sequence[PayerGroup], payers: Sequence[str]
) -> list[tuple[str, tuple[str, ...]]]:
    """Sides with their payers; sides are taken together where one would give away a payer that is not shown.

    What a side holds less its payers that are shown must be nothing, or enough payers and cases (L3).
    """
    cases = cases_of(subject.bc)
    hidden = {payer for group in groups if len(group.payers) > 1 for payer in group.payers}
    sides: dict[str, list[str]] = {}
    for payer in payers:
        sides.setdefault(subject.bc.payer_side(payer).value, []).append(payer)
    blocks = [([name], members) for name, members in sides.items()]

    def tells(members: Sequence[str]) -> bool:
        mine = [payer for payer in members if payer in hidden]
        held = frozenset[int]().union(*(cases.get(payer, frozenset()) for payer in mine))
        return bool(mine) and (len(mine) < 2 or len(held) < subject.threshold)

    while len(blocks) > 1 and any(tells(members) for _, members in blocks):
        blocks.sort(key=lambda block: (not tells(block[1]), len(block[1])))
        (names, members), (more, others), *rest = blocks
        blocks = [(names + more, members + others), *rest]
    kept = [(" en ".join(sorted(names)), tuple(members)) for names, members in blocks]
    return [] if len(kept) == 1 and len(sides) > 1 else kept


# ---------------------------------------------------------------- what matters most


def name_of(with_text: bool, one: Influence) -> str:
    """An input in words, with its case and line; free text only when asked for."""
    where = " ".join(part for part in (one.case, one.line) if part)
    words = one.about if with_text else one.plain
    return f"{words} ({where})" if where else words


def _tornado(with_text: bool, sheet: Sheet, found: Influences) -> None:
    """A table, and the bars of it: how far low and high lie from the net, the others at their mean (M18)."""
    shown = found.inputs[:MOST]
    sheet.page_breaks.append(len(sheet.rows))
    head(sheet, "Wat het saldo het meest beweegt, de rest op het gemiddelde", "aanname", "saldo bij laag (€)",
          "saldo bij hoog (€)", "uitslag (€)", "aandeel in de onzekerheid", "waard om te weten (€)")  # fmt: skip
    first = len(sheet.rows) + 1
    for one in shown:
        sheet.add(
            Cell(name_of(with_text, one), "omloop"), Cell(one.low, "euro"), Cell(one.high, "euro"), Cell(one.swing, "euro"),
            Cell(one.share, "heel_aandeel"), _worth(one.evppi),
        )  # fmt: skip
    rest = 1.0 - sum(one.share for one in shown) if found.variance else 0.0
    sheet.add(Cell("alle andere aannames, en combinaties"), *[Cell(None)] * 3, Cell(rest, "heel_aandeel"))
    sheet.add(Cell(f"Precies uitgerekend rond het verwachte saldo van {euro(found.net)}. Waard om te weten: wat het gemiddeld in de "
                   "beslissing scheelt als dit bekend was (EVPPI).", "zacht_regel"))  # fmt: skip
    tornado_chart(sheet, found, shown, first)


def tornado_chart(sheet: Sheet, found: Influences, shown: Sequence[Influence], first: int) -> None:
    """Bars around the net: how far low and high of each assumption lie apart."""
    last = first + len(shown) - 1
    names, lows, highs = (f"={NAME}!${letter}${first}:${letter}${last}" for letter in "ABC")
    gap, overlap = {"gap": 45}, {"overlap": 100}
    sheet.charts.append(
        Chart(
            "bar",
            (len(sheet.rows) + 1, 0),
            _conclusion(found, shown),
            (Series("bij laag", names, lows, ORANGE, {**gap, **overlap}),
             Series("bij hoog", names, highs, BLUE, gap)),
            f"Staafdiagram van {len(shown)} aannames: per aanname het saldo bij een lage en bij een hoge waarde, rond het verwachte "
            f"saldo van {euro(found.net)}.",
            (1120, 390),
            {
                "y_axis": {"reverse": True, "major_gridlines": {"visible": False}, "label_position": "low"},
                "x_axis": {"num_format": '"€ "#,##0', "crossing": round(found.net), "label_position": "low",
                           "major_gridlines": {"visible": True, "line": {"color": "#E5EAED"}}},
            },
        )
    )  # fmt: skip
    for _ in range(_CHART_ROWS):
        sheet.add()
    sheet.page_breaks.append(len(sheet.rows))


def _worth(evppi: float | None) -> Cell:
    return Cell(evppi, "euro") if evppi is not None and evppi >= 1 else Cell(DASH, "rechts")


def _conclusion(found: Influences, shown: Sequence[Influence]) -> str:
    """What the bars say: can one assumption by itself turn the conclusion?"""
    if found.withheld:
        return "Hoe ver elke aanname het saldo van deze casussen verschuift"
    pays = found.net > 0
    turning = sum((one.low > 0) != pays or (one.high > 0) != pays for one in shown)
    if not turning:
        return "Geen van deze aannames draait alleen, binnen haar band, de conclusie om"
    verb = "draait" if turning == 1 else "draaien"
    return f"{plural(turning, 'aanname', 'aannames')} {verb} alleen, binnen de eigen band, de conclusie om"


def _question(with_text: bool, sheet: Sheet, found: Influences) -> None:
    question = found.next_question(with_text=with_text)
    head(sheet, "De volgende vraag")
    if question is None:
        sheet.say(as_sentence(NOTHING_TO_ASK), "omloop")
        return
    sentence = str(question)
    sheet.say(f"{sentence[0].upper()}{sentence[1:]}.", "omloop")


def _turning(subject: Subject, edition: Edition, sheet: Sheet, found: Influences) -> None:
    """Switching values of the whole base, for the inputs of the tornado (M17)."""
    if found.withheld:
        withheld_row(subject, edition, sheet, "Omslagpunten")
        return
    head(sheet, "Omslagpunten: bij welke waarde draait de conclusie, de rest op het gemiddelde")
    sheet.say(f"Het loont als de baten groter zijn dan {_paid(subject)}.", "zacht_omloop")
    points = turning_points(subject.bc, found, MOST)
    for point in points:
        if point.switch is not None:
            sheet.say(_sentence(edition.with_text, point), "omloop")
    never = [name_of(edition.with_text, point.influence) for point in points if point.switch is None]
    if never:
        verdict = "loont" if found.net > 0 else "loont het niet"
        sheet.say(
            f"Wat er ook geldt voor elk van deze aannames alleen, alles samen {verdict}: {'; '.join(never)}.",
            "omloop",
        )


def _paid(subject: Subject) -> str:
    """What the benefits are set against."""
    if subject.bc.stating:
        return "de inzet en de programmakosten samen, voor zover die bekend zijn"
    return "de inzet; programmakosten zijn niet opgegeven en tellen dus niet mee"


def _sentence(with_text: bool, point: TurningPoint) -> str:
    """With the case and line it is about, where it is of one case."""
    one = point.influence
    where = f"casus {one.case}{f', {one.line}' if one.line else ''}: " if one.case else ""
    sentence = point.sentence(with_text=with_text)
    return f"{where}{sentence}." if where else f"{sentence[0].upper()}{sentence[1:]}."


def scenarios_table(subject: Subject, sheet: Sheet) -> None:
    """Everything careful, as expected, or optimistic."""
    head(sheet, "Scenario's: alles tegelijk, dus zeldzamer dan één op tien", "scenario", "saldo (€)",
          "werelden daaronder")  # fmt: skip
    for one in scenarios_of(subject.bc):
        drawn = Cell(cell_words(one.below, "trekking"), "rechts")
        sheet.add(Cell(f"{one.name}: {one.meaning}", "omloop"), Cell(one.net, "euro"), drawn)


# ---------------------------------------------------------------- the run


def record_lines(sheet: Sheet, record: RunRecord) -> None:
    """Enough to do the same again, and whether the run agrees with itself (M23)."""
    run_lines(sheet, record, (
        f"onzeker: {plural(record.estimates, 'schatting', 'schattingen')} in {record.cases} casussen; "
        f"{record.from_grade} zonder laag en hoog kregen de spreiding van hun bewijs",
        f"ingehouden: in {plural(record.held_back, 'casus', 'casussen')} is de spreiding van kansen ingehouden, "
        "omdat zij samen boven 100 % konden komen",
    ))  # fmt: skip
    checks_table(sheet, record)


def run_lines(sheet: Sheet, record: RunRecord, estimates: Sequence[str]) -> None:
    """How it was worked out, and with what; `estimates` says what was uncertain."""
    facts = (
        f"trekkingen en zaad: {number(record.draws)} trekkingen, zaad {record.seed}",
        f"rekenwijze: {ENGINE_WORDS[record.engine]}" + (", paden getrokken" if record.events else ""),
        *estimates,
        f"gemaakt met: rendement {record.version}, numpy {record.numpy}, prijzen {record.book}, regime {record.regime}, "
        f"realisme {record.realism}, prijsspreiding {record.spread}, samenhang {record.dependence}",
        f"inhoud: casussen {record.case_hash[:12]}, prijzen {record.book_hash[:12]}, uitgangspunten {record.settings_hash[:12]}",
    )  # fmt: skip
    head(sheet, "Hoe dit is uitgerekend")
    for fact in facts:
        sheet.say(fact, "omloop")


def checks_table(sheet: Sheet, record: RunRecord) -> None:
    """Whether the run agrees with itself."""
    head(
        sheet,
        "Controles van de berekening op zichzelf",
        "controle",
        "gevonden",
        "verwacht",
        "speling",
        "klopt",
    )
    for check in record.checks:
        held = "ja" if check.holds else "nee"
        told = held if check.binding else f"{held} (ter informatie)"
        numbers = (Cell(value, "getal2") for value in (check.found, check.wanted, check.room))
        sheet.add(Cell(check.what, "omloop"), *numbers, Cell(told, "rechts"))
