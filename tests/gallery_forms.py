"""Broken Excel forms for the gallery: a good form with one thing wrong."""

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final

from filled import changed, form
from openpyxl import Workbook

from rendement.forms.excel.read import load_form
from rendement.forms.questions import MARK, MARK_LABEL
from rendement.reading.complaints.problems import Problem

TODAY: Final = date(2026, 3, 1)


def read(piece: Path) -> list[Problem]:
    """What is complained of when a form is read."""
    return list(load_form(piece, piece.with_suffix(".yaml"), today=TODAY).problems)


def _not_excel(path: Path) -> None:
    path.write_text("casus;gestart\nvb-2025-01;2025-01-06\n", "utf-8")


def _locked(path: Path) -> None:
    """How Office stores a workbook with a password: an old container with an encrypted package in it."""
    path.write_bytes(
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + "EncryptedPackage".encode("utf-16-le")
    )


def _too_large(path: Path) -> None:
    form(path)
    path.write_bytes(path.read_bytes() + bytes(6_000_000))


def _other_workbook(path: Path) -> None:
    workbook = Workbook()
    workbook.worksheets[0].title = "Lees mij"
    workbook.save(path)


def _other_version(path: Path) -> None:
    def edit(workbook: Workbook) -> None:
        mark = next(row for row in workbook["Lees mij"].iter_rows() if row[0].value == MARK_LABEL)
        mark[1].value = f"{MARK}0"

    changed(form(path), edit)


def _question_gone(path: Path) -> None:
    def edit(workbook: Workbook) -> None:
        page = workbook["Casus"]
        row = next(cell.row for (cell, *_) in page.iter_rows() if cell.value == "Wijk")
        page.cell(row, 1).value = None

    changed(form(path), edit)


def _question_twice(path: Path) -> None:
    def edit(workbook: Workbook) -> None:
        page = workbook["Casus"]
        row = next(cell.row for (cell, *_) in page.iter_rows() if cell.value == "Status")
        page.cell(row, 1).value = "Gestart *"
        page.cell(page.max_row + 1, 1).value = "Status"

    changed(form(path), edit)


def _sheet_gone(path: Path) -> None:
    changed(form(path), lambda workbook: workbook.remove(workbook["Met inzet"]))


def _with(answers: dict[tuple[str, str], Any]) -> Callable[[Path], None]:
    def build(path: Path) -> None:
        form(path, answers)

    return build


BUILDERS: Final[dict[str, Callable[[Path], None]]] = {
    "formulier_onleesbaar": _not_excel,
    "formulier_wachtwoord": _locked,
    "formulier_te_groot": _too_large,
    "geen_formulier": _other_workbook,
    "formulier_versie": _other_version,
    "formulier_blad": _sheet_gone,
    "formulier_vraag": _question_gone,
    "formulier_dubbel": _question_twice,
    "formule_in_cel": _with({("Inzet", "Aantal"): "=3*3"}),
    "fout_in_cel": _with({("Zonder inzet", "Kans *"): "#N/A"}),
    "datum_in_cel": _with({("Zonder inzet", "Kans *"): datetime(2026, 4, 1)}),
    "formulier_los": _with({("Casus", "De vraag"): "vergeten: nog bellen met de huisarts"}),
}
