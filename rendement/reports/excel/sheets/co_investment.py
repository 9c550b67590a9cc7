"""Meebetalen: what if payers bear the costs together? Five agreements beside each other, live (G4).

The rules are those of `results/paying/co_investment.py`, in cells. A sum is compared with half a cent, not with
nothing: cells add amounts in full, the engine in whole units, and what cancels out is nothing in both.
"""

from collections.abc import Sequence
from typing import Any, Final, NamedTuple

import numpy as np

from rendement.reports.costs_words import REPAIR
from rendement.reports.excel.cells import Cell, Chart, Formula, Series, Sheet
from rendement.reports.excel.limits import AMOUNT, SHARE, Options
from rendement.reports.excel.look import BLUE, GREEN, INK, ORANGE, YELLOW
from rendement.reports.excel.sheets.agreements import AGREEMENTS, CENT, Deal, deal_of
from rendement.reports.excel.sheets.counted import NOT_TOLD
from rendement.reports.excel.sheets.summary import BELOW_ZERO, NAME, UNKNOWN_NET, cash_cell, payer_row
from rendement.reports.excel.sheets.whole_costs import COMPLETE, withheld_row
from rendement.reports.excel.subject import Subject
from rendement.reports.excel.work import Edition, Marks, Work
from rendement.results.figures.cash_words import bound
from rendement.results.paying.co_investment import proportional
from rendement.results.value.grouping import NOT_FILED

SHEET: Final = "Meebetalen"
WIDTHS: Final = (40, 25, 25, 25, 25, 25)
YES: Final = "ja"
NO: Final = "nee"
RIGHT: Final = "klopt"
WRONG: Final = "klopt niet"
_LETTERS: Final = "BCDEF"
_DECIMALS: Final = 8
_AROUND: Final = 5
"""Rows of a table of agreements besides its payers: an empty one, a title, a header, a sum and a check."""
_CHART_ROWS: Final = 19


def co_investment_sheet(w: Work) -> Sheet:
    """Choices, who takes part, a picture, and per agreement who pays, keeps and moves what."""
    sheet = Sheet(SHEET, WIDTHS, tab="#C9A227")
    sheet.add(Cell("Meebetalen: wat als betalers samen de kosten dragen?", "titel"))
    if w.subject.bc.withheld_reason:
        withheld_row(w.subject, w.edition, sheet, "Afspraken over meebetalen")
        sheet.say(REPAIR, "zacht_omloop")
        return sheet
    deal = deal_of(w.view)
    sheet.say("Een afspraak verschuift alleen geld tussen betalers: wat zij samen betalen en wat hun samen toevalt blijft gelijk. "
              "Verander een geel vak; alle afspraken rekenen mee. Euro's van het prijspeil, contant gemaakt. "
              "Inschatting, geen effectmeting.", "ondertitel")  # fmt: skip
    if w.subject.counts_unfiled:
        sheet.add(Cell(Formula(f'=IF({COMPLETE},"","{UNKNOWN_NET}")', ""), "let_op_regel"))
    who = len(sheet.rows) + len(_choices_of(deal, "")) + 7
    _choices(w.marks.names, sheet, deal, who)
    _who(w.subject, w.edition, w.marks, sheet, deal)
    picture = _room(sheet)
    _words(sheet)
    steps = len(sheet.rows) + 3 * (deal.count + _AROUND) + 5
    saldo = _tables(sheet, deal, who, steps)
    _steps(w.marks.names, sheet, deal, who)
    sheet.rows[picture] = (Cell(_conclusion(deal, saldo), "vet"),)
    sheet.charts.append(_chart(picture, saldo, deal.count))
    return sheet


# ---------------------------------------------------------------- what can be chosen


def _choices_of(deal: Deal, payers: str) -> tuple[tuple[str, str, Any, str, str, Options], ...]:
    """Name, words, value, look, meaning and what may be filled in."""
    terms = deal.terms
    listed = {"validate": "list", "source": f"={payers}", "error_message": "Kies een betaler uit de lijst."}
    return (
        ("maximum", "Maximum: deel van iemands eigen baten", terms.cap, "aandeel",
         "Bij 'met een maximum' hoeft niemand door de afspraak meer te betalen dan dit; wat overblijft, blijft bij wie nu betaalt.", SHARE),
        ("hoogste", "Eerste verlies: hoogstens (€)", terms.first_loss, "euro",
         "Zoveel van een tekort draagt één partij eerst. Ingevuld: een tiende van de kosten.", AMOUNT),
        ("partij", "Eerste verlies: wie draagt het", terms.first_loss_by, "rechts",
         "Ook wie niet meedoet kan dit dragen. Ingevuld: wie nu het meest betaalt.", listed),
        ("deel", "Gedeelde opbrengst: deel van de winst", terms.shared, "aandeel",
         "Dit deel van wat hij overhoudt geeft een winnaar hoogstens terug.", SHARE),
        ("tegenvaller", "Baten vallen tegen met", terms.setback, "aandeel",
         "In alle afspraken. Extra zorg wordt er niet minder door.", SHARE),
    )  # fmt: skip


def _choices(names: dict[str, str], sheet: Sheet, deal: Deal, who: int) -> None:
    sheet.add()
    sheet.add(Cell("Uw keuzes", "tussenkop"))
    heads = (("keuze", "kop"), ("uw keuze", "kop_rechts"), ("in dit rapport", "kop_rechts"), ("wat het betekent", "kop_in"),
             ("", "kop"), ("", "kop"))  # fmt: skip
    sheet.add(*(Cell(name, look) for name, look in heads))
    payers = f"$A${who}:$A${who + len(deal.groups) - 1}"
    for name, words, value, look, meaning, allowed in _choices_of(deal, payers):
        row = sheet.add(
            Cell(words), Cell(value, f"invoer_{look}"), Cell(value, look), Cell(meaning, "zacht_in")
        )
        names[f"{SHEET}_{name}"] = f"{SHEET}!$B${row}"
        sheet.choices.append((f"B{row}", allowed))


# ---------------------------------------------------------------- who takes part


def _who(subject: Subject, edition: Edition, marks: Marks, sheet: Sheet, deal: Deal) -> None:
    sheet.add()
    sheet.add(Cell("Wie doet mee?", "tussenkop"))
    sheet.add(*(Cell(name, "kop" if place < 2 else "kop_rechts") for place, name in enumerate((
        "betaler", "doet mee?", "betaalt nu (€)", "baten, verwacht (€)", "baten in de afspraken (€)",
        f"waarvan in geld, {bound(subject.bc.settings.cashability)} (€)"))))  # fmt: skip
    first = len(sheet.rows) + 1
    for place in range(deal.count):
        _payer(subject, edition, marks.payer_rows, sheet, deal, place)
    last = len(sheet.rows)
    for name, letter in (("kosten", "C"), ("baten", "E")):
        marks.names[f"{SHEET}_{name}"] = f"{SHEET}!${letter}${first}:${letter}${last}"
    answers = {"validate": "list", "source": [YES, NO], "error_message": f"Kies {YES} of {NO}."}
    sheet.choices.append((f"B{first}:B{first + len(deal.groups) - 1}", answers))
    cash = sum(payer_row(subject, group).cash for group in deal.groups)
    sums = (
        *(float(one.sum()) for one in (deal.stakes.cost, deal.stakes.benefit, deal.reckoned.benefit)),
        cash,
    )
    totals = [Cell(Formula(f"=SUM({letter}{first}:{letter}{last})", amount), "totaal_euro")
              for letter, amount in zip("CDEF", sums, strict=True)]  # fmt: skip
    if edition.told and not edition.told.tells_cash:
        totals[-1] = Cell(NOT_TOLD, "totaal")
    elif edition.told:
        totals[-1] = Cell(cash, "totaal_euro")
    sheet.add(Cell("samen", "totaal"), Cell(None, "totaal"), *totals)
    sheet.say("Ingevuld: ja voor wie baten heeft en voor wie het meest betaalt. Nee voor inwoners, vrijwilligers en familie, ook als zij "
              "met anderen in één rij staan: hun tijd en eigen bijdrage kunnen anderen niet weggeven. Wie niet meedoet, blijft betalen "
              "wat hij nu betaalt. Meebetalen kan iemand alleen met geld; kijk dus ook naar de laatste kolom.", "zacht_omloop")  # fmt: skip


def _payer(
    subject: Subject, edition: Edition, payer_rows: dict[str, int], sheet: Sheet, deal: Deal, place: int
) -> None:
    """A payer with what it pays and gets now; the floor of unfiled cases (M15) never takes part."""
    now, row = deal.stakes, len(sheet.rows) + 1
    cost, benefit = float(now.cost[place]), float(now.benefit[place])
    lower = Formula(f"=D{row}-{SHEET}_tegenvaller*MAX(0,D{row})", float(deal.reckoned.benefit[place]))
    if place == len(deal.groups):
        paid, gets = Cell(0.0, "euro"), Cell(Formula("=SUM(Noemer_ondergrens)", benefit), "euro")
        sheet.add(Cell(NOT_FILED), Cell("–"), paid, gets, Cell(lower, "euro"), Cell(None))
        return
    group = deal.groups[place]
    at = payer_rows[group.label]
    paid = Cell(Formula(f"=MAX(0,{NAME}!$D${at}+{NAME}!$E${at})", cost), "euro")
    gets = Cell(Formula(f"={NAME}!$C${at}", benefit), "euro")
    cash = cash_cell(subject, edition, group, "euro", f"={NAME}!$G${at}")
    answer = Cell(YES if now.takes_part[place] else NO, "invoer")
    sheet.add(Cell(group.label), answer, paid, gets, Cell(lower, "euro"), cash)


# ---------------------------------------------------------------- the picture


def _room(sheet: Sheet) -> int:
    """Rows for a conclusion and its picture; the place of the conclusion from 0."""
    sheet.page_breaks.append(len(sheet.rows))
    sheet.add()
    sheet.add(Cell("Wie komt waar uit?", "tussenkop"))
    place = len(sheet.rows)
    for _ in range(_CHART_ROWS):
        sheet.add()
    return place


def _conclusion(deal: Deal, saldo: int) -> Formula:
    """How many payers end below zero, per agreement."""
    last = saldo + deal.count - 1
    below = [int((found.net < -CENT).sum()) for found in deal.agreements]
    parts, words = [], []
    for letter, told, count in zip(_LETTERS, AGREEMENTS, below, strict=True):
        parts.append(f'"{told.name} "&SUMPRODUCT((${letter}${saldo}:${letter}${last}<-{CENT})*1)')
        words.append(f"{told.name} {count}")
    start = f"Onder nul komen van de {deal.count} betalers uit: "
    return Formula(f'="{start}"&' + '&", "&'.join(parts) + '&"."', start + ", ".join(words) + ".")


def _chart(picture: int, saldo: int, count: int) -> Chart:
    """A mark per agreement above each payer: where marks stand apart, somebody moves."""
    last = saldo + count - 1
    looks = zip(_LETTERS, AGREEMENTS, (INK, BLUE, ORANGE, GREEN, YELLOW),
                ("long_dash", "circle", "diamond", "triangle", "square"), strict=True)  # fmt: skip
    series = tuple(
        Series(told.name, f"={SHEET}!$A${saldo}:$A${last}", f"={SHEET}!${letter}${saldo}:${letter}${last}", colour,
               {"line": {"none": True}, "marker": {"type": shape, "size": 9 if colour != INK else 14, "fill": {"color": colour},
                                                   "border": {"color": "#FFFFFF"}}})
        for letter, told, colour, shape in looks
    )  # fmt: skip
    return Chart(
        "line",
        (picture + 1, 0),
        "Saldo per betaler onder elke afspraak: hoe verder uit elkaar, hoe meer de afspraak uitmaakt",
        series,
        "Per betaler vijf tekens boven elkaar: zijn saldo in euro's onder elke afspraak.",
        (1180, 350),
        {"y_axis": {"num_format": '"€ "#,##0'}, "x_axis": {"label_position": "low"}},
    )


# ---------------------------------------------------------------- in words, and in euros


def _words(sheet: Sheet) -> None:
    sheet.add()
    sheet.add(Cell("Vijf afspraken in woorden", "tussenkop"))
    sheet.add(Cell("", "kop"), *(Cell(told.name, "kop_in") for told in AGREEMENTS))
    for words, texts in (
        ("Wat is het?", [told.what for told in AGREEMENTS]),
        ("Wanneer kiest u dit?", [told.choose for told in AGREEMENTS]),
        ("Wat is het gevaar?", [told.danger for told in AGREEMENTS]),
    ):
        sheet.add(Cell(words, "vet"), *(Cell(text, "omloop_in") for text in texts))
    sheet.say("Bij elke afspraak: leg vooraf vast wie de baten telt en hoe, en of iemand dezelfde baten ook in een andere afspraak inzet.",
              "zacht_omloop")  # fmt: skip


class _Row(NamedTuple):
    """Where a payer stands: among those who take part, and among the steps."""

    who: int
    step: int


def _rules(at: _Row) -> tuple[str, ...]:
    """What a payer pays, per agreement: the rules of `co_investment` in cells."""
    own = f"(1-$B{at.step})*$C{at.who}"
    part, capped_part, net = f"$D{at.step}", f"$E{at.step}", f"$F{at.step}"
    n = {
        name: f"{SHEET}_{name}"
        for name in ("pot", "eerste", "rest", "samen", "overschot", "tekort", "partij")
    }
    rest = f"IF({n['pot']}>{CENT},{n['rest']}*$B{at.step}*$C{at.who}/{n['pot']},0)"
    after_first = f"IF({n['pot']}>{CENT},{part}*({n['pot']}-{n['eerste']})/{n['pot']},0)"
    gives = f"IF({n['overschot']}>{CENT},{n['samen']}*MAX(0,{net})/{n['overschot']},0)"
    gets = f"IF({n['tekort']}>{CENT},{n['samen']}*MAX(0,-{net})/{n['tekort']},0)"
    return (
        f"=$C{at.who}",
        f"={own}+{part}",
        f"={own}+{after_first}+IF($A{at.who}={n['partij']},{n['eerste']},0)",
        f"={own}+{capped_part}+{rest}",
        f"=$C{at.who}+{gives}-{gets}",
    )


def _tables(sheet: Sheet, deal: Deal, who: int, steps: int) -> int:
    """Who pays, keeps and moves what; returns the first row of what is kept."""
    sheet.page_breaks.append(len(sheet.rows))
    rows = [_Row(who + place, steps + place) for place in range(deal.count)]
    found = deal.agreements
    paid = len(sheet.rows) + 4
    _table(sheet, deal, "Wat betaalt ieder? (€)", "som blijft gelijk: samen de kosten", [_rules(at) for at in rows],
           [one.pays for one in found], "Totaal_kosten")  # fmt: skip
    saldo = len(sheet.rows) + 4
    kept = [tuple(_rounded(f"$E{at.who}-{x}{paid + i}") for x in _LETTERS) for i, at in enumerate(rows)]
    _table(sheet, deal, "Wat houdt ieder over? Saldo: baten min wat hij betaalt (€)", "som blijft gelijk: baten min kosten", kept,
           [one.net for one in found], f"(SUM({SHEET}_baten)-Totaal_kosten)")  # fmt: skip
    sheet.page_breaks.append(len(sheet.rows))
    moved = [tuple(_rounded(f"{x}{saldo + i}-$B{saldo + i}") for x in _LETTERS) for i in range(deal.count)]
    _table(sheet, deal, "Verschil met nu: plus is beter uit (€)", "som blijft gelijk: samen nul", moved,
           [one.moved for one in found], "0")  # fmt: skip
    return saldo


def _rounded(text: str) -> str:
    """What cancels out is nothing, and not a coloured `−€ 0`; far finer than a cent."""
    return f"=ROUND({text},{_DECIMALS})"


def _clean(amount: float) -> float:
    return round(float(amount), _DECIMALS) + 0.0


def _table(
    sheet: Sheet,
    deal: Deal,
    title: str,
    check: str,
    texts: Sequence[Sequence[str]],
    expected: Sequence[Any],
    whole: str,
) -> None:
    """Payers down, agreements across, with their sum and whether it is what it must be."""
    sheet.add()
    sheet.add(Cell(title, "tussenkop"))
    sheet.add(Cell("betaler", "kop"), *(Cell(told.name, "kop_rechts") for told in AGREEMENTS))
    first = len(sheet.rows) + 1
    for place, name in enumerate(deal.stakes.payers):
        amounts = [_clean(column[place]) for column in expected]
        cells = (Cell(Formula(t, v), "euro") for t, v in zip(texts[place], amounts, strict=True))
        sheet.add(Cell(name), *cells)
    last = len(sheet.rows)
    sums = [
        Formula(_rounded(f"SUM({x}{first}:{x}{last})"), _clean(v.sum()))
        for x, v in zip(_LETTERS, expected, strict=True)
    ]
    row = sheet.add(Cell("samen", "totaal"), *(Cell(one, "totaal_euro") for one in sums))
    tests = (f'=IF(ABS({x}{row}-{whole})<{CENT},"{RIGHT}","{WRONG}")' for x in _LETTERS)
    sheet.add(Cell(check, "zacht"), *(Cell(Formula(test, RIGHT), "rechts") for test in tests))
    sheet.marks.append((f"B{first}:F{row}", BELOW_ZERO))
    mark = {"type": "cell", "criteria": "==", "value": f'"{WRONG}"', "format": "gewijzigd"}
    sheet.marks.append((f"B{row + 1}:F{row + 1}", mark))


# ---------------------------------------------------------------- the steps between


def _steps(names: dict[str, str], sheet: Sheet, deal: Deal, who: int) -> None:
    sheet.add()
    sheet.add(Cell("Zo is gerekend", "tussenkop"))
    sheet.say("Tussenstappen. De pot is wat wie meedoet nu samen betaalt. Ieders deel ervan volgt zijn baten; heeft niemand van hen "
              "baten, dan volgt het wat ieder nu betaalt. Extra zorg is geen reden om minder te betalen.", "zacht_omloop")  # fmt: skip
    sheet.add(*(Cell(name, "kop" if not place else "kop_rechts") for place, name in enumerate((
        "betaler", "doet mee (1) of niet (0)", "winst: baten boven nul (€)", "deel van de pot (€)",
        "deel van de pot, met maximum (€)", "saldo van wie meedoet (€)"))))  # fmt: skip
    first = len(sheet.rows) + 1
    for place in range(deal.count):
        _step(sheet, deal, place, who + place)
    last = len(sheet.rows)
    for name, letter in (
        ("doet_mee", "B"),
        ("winst", "C"),
        ("potdeel", "D"),
        ("begrensd", "E"),
        ("over", "F"),
    ):
        names[f"{SHEET}_{name}"] = f"{SHEET}!${letter}${first}:${letter}${last}"
    sheet.add()
    for key, words, text, expected in _sums(deal):
        row = sheet.add(Cell(words), Cell(Formula(text, expected), "euro"))
        names[f"{SHEET}_{key}"] = f"{SHEET}!$B${row}"


def _step(sheet: Sheet, deal: Deal, place: int, who: int) -> None:
    row, now, n = len(sheet.rows) + 1, deal.reckoned, SHEET
    part = float(now.takes_part[place])
    shares = proportional(now).pays - (1.0 - now.takes_part) * now.cost
    share = f"=IF(SUM({n}_winst)>{CENT},{n}_pot*C{row}/SUM({n}_winst),B{row}*C{who})"
    most = min(float(shares[place]), deal.terms.cap * float(now.gains[place]))
    sheet.add(
        Cell(deal.stakes.payers[place]),
        Cell(Formula(f'=IF(B{who}="{YES}",1,0)', part), "aantal"),
        Cell(Formula(f"=B{row}*MAX(0,E{who})", float(now.gains[place])), "euro"),
        Cell(Formula(share, float(shares[place])), "euro"),
        Cell(Formula(f"=MIN(D{row},{n}_maximum*C{row})", most), "euro"),
        Cell(Formula(f"=B{row}*(E{who}-C{who})", part * float(now.net[place])), "euro"),
    )


def _sums(deal: Deal) -> list[tuple[str, str, str, float]]:
    """Sums over all payers: name, words, formula, and what it must work out to."""
    now, terms, n = deal.reckoned, deal.terms, SHEET
    pot, net = now.shared_cost, now.takes_part * now.net
    short = max(0.0, pot - float(now.takes_part @ now.benefit))
    first = min(terms.first_loss, short, pot)
    shares = proportional(now).pays - (1.0 - now.takes_part) * now.cost
    rest = pot - float(np.minimum(shares, terms.cap * now.gains).sum())
    gain, lack = float(np.maximum(net, 0.0).sum()), float(np.maximum(-net, 0.0).sum())
    return [
        ("pot", "De pot (€)", f"=SUMPRODUCT({n}_doet_mee*{n}_kosten)", pot),
        ("tekort_samen", "Tekort van wie meedoet samen (€)", f"=MAX(0,{n}_pot-SUMPRODUCT({n}_doet_mee*{n}_baten))", short),
        ("eerste", "Eerste verlies dat wordt gedragen (€)", f"=MIN({n}_hoogste,{n}_tekort_samen,{n}_pot)", first),
        ("rest", "Boven het maximum: blijft waar het is (€)", f"={n}_pot-SUM({n}_begrensd)", rest),
        ("overschot", "Wat winnaars samen overhouden (€)", f"=SUMPRODUCT(({n}_over>0)*{n}_over)", gain),
        ("tekort", "Wat anderen samen tekortkomen (€)", f"=-SUMPRODUCT(({n}_over<0)*{n}_over)", lack),
        ("samen", "Wat winnaars samen geven (€)", f"=MIN({n}_deel*{n}_overschot,{n}_tekort)", min(terms.shared * gain, lack)),
    ]  # fmt: skip
