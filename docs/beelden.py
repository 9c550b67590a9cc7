"""Pictures of the workbook and the form, for docs/werkboek.md and docs/formulier.md: needs LibreOffice and pdftoppm.

python docs/beelden.py
"""

import subprocess
import tempfile
from pathlib import Path

from rendement.asking.business_case import business_case
from rendement.cli.app import run
from rendement.reading.books.price_books import examples_root
from rendement.reading.loading.load import load_cases
from rendement.reports.excel.recalculate import recalculated
from rendement.reports.excel.workbook import write_workbook

SHOWN = {"Businesscase van": "samenvatting", "Voor u: Gemeente": "gemeente", "Zonder inzet: wat": "formulier"}
"""How a page begins → the name of its picture."""
FOLDER = Path(__file__).parent / "beeld"


def main() -> None:
    """Write the workbook and the form, print them, and keep the pages that are shown."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        workbook = write_workbook(business_case(load_cases(examples_root())), folder / "bc.xlsx")
        _keep_shown(recalculated(workbook, folder, "pdf"))
        run(["formulier", "maak", str(folder / "formulier.xlsx"), "--voorbeeld"])
        _keep_shown(recalculated(folder / "formulier.xlsx", folder, "pdf"))


def _keep_shown(printed: Path) -> None:
    for page in range(1, 40):
        text = subprocess.run(
            ["pdftotext", "-f", str(page), "-l", str(page), str(printed), "-"],
            capture_output=True,
            check=False,
            text=True,
        ).stdout
        for start, picture in SHOWN.items():
            if text.startswith(start):
                _keep(printed, page, picture)


def _keep(printed: Path, page: int, picture: str) -> None:
    FOLDER.mkdir(exist_ok=True)
    span = ["-f", str(page), "-l", str(page), "-singlefile"]
    subprocess.run(["pdftoppm", "-r", "85", "-png", *span, str(printed), str(FOLDER / picture)], check=True)
    print(FOLDER / f"{picture}.png")


if __name__ == "__main__":
    main()
