"""Every file below a folder stands in the account once, with what became of it and what to do."""

import os
import sys
from pathlib import Path

import pytest
from filled import GOOD, form
from hypothesis import given, settings
from hypothesis import strategies as st
from test_cli import Terminal, rendement
from test_forms import EXAMPLES
from written import programme_text, write, write_book

from rendement.reading.folder.account import Account, Standing
from rendement.reading.folder.folders import looks_like_case, yaml_files
from rendement.reading.loading.load import load_cases
from rendement.reports.account_card import account_record, account_words

__all__ = ["rendement"]
ONE, TWO = "vb-2025-01", "vb-2025-02"


def case(name: str, **other: str) -> str:
    text = GOOD.replace(ONE, name).replace("komt nauwelijks", f"{name} komt nauwelijks")
    for key, value in other.items():
        text += f"{key}: {value}\n"
    return text


def standings(account: Account) -> dict[str, str]:
    return {Path(filed.file).name: filed.standing.value for filed in account.files}


@pytest.fixture
def messy(tmp_path: Path) -> Path:
    """A folder as it is after a year of work: two cases that count, and everything else."""
    folder = tmp_path / "casussen"
    write(folder, "programma.yaml", programme_text(closed=9, chosen="uitgekozen"))
    write(folder, "namen.yaml", "wijk:\n  noord: [Noord]\n")
    write(folder, "a.yaml", case("a"))
    write(folder, "B.YAML", case("b"))
    write(folder, "loopt.yaml", case("loopt").replace("afgesloten: 2025-06-30\n", ""))
    write(folder, "zonder.yaml", case("zonder", instemming="nee"))
    write(folder, "fout.yaml", case("fout").replace("kans: 50%", "kans: 150%"))
    write(folder, "vergeten.yaml.txt", case("vergeten"))
    form(folder / "formulier.xlsx")
    for name in (".DS_Store", "~$formulier.xlsx", "Thumbs.db", "a.yaml.bak", ".a-x7s8.yaml", "._a.yaml"):
        write(folder, name, case("weg"))
    write(folder / ".git", "config.yaml", "geen: casus\n")
    write(folder, "foto.jpg", "\x00\x01")
    write(folder, "LEES.md", "# Casussen\n\nHier staat casus: a.\n")
    write(folder, "Leesmij.md", "# Casussen\n\nHier staat casus: a.\n")
    write(folder, "README.txt", "")
    write_book(folder / "pricebooks" / "eigen" / "2025.1")
    (folder / "kapot.yaml").symlink_to(folder / "bestaat-niet.yaml")
    return folder


def test_every_file_stands_in_it_once_with_what_became_of_it(messy: Path) -> None:
    cases = load_cases(messy)
    assert standings(cases.account) == {
        "programma.yaml": "programma",
        "namen.yaml": "namenlijst",
        "a.yaml": "telt mee",
        "B.YAML": "telt mee",
        "loopt.yaml": "loopt nog",
        "zonder.yaml": "zonder instemming",
        "fout.yaml": "niet geteld",
        "kapot.yaml": "niet geteld",
        "vergeten.yaml.txt": "niet geteld",
        "formulier.xlsx": "niet geteld",
        "foto.jpg": "ander bestand",
        "LEES.md": "ander bestand",
        "Leesmij.md": "uitleg",
        "README.txt": "uitleg",
        "2025.1": "prijzenboek",
        **dict.fromkeys(
            (".DS_Store", "~$formulier.xlsx", "Thumbs.db", "a.yaml.bak", ".a-x7s8.yaml", "._a.yaml", ".git"),
            "achtergelaten door de computer",
        ),
    }
    assert [problem.code for problem in cases.account.problems] == ["L942", "R140"]


def test_explanation_is_not_called_unread_but_a_case_in_its_place_is_found(tmp_path: Path) -> None:
    write(tmp_path, "a.yaml", case("a"))
    write(tmp_path, "LEESMIJ.md", "# Casussen van de wijk\n")
    assert "LEESMIJ" not in " ".join(account_words(load_cases(tmp_path).account))
    write(tmp_path, "README.md", case("b"))
    account = load_cases(tmp_path).account
    assert standings(account) == {"a.yaml": "telt mee", "LEESMIJ.md": "uitleg", "README.md": "niet geteld"}


def test_it_is_tied_to_how_many_cases_were_closed(messy: Path) -> None:
    (home,) = load_cases(messy).account.programmes
    assert (home.counted, home.withheld, home.closed, home.missing) == (2, 1, 9, 6)
    names = {Path(file).name for file in home.rest}
    assert names == {"fout.yaml", "kapot.yaml", "vergeten.yaml.txt", "formulier.xlsx"}
    words = " ".join(account_words(load_cases(messy).account))
    assert "2 van de 9 afgesloten casussen tellen mee, en 1 zonder instemming. Van de andere 6:" in words
    assert "6 casusbestanden gelezen, 2 casussen tellen mee, 1 loopt nog, 1 zonder instemming" in words


@pytest.mark.parametrize(
    ("closed", "words"),
    [
        (4, "De andere is waarschijnlijk stuk.yaml."),
        (6, "Van de andere 3: waarschijnlijk stuk.yaml; van de rest is hier geen bestand."),
    ],
)
def test_the_likely_rest_is_named(closed: int, words: str, tmp_path: Path) -> None:
    write(tmp_path, "programma.yaml", programme_text(closed=closed))
    for name in ("a", "b", "c"):
        write(tmp_path, f"{name}.yaml", case(name))
    write(tmp_path, "stuk.yaml", "casus: [")
    said = list(account_words(load_cases(tmp_path).account))
    assert any(words in sentence for sentence in said), said


def test_one_file_of_a_folder_says_nothing_of_the_rest(messy: Path) -> None:
    account = load_cases(messy / "a.yaml").account
    assert standings(account) == {"a.yaml": "telt mee"}
    assert account.programmes == ()


def test_every_verb_ends_with_it(messy: Path, rendement: Terminal) -> None:
    last = "6 casusbestanden gelezen, 2 casussen tellen mee, 1 loopt nog"
    verbs = (
        ("controleer",),
        ("bereken", "--kort"),
        ("businesscase",),
        ("onzekerheid", "--trekkingen", "100"),
        ("gevoeligheid",),
        ("beoordeling", "verwerk"),
        ("prijzen", "effect", "landelijk@2025.1", "landelijk@2025.1"),
    )
    for verb in verbs:
        found = rendement(*verb, messy)
        assert found.code == 1, verb
        assert last in found.out, verb
        assert "vergeten.yaml.txt  R140" in found.out, verb
        record = rendement(*verb, messy, "--json").json["bestanden"]
        assert record == account_record(load_cases(messy).account), verb


def test_a_form_counts_by_the_case_that_came_from_it(rendement: Terminal, tmp_path: Path) -> None:
    path = form(tmp_path / "ingevuld.xlsx")
    assert load_cases(tmp_path).account.of(Standing.REFUSED)[0].file == str(path)
    assert rendement("formulier", "lees", path, "-o", tmp_path / "andere-naam.yaml").code == 0
    account = load_cases(tmp_path).account
    assert standings(account) == {
        "ingevuld.xlsx": "formulier van een casus",
        "andere-naam.yaml": "telt mee",
    }
    assert account.problems == []


def test_a_form_that_was_made_from_a_case_is_no_newer(rendement: Terminal, tmp_path: Path) -> None:
    path = write(tmp_path, "a.yaml", GOOD)
    os.utime(path, (1_000_000_000, 1_000_000_000))
    assert rendement("formulier", "maak", tmp_path / "a.xlsx", "--uit", path).code == 0
    assert load_cases(tmp_path).account.problems == []
    os.utime(tmp_path / "a.xlsx")
    assert [problem.code for problem in load_cases(tmp_path).account.problems] == ["L943"]


def test_a_book_is_never_read_as_cases(rendement: Terminal, tmp_path: Path) -> None:
    write(tmp_path, "a.yaml", GOOD)
    write_book(tmp_path / "pricebooks" / "eigen" / "2025.1")
    found = rendement("controleer", tmp_path)
    assert found.code == 0
    assert "1 prijzenboek" in found.out
    assert yaml_files([tmp_path]) == [tmp_path / "a.yaml"]


def test_a_link_to_a_folder_is_not_followed_and_named(tmp_path: Path) -> None:
    write(tmp_path / "elders", "a.yaml", GOOD)
    home = tmp_path / "hier"
    home.mkdir()
    (home / "link").symlink_to(tmp_path / "elders")
    (home / "rond").symlink_to(home / "rond")
    (home / "boven").symlink_to(home)
    cases = load_cases(home)
    assert len(cases) == 0
    assert [(problem.slug, Path(problem.file).name) for problem in cases.account.problems] == [
        ("map_is_koppeling", "boven"),
        ("map_is_koppeling", "link"),
    ]


@pytest.mark.skipif(sys.platform == "win32", reason="no pipes in folders there")
def test_a_pipe_never_keeps_us_waiting(rendement: Terminal, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "x.yaml")
    os.mkfifo(tmp_path / "programma.yaml")
    for path in (tmp_path, tmp_path / "x.yaml"):
        found = rendement("controleer", path)
        assert found.code == 1
        assert "R141" in found.out


def test_files_that_say_the_same_are_named_once(tmp_path: Path) -> None:
    for name in ("a", "b", "c", "d", "e"):
        write(tmp_path, f"{name}.yaml", GOOD.replace(ONE, name))
    (problem,) = load_cases(tmp_path).account.problems
    assert (problem.slug, Path(problem.file).name) == ("zelfde_inhoud", "a.yaml")
    assert problem.cause.endswith("b.yaml, c.yaml, d.yaml en meer")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (GOOD, True),
        ("# uitleg\n\n" + GOOD, True),
        ("\ufeff---\n" + GOOD, True),
        ("gestart: 2025-01-06\ncasus: a\n", True),
        ("# Een pagina\n\nUitleg.\n\ncasus: a\n", False),
        ("", False),
        ("sleutel: waarde\n", False),
        ('{"casus": 1}', False),
    ],
)
def test_a_case_is_known_by_how_it_begins(text: str, expected: bool, tmp_path: Path) -> None:
    path = tmp_path / "iets.txt"
    path.write_text(text, "utf-8")
    assert looks_like_case(path) is expected


NAMES = st.sampled_from(
    (
        "a.yaml",
        "b.yml",
        "c.YAML",
        "d.txt",
        "e",
        ".f",
        "~$g.xlsx",
        "h.xlsx",
        "i.bak",
        "map",
        "Thumbs.db",
        "j.old",
    )
)
TREES = st.recursive(
    st.sampled_from(("", GOOD, "boek: x\n", "\x00", "casus: [")),
    lambda inside: st.dictionaries(NAMES, inside, max_size=4),
    max_leaves=12,
)


@settings(max_examples=60, deadline=None)
@given(tree=st.dictionaries(NAMES, TREES, max_size=5), book=st.booleans())
def test_no_file_is_missing_and_none_stands_twice(
    tree: dict[str, object], book: bool, tmp_path_factory: pytest.TempPathFactory
) -> None:
    root = tmp_path_factory.mktemp("boom")
    _plant(root, tree)
    if book:
        _plant(root / "boek", {"boek.yaml": "boek: x\n", "prijzen": {"a.yaml": GOOD}})
    account = load_cases(root).account
    named = [Path(filed.file) for filed in account.files]
    assert len(named) == len(set(named))
    for path in (path for path in root.rglob("*") if path.is_file()):
        assert sum(path == one or one in path.parents for one in named) == 1, path


def _plant(folder: Path, tree: dict[str, object]) -> None:
    folder.mkdir(exist_ok=True)
    for name, inside in tree.items():
        if isinstance(inside, dict):
            _plant(folder / name, inside)
        else:
            (folder / name).write_text(str(inside), "utf-8")


def test_the_examples_are_accounted_for() -> None:
    folder = EXAMPLES[0].parent.parent
    account = load_cases(folder).account
    everything = {str(path) for path in folder.rglob("*") if path.is_file()}
    assert {filed.file for filed in account.files} == everything
    assert account.of(Standing.OTHER) == []
    assert {Path(filed.file).name for filed in account.of(Standing.EXPLAINS)} == {"LEESMIJ.md"}
    assert account.problems == []
