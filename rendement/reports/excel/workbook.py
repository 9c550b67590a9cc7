"""From a business case to its workbook: draw how sure it is, plan the sheets, write the file."""

from collections.abc import Callable
from pathlib import Path

from rendement.reading.documents.collector import collector_paused
from rendement.reports.excel.lines_csv import csv_beside, write_lines_csv
from rendement.reports.excel.plan import plan_of, work_of
from rendement.reports.excel.shareable import must_be_shareable, plan_shareable, shareable_work
from rendement.reports.excel.write import must_be_workbook, write_plan
from rendement.reports.files import replaced
from rendement.results.doubt.uncertainty import Choices, must_be_drawable, uncertainty
from rendement.results.sensitivity.influence import influences
from rendement.results.telling.suppression import DEFAULT_THRESHOLD
from rendement.results.value.valued import ValuedCases
from rendement.words.misuse import whole

Progress = Callable[[int, int], None]


def write_workbook(
    bc: ValuedCases,
    path: Path,
    threshold: int = DEFAULT_THRESHOLD,
    *,
    with_text: bool = False,
    shareable: bool = False,
    draws: int = 10_000,
    seed: int = 1,
    drawing: Progress | None = None,
    deciding: Progress | None = None,
    writing: Progress | None = None,
) -> Path:
    """Write the funder's workbook, all or nothing; the same inputs give the same bytes.

    Beyond 2,000 lines these stand in groups, and all of them in a CSV beside the workbook.
    Groups of fewer cases than `threshold` are not shown by themselves; free text of cases only `with_text`.
    The `shareable` edition holds nothing about fewer cases, on no sheet, also not by adding and subtracting.
    `drawing`, `deciding` (what may be shared) and `writing` are told how far the work is. Raises OSError
    when it cannot be written; TooFewCases or ValueError when there is nothing to share, or text is asked for
    in what is shared.
    """
    must_be_drawable(draws, seed)
    whole("threshold", threshold, 1)
    must_be_workbook(path)
    if shareable:
        must_be_shareable(bc.filed, threshold, with_text=with_text)
    with collector_paused():  # nearly all that is made lives until it is written
        sure = uncertainty(bc, Choices(draws, seed), drawing)
        w = work_of(bc, threshold, sure, influences(bc), with_text=with_text)
        if shareable:
            return write_plan(plan_shareable(shareable_work(w, deciding)), path, writing)
        if not w.subject.is_grouped:
            return write_plan(plan_of(w), path, writing)
        with replaced(csv_beside(path)) as lines:
            write_lines_csv(w.live, w.edition, lines)
            return write_plan(plan_of(w), path, writing)
