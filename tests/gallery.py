"""The gallery of broken files: what is in it, how each piece is read, and the pieces that git cannot hold.

A piece is `tests/fouten/<code>-<slug>.yaml`, or a folder of that name when a complaint needs several files.
Next to it stands `<code>-<slug>.verwacht.txt`: every complaint as it is printed.
"""

import errno
import os
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Final, NoReturn

import gallery_books
import gallery_forms
import pytest
from filled import GOOD, form

from rendement.asking.business_case import business_case
from rendement.forms.pages import PAGES
from rendement.model.settings import Selection, SettingsFile
from rendement.reading.books.price_books import load_prices
from rendement.reading.complaints.messages import MESSAGES
from rendement.reading.complaints.problems import Problem, ReadingError, errors, in_order
from rendement.reading.documents.document import read_file, read_model
from rendement.reading.folder.form_look import README
from rendement.reading.loading.load import load_cases
from rendement.results.explaining.checked import check_outcomes

GALLERY: Final = Path(__file__).resolve().parent / "fouten"
TODAY: Final = date(2026, 3, 1)
"""The gallery was read on this day."""
EXPECTED: Final = ".verwacht.txt"


def _too_large(path: Path) -> None:
    path.write_text("casus: vb-2025-01\n" + "# een bijlage die er niet in hoort\n" * 40_000, "utf-8")


def _latin1(path: Path) -> None:
    path.write_bytes("casus: vb-2025-01\nfictief: ja\nvraag: één keer per week\n".encode("latin-1"))


def _control_sign(path: Path) -> None:
    path.write_bytes(b"casus: vb-2025-01\nfictief: ja\nvraag: komt nauwelijks\x00 nog buiten\n")


def _deeply_nested(path: Path) -> None:
    path.write_text("casus: vb-2025-01\nfictief: ja\nvraag: " + "[" * 200_000 + "\n", "utf-8")


def _absent(path: Path) -> None:
    path.unlink(missing_ok=True)


def _pipe(path: Path) -> None:
    os.mkfifo(path)


def _linked_folder(path: Path) -> None:
    path.mkdir()
    (path / "vorig-jaar").symlink_to(Path("../casussen-van-vorig-jaar"), target_is_directory=True)
    (path.parent / "casussen-van-vorig-jaar").mkdir()


def _closed_folder(path: Path) -> None:
    """Nobody but its owner may open it; for the owner of everything, see `_read_closed`."""
    path.mkdir()


def _other_kind_of_form(path: Path) -> None:
    path.mkdir()
    sheets = "".join(f'<table:table table:name="{name}"/>' for name in (README, *(p.name for p in PAGES)))
    with zipfile.ZipFile(path / "vb-2025-01.ods", "w") as packed:
        packed.writestr("content.xml", sheets)


def _unread_form(path: Path) -> None:
    path.mkdir()
    form(path / "vb-2025-01.xlsx")


def _newer_form(path: Path) -> None:
    path.mkdir()
    (path / "vb-2025-01.yaml").write_text(GOOD, "utf-8")
    os.utime(path / "vb-2025-01.yaml", (1, 1))
    form(path / "vb-2025-01.xlsx")


BUILDERS: Final[dict[str, Callable[[Path], None]]] = {
    "bestand_onleesbaar": _absent,
    "bestand_te_groot": _too_large,
    "geen_utf8": _latin1,
    "stuurteken": _control_sign,
    "te_diep": _deeply_nested,
    "geen_gewoon_bestand": _pipe,
    "map_is_koppeling": _linked_folder,
    "map_dicht": _closed_folder,
    "formulier_ander_soort": _other_kind_of_form,
    "formulier_niet_gelezen": _unread_form,
    "formulier_nieuwer": _newer_form,
    **gallery_books.BUILDERS,
    **gallery_forms.BUILDERS,
}
"""Pieces that cannot be text files in git, or are a good book with one thing changed."""


def piece_name(slug: str) -> str:
    """`R306-kans_boven_100`."""
    return f"{MESSAGES[slug].code}-{slug}"


def expected(slug: str) -> str:
    """The complaints of a piece as they are printed."""
    return (GALLERY / f"{piece_name(slug)}{EXPECTED}").read_text("utf-8").rstrip("\n")


def piece_of(slug: str, folder: Path) -> Path:
    """Where a piece stands, built below `folder` when git cannot hold it."""
    build = BUILDERS.get(slug)
    if build is not None:
        suffix = (
            "" if slug in gallery_books.BUILDERS else ".xlsx" if slug in gallery_forms.BUILDERS else ".yaml"
        )
        built = folder / f"{piece_name(slug)}{suffix}"
        build(built)
        return built
    file = GALLERY / f"{piece_name(slug)}.yaml"
    return file if file.is_file() else GALLERY / piece_name(slug)


def complaints(slug: str, folder: Path) -> list[Problem]:
    """Every complaint about a piece, read as its users read it, with names as they stand in the gallery."""
    piece = piece_of(slug, folder)
    before = Path.cwd()
    os.chdir(piece.parent)
    try:
        read = gallery_forms.read if slug in gallery_forms.BUILDERS else READERS.get(slug, _read)
        return in_order(read(Path(piece.name)))
    finally:
        os.chdir(before)


def _read(piece: Path) -> list[Problem]:
    if (piece / "boek.yaml").is_file():
        return _of_book(piece)
    if piece.is_file() and piece.read_bytes().startswith(
        (b"realisme:", b"verzilvering:", b"prijsspreiding:", b"samenhang:")
    ):
        text = read_file(piece)
        read_model(text, SettingsFile)
        return text.problems
    cases = load_cases(piece, today=TODAY)
    told = [*cases.problems, *cases.account.problems]
    if errors(told) or not len(cases):
        return told
    if cases.programmes:
        valued = business_case(cases)
    else:
        valued = business_case(cases, closed=len(cases), selection=Selection.ALL)
    return [*told, *check_outcomes(cases, valued)]


def _read_closed(piece: Path) -> list[Problem]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "scandir", _refuse)
        return _read(piece)


def _refuse(folder: Path) -> NoReturn:
    raise PermissionError(errno.EACCES, "geen toestemming", str(folder))


READERS: Final = {**gallery_books.READERS, "map_dicht": _read_closed}
"""Pieces that are read in another way than cases are."""


def _of_book(folder: Path) -> list[Problem]:
    try:
        load_prices(folder)
    except ReadingError as error:
        return error.problems
    return []
