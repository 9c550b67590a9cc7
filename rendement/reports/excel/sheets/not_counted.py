"""On Samenvatting: what the horizon cut, live, and what the other form of drop-off would do (M37, M35)."""

from typing import Final

from rendement.reports.excel.cells import Cell, Formula, Sheet
from rendement.reports.excel.subject import Subject
from rendement.reports.excel.work import Edition
from rendement.results.uncounted.horizon import beyond_of
from rendement.results.uncounted.other_form import other_form

_WHOLE: Final = "SUMIF(Verdeling_sleutel,Regels_verdeling,Verdeling_telt_mee)"
_SUM: Final = f"=SUMPRODUCT(Regels_na_horizon*Regels_gewicht*{_WHOLE})"


def not_counted(subject: Subject, edition: Edition, sheet: Sheet) -> None:
    """Nothing in the shareable edition: what few lines lack would tell of them."""
    beyond, other = beyond_of(subject.bc), other_form(subject.bc)
    if edition.told is not None or not (beyond.lines or other):
        return
    sheet.add()
    sheet.add(Cell("Wat niet meetelt", "tussenkop"))
    if beyond.lines:
        amount = beyond.euros if subject.is_grouped else Formula(_SUM, beyond.euros)
        sheet.add(Cell("Na de horizon (€)", "omloop"), Cell(amount, "euro"))
        sheet.say(
            "Van regels die geknipt zijn: wat er na de horizon nog komt, vóór afbouw en disconto. Dit telt "
            "nergens in mee (M37).",
            "zacht_regel",
        )
    if other is not None:
        sheet.say(f"Zoals dit rapport is gemaakt: {other.words}", "zacht_omloop")
