"""All lines of a large base as CSV for Dutch Excel, beside the workbook: the columns of Regels as values."""

import csv
from itertools import chain
from pathlib import Path

from rendement.reports.excel.cells import Link
from rendement.reports.excel.sheets.lines import line_columns, line_fields
from rendement.reports.excel.work import Edition, Live
from rendement.words.numbers import plain
from rendement.words.text import in_csv


def csv_beside(workbook: Path) -> Path:
    """`businesscase.xlsx` → `businesscase.regels.csv`."""
    return workbook.with_suffix(".regels.csv")


def write_lines_csv(live: Live, edition: Edition, draft: Path) -> None:
    """One row a line, semicolons and decimal commas; text that Excel would run gets a quote."""
    columns = line_columns(live, edition.with_text)
    rows = zip(*(columns[field.key].values for field in line_fields()), strict=True)
    with draft.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, delimiter=";", lineterminator="\n")
        for row in chain([[field.header for field in line_fields()]], rows):
            writer.writerow([_cell(value) for value in row])


def _cell(value: object) -> str:
    if isinstance(value, Link):
        return in_csv(value.text)
    return plain(value) if isinstance(value, int | float) else in_csv(value)
