"""A release is frozen: what was written down when it came out is what is still there."""

import shutil
from itertools import pairwise
from pathlib import Path

import prijzenboeken
import pytest
import uitgaven
from local_books import write_dorp, write_gids

from rendement.reading.books import files as book_files
from rendement.reading.books import price_books
from rendement.reading.books.files import data_root
from rendement.reading.books.price_books import available_books
from rendement.reading.complaints.problems import ReadingError
from rendement.reading.terms import settings_sets
from rendement.reading.terms.settings_sets import available_settings, load_sets, load_settings

MODULES = (price_books, book_files, settings_sets, uitgaven)


def test_no_release_has_changed() -> None:
    assert uitgaven.changed(uitgaven.recorded(), uitgaven.present()) == [], "maak een volgende uitgave"


def test_every_release_is_written_down() -> None:
    old = uitgaven.recorded()
    assert set(old.boeken) == set(available_books())
    assert set(old.uitgangspunten) == set(available_settings())


def test_the_file_is_as_the_command_writes_it() -> None:
    assert uitgaven.releases_file().read_text("utf-8") == uitgaven.written(uitgaven.recorded())


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Other books than the shipped ones: one released book, and the sets."""
    books = tmp_path / "boeken"
    write_gids(books)
    shutil.copytree(data_root() / "uitgangspunten", books / "uitgangspunten")
    for module in MODULES:
        monkeypatch.setattr(module, "data_root", lambda: books)
    settings_sets._shipped.cache_clear()
    assert uitgaven.main(["--vastleggen"]) == 0
    return books


def test_a_changed_release_is_told_and_never_written_over(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = uitgaven.releases_file().read_bytes()
    write_gids(root, ("prijzen.yaml", "bedrag: 35", "bedrag: 35.01"))
    write_dorp(root)
    assert uitgaven.main(["--vastleggen"]) == 1
    assert "gids@2025.1 is veranderd" in capsys.readouterr().err
    assert uitgaven.releases_file().read_bytes() == before


def test_layout_and_order_may_change(root: Path) -> None:
    path = root / "gids" / "2025.1" / "boek.yaml"
    lines = path.read_text("utf-8").split("\n")
    path.write_text("\n".join(["# herschikt", lines[1], lines[0], *lines[2:]]), "utf-8")
    assert uitgaven.main([]) == 0


def test_only_a_new_release_is_added(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    old = uitgaven.recorded()
    write_dorp(root)
    assert uitgaven.main([]) == 0
    assert "nieuw: dorp@2025.1" in capsys.readouterr().out
    assert uitgaven.recorded() == old, "asking changes nothing"
    assert uitgaven.main(["--vastleggen"]) == 0
    assert set(uitgaven.recorded().boeken) == {"gids@2025.1", "dorp@2025.1"}
    assert uitgaven.recorded().boeken["gids@2025.1"] == old.boeken["gids@2025.1"]


def test_a_release_that_is_gone_is_told(root: Path) -> None:
    shutil.rmtree(root / "gids")
    assert uitgaven.changed(uitgaven.recorded(), uitgaven.present()) == ["gids@2025.1"]


# ---------------------------------------------------------------- named sets


def test_sets_are_dated_sourced_and_hashed() -> None:
    sets = load_settings()
    assert all(one.source and one.valid_from for one in sets.regimes.values())
    assert all(one.source and one.valid_from for one in sets.realism.values())
    assert all(one.source and one.valid_from for one in sets.cashability.values())
    assert len(sets.content_hash) == 64


def test_hash_of_sets_does_not_hear_files_or_order(tmp_path: Path) -> None:
    shipped = data_root() / "uitgangspunten" / load_settings().version
    folder = tmp_path / shipped.name
    folder.mkdir()
    for number, path in enumerate(sorted(shipped.glob("*.yaml"), reverse=True)):
        (folder / f"{number}.yaml").write_text("# anders\n" + path.read_text("utf-8"), "utf-8")
    assert load_sets(folder).content_hash == load_settings().content_hash


def test_a_version_that_does_not_exist_lists_the_choices() -> None:
    with pytest.raises(ReadingError, match=r"R522  uitgangspunten '9' zijn er niet") as caught:
        load_settings("9")
    assert load_settings().version in str(caught.value)


def test_a_named_set_never_changes_its_meaning_between_versions() -> None:
    versions = [load_settings(name) for name in available_settings()]
    for older, newer in pairwise(versions):
        for kind in ("regimes", "realism", "cashability"):
            before, after = getattr(older, kind), getattr(newer, kind)
            assert [name for name in before if after.get(name, before[name]) != before[name]] == []


# ---------------------------------------------------------------- pages


def test_the_change_list_tells_every_release(root: Path) -> None:
    write_gids(root)
    newer = root / "gids" / "2025.2"
    shutil.copytree(root / "gids" / "2025.1", newer)
    for file, before, after in (
        ("boek.yaml", '"2025.1"', '"2025.2"'),
        ("prijzen.yaml", "bedrag: 35", "bedrag: 36"),
        ("prijzen.yaml", "wmo.maaltijd:", "wmo.warme-maaltijd:"),
    ):
        text = (newer / file).read_text("utf-8")
        assert before in text
        (newer / file).write_text(text.replace(before, after), "utf-8")
    page = prijzenboeken.changelog_page("gids")
    assert page.index("## gids@2025.2") < page.index("## gids@2025.1")
    assert "Anders: nieuw 1, weg 1, ander bedrag 1. Gelijk gebleven: 0." in page
    assert (
        "| `wmo.poetshulp` | ander bedrag | € 36,05 | € 37,08 | 2,9 % | € 35,00 (2024) → € 36,00 (2024) |"
        in page
    )
    assert "Eerste uitgave: 2 prijzen, 2 waarden, 1 domein, 1 bron." in page


def test_the_page_of_a_local_book_shows_its_own_entries(root: Path) -> None:
    page = prijzenboeken.book_page(str(write_dorp(root)))
    assert "staat op: `gids@2025.1`" in page
    assert "1 prijs, waarvan 1 vervangen" in page
    assert "`wmo.poetshulp`<br>vervangt gids@2025.1" in page
    assert "wmo.maaltijd" not in page
    first = prijzenboeken.changelog_page("dorp")
    assert "Eerste uitgave op gids@2025.1: 1 prijs, 1 waarde, 1 domein, 1 bron." in first
