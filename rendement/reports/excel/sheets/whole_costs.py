"""Whether all costs are counted, as cells: the caveat, what is estimated of the rest, and the ratio (M32, M33).

Live: who fills in another number of closed cases or another cost sees the ratio go or come back.
"""

from typing import Final

from rendement.model.settings import Selection
from rendement.reports.costs_words import (
    ESTIMATED,
    LEAST_LOSS,
    NOT_GIVEN,
    as_sentence,
    lower_cost_words,
    more_cost,
    of_whom,
)
from rendement.reports.excel.cells import Cell, Formula, Sheet
from rendement.reports.excel.subject import Subject
from rendement.reports.excel.work import Edition, View
from rendement.results.base.denominator import Denominator
from rendement.results.figures.showing import MOST_RATIO, WHY
from rendement.results.value.programme_costs import missing_words, whose_words
from rendement.words.numbers import DASH, number

COMPLETE: Final = "MIN(Noemer_volledig)=1"
_MISSING: Final = "SUMPRODUCT((Noemer_volledig=0)*(Noemer_afgesloten-Noemer_ingediend))"
_RATIO: Final = "Totaal_verhouding"


# ---------------------------------------------------------------- per programme, on Knoppen


def complete_cell(subject: Subject, d: Denominator, row: int) -> Cell:
    """1 where the costs of all closed cases of a programme are counted."""
    stated = "FALSE"
    if subject.homes:
        stated = f"IFERROR(INDEX(Programmakosten_telt,MATCH(A{row},Programmakosten_programma,0))=1,FALSE)"
    text = f'=IF(OR(E{row}<>"{Selection.CHOSEN.value}",B{row}<=D{row},{stated}),1,0)'
    return Cell(Formula(text, 0 if d in subject.bc.incomplete else 1), "aantal")


def estimated_cell(subject: Subject, d: Denominator, row: int) -> Cell:
    """Missing effort of a programme at the mean of what was filed."""
    effort = subject.bc.effort_in(d)
    expected = (d.closed - d.filed) / d.filed * effort if d in subject.bc.incomplete and d.filed else 0.0
    filed = f'SUMIFS(Regels_bedrag,Regels_kant,"inzet",Regels_programma,A{row})'
    return Cell(Formula(f"=IF(OR(I{row}=1,D{row}=0),0,(B{row}-D{row})/D{row}*{filed})", expected), "euro")


# ---------------------------------------------------------------- on the front page


def whole_costs_rows(subject: Subject, edition: Edition, sheet: Sheet) -> None:
    """The caveat and the estimated net, where cases were chosen; and who stated less than its cases cost."""
    for found in () if edition.told else subject.bc.lower_costs:
        sheet.add(Cell(lower_cost_words(found), "let_op_regel"))
    if not subject.counts_unfiled:
        return
    sheet.add(Cell(_caveat(subject, edition), "let_op_regel"))
    if edition.told and not _may_estimate(subject, edition.threshold):
        return
    value, label = subject.bc.estimated_net, ""
    expected: float | str = ""
    if not subject.bc.costs_complete:
        label, expected = ESTIMATED, DASH if value is None else value
    empty = "SUMPRODUCT((Noemer_volledig=0)*(Noemer_ingediend=0))>0"
    net = f'=IF({COMPLETE},"",IF({empty},"{DASH}",Totaal_saldo-SUM(Noemer_bijgeschat)))'
    name = Cell(Formula(f'=IF({COMPLETE},"","{ESTIMATED}")', label), "omloop")
    sheet.add(name, Cell(Formula(net, expected), "euro"))


def _caveat(subject: Subject, edition: Edition) -> Formula:
    """`Kosten onvolledig: de inzet van 27 casussen ontbreekt. …`; empty where costs are complete."""
    said = missing_words(subject.bc, edition.threshold if edition.told else 1)
    many = f'{_MISSING}&IF({_MISSING}=1," casus"," casussen")'
    text = f'=IF({COMPLETE},"","Kosten onvolledig: de inzet van "&{many}&" ontbreekt. {NOT_GIVEN}")'
    return Formula(text, f"{as_sentence(said)} {NOT_GIVEN}" if said else "")


def _may_estimate(subject: Subject, threshold: int) -> bool:
    """Whether the estimate tells no more than the totals and the number of closed cases do (L3)."""
    missing = subject.bc.missing_effort
    return not subject.bc.costs_complete and len(subject.bc.denominators) == 1 and missing >= threshold


def ratio_cell(subject: Subject) -> Cell:
    """Benefit per euro where it may be shown, else a dash (M33)."""
    shown = f"{COMPLETE},Totaal_kosten>0,Totaal_baten>=0,Totaal_baten<={MOST_RATIO:.0f}*Totaal_kosten"
    text = f'=IF(AND({shown}),Totaal_baten/Totaal_kosten,"{DASH}")'
    return Cell(Formula(text, DASH if subject.bc.ratio is None else subject.bc.ratio), "kengetal_getal")


def ratio_sentence(view: View, losing: dict[str, float]) -> Cell:
    """Benefit per euro with who loses in the same sentence, or why there is no ratio."""
    return Cell(Formula(f"={_ratio_text(len(view.groups))}", _ratio_said(view.subject, losing)), "tekst")


def _ratio_said(subject: Subject, losing: dict[str, float]) -> str:
    if subject.bc.ratio is None:
        assert subject.bc.ratio_withheld is not None
        return f"Geen verhouding: {WHY[subject.bc.ratio_withheld]}."
    return f"Tegenover elke euro staat € {number(subject.bc.ratio, 2)} aan baten, alles samen{more_cost(losing)}."


def _ratio_text(groups: int) -> str:
    """The same as a formula; digits by hand, for what a format makes of them differs per language."""
    whole = f"ROUND({_RATIO}*100,0)"
    ratio = f'INT({whole}/100)&","&RIGHT("0"&MOD({whole},100),2)'
    names = "&".join(f'IF(INDEX(Wie_baten,{i})<-{LEAST_LOSS},", "&INDEX(Wie_naam,{i}),"")'
                     for i in range(1, groups + 1)) or '""'  # fmt: skip
    lost = f"ROUND(-SUMPRODUCT((Wie_baten<-{LEAST_LOSS})*Wie_baten),0)"
    loss = f'IF({lost}>0,", waarvan € "&{_thousands(lost)}&" méér kosten voor "&MID({names},3,900),"")'
    incomplete, no_cost, below, small = (f'"{words}"' for words in WHY.values())
    why = (
        f"IF(NOT({COMPLETE}),{incomplete},IF(Totaal_kosten<=0,{no_cost},IF(Totaal_baten<0,{below},{small})))"
    )
    said = f'"Tegenover elke euro staat € "&{ratio}&" aan baten, alles samen"&{loss}&"."'
    return f'IF(ISNUMBER({_RATIO}),{said},"Geen verhouding: "&{why}&".")'


def _thousands(amount: str) -> str:
    """Digits of a whole amount with dots: `1.234.567`."""
    last = f'RIGHT("00"&MOD({amount},1000),3)'
    middle = f"INT(MOD({amount},1000000)/1000)"
    large = f'INT({amount}/1000000)&"."&RIGHT("00"&{middle},3)&"."&{last}'
    return f'IF({amount}<1000,{amount}&"",IF({amount}<1000000,{middle}&"."&{last},{large}))'


# ---------------------------------------------------------------- on every page


def of_these(subject: Subject, words: str) -> str:
    """A label of an amount: of these cases, where it cannot be of the programme."""
    return of_whom(words, whose_words(subject.bc))


def costs_note(subject: Subject, edition: Edition, *, floor: bool = True) -> str:
    """What a page with amounts says where costs are incomplete; else nothing. `floor`: as in `whose_words`."""
    said = missing_words(subject.bc, edition.threshold if edition.told else 1)
    if said is None:
        return ""
    return f" Bedragen zijn {whose_words(subject.bc, floor=floor)}, niet van het programma: {said}."


def withheld_row(subject: Subject, edition: Edition, sheet: Sheet, what: str) -> None:
    """That something is not given, and why."""
    said = missing_words(subject.bc, edition.threshold if edition.told else 1)
    assert said is not None
    sheet.say(f"{what}: niet gegeven. {as_sentence(said)}", "omloop")
