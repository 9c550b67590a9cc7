"""Folders of cases: what belongs to what, and that nothing stops the rest."""

from datetime import date
from pathlib import Path

import pytest
from written import case_text, programme_text, read, small_book, write

from rendement.model.price import PriceBook
from rendement.reading.complaints.problems import errors
from rendement.reading.loading.load import load_cases
from rendement.reading.loading.loaded import CaseSet


@pytest.fixture
def book(tmp_path: Path) -> PriceBook:
    return small_book(tmp_path)


def codes(cases: CaseSet) -> list[str]:
    """The errors; that all of the change is ours (L903) is only asked to be looked at."""
    return [problem.code for problem in errors(cases.problems)]


# ---------------------------------------------------------------- programmes


def test_a_programme_in_the_folder(tmp_path: Path) -> None:
    cases = read(tmp_path, case_text())
    loaded = next(iter(cases))
    assert loaded.programme is not None
    assert loaded.programme.programme.id == "proef"
    assert loaded.programme is cases.programmes[0]


def test_a_case_cannot_have_closed_after_today(tmp_path: Path, book: PriceBook) -> None:
    path = write(tmp_path, "casus.yaml", case_text())
    assert codes(load_cases(path, prices=book, today=date(2025, 1, 1))) == []
    assert codes(load_cases(path, prices=book, today=date(2024, 12, 31))) == ["R432"]


def test_a_programme_above_the_folder(tmp_path: Path, book: PriceBook) -> None:
    write(tmp_path / "map", "programma.yaml", programme_text())
    path = write(tmp_path / "map" / "2025" / "voorjaar", "casus.yaml", case_text())
    for given in (tmp_path / "map", path.parent, path):
        loaded = next(iter(load_cases(given, prices=book)))
        assert loaded.programme is not None, given
        assert loaded.programme.folder == (tmp_path / "map").resolve()


@pytest.mark.parametrize("name", ["programma.yml", "Programma.yaml", "PROGRAMMA.YAML"])
def test_a_programme_under_another_spelling(tmp_path: Path, book: PriceBook, name: str) -> None:
    write(tmp_path / "map", name, programme_text())
    path = write(tmp_path / "map", "casus.yaml", case_text())
    for given in (tmp_path / "map", path):
        assert [home.programme.id for home in load_cases(given, prices=book).programmes] == ["proef"]


def test_the_nearest_programme_wins(tmp_path: Path, book: PriceBook) -> None:
    write(tmp_path / "map", "programma.yaml", programme_text("boven"))
    write(tmp_path / "map" / "onder", "programma.yaml", programme_text("onder"))
    write(tmp_path / "map", "een.yaml", case_text("proef-1"))
    write(tmp_path / "map" / "onder", "twee.yaml", case_text("proef-2"))
    homes = {
        c.case.id: c.programme.programme.id for c in load_cases(tmp_path / "map", prices=book) if c.programme
    }
    assert homes == {"proef-1": "boven", "proef-2": "onder"}


def test_a_programme_is_read_once(tmp_path: Path) -> None:
    cases = read(tmp_path, case_text())
    folder = Path(cases.cases[0].file).parent
    again = load_cases(folder, folder / "casus-001.yaml", prices=small_book(tmp_path))
    assert (len(again), len(again.programmes)) == (1, 1)


def test_cases_without_a_programme(tmp_path: Path, book: PriceBook) -> None:
    write(tmp_path / "los", "casus.yaml", case_text())
    cases = load_cases(tmp_path / "los", prices=book)
    assert [loaded.programme for loaded in cases] == [None]
    assert errors(cases.problems) == []


def test_a_single_file_uses_the_programme_beside_it(tmp_path: Path) -> None:
    book = small_book(tmp_path)
    programme = programme_text(closed=2, regime="sroi-2012")
    read(tmp_path, case_text("proef-1"), case_text("proef-2"), programme=programme, book=book)
    alone = load_cases(tmp_path / "casussen" / "casus-001.yaml", prices=book)
    assert [loaded.programme.settings.regime_name for loaded in alone if loaded.programme] == ["sroi-2012"]
    assert codes(alone) == [], "the other case of the programme was not asked for, so it is not missed"


def test_the_costs_of_a_programme_have_known_payers_and_a_known_year(tmp_path: Path) -> None:
    cost = "kosten: {bedrag: 1000, prijspeil: 2031, betalers: {gemente: 100%}, bron: begroting}\n"
    assert {"R415", "R427"} <= set(codes(read(tmp_path, case_text(), programme=programme_text(extra=cost))))


def test_a_broken_programme_keeps_its_cases_out_of_other_denominators(tmp_path: Path) -> None:
    cases = read(
        tmp_path, case_text(), programme=programme_text().replace("gekozen: alle", "gekozen: sommige")
    )
    assert "R212" in codes(cases)
    assert len(cases) == 0


def test_a_programme_with_an_unknown_set_says_where(tmp_path: Path) -> None:
    cases = read(tmp_path, case_text(), programme=programme_text(regime="mkba-1821"))
    problem = next(problem for problem in cases.problems if problem.code == "R505")
    assert Path(problem.file).name == "programma.yaml"
    assert problem.source_line == "regime: mkba-1821"
    assert "mkba-2021" in problem.repair


def test_more_cases_than_were_closed(tmp_path: Path) -> None:
    cases = read(tmp_path, case_text("proef-1"), case_text("proef-2"), programme=programme_text(closed=1))
    assert codes(cases) == ["R502"]


def test_a_case_closed_outside_the_period(tmp_path: Path) -> None:
    text = case_text().replace("2025-01-01", "2024-03-01")
    assert "R503" in codes(read(tmp_path, text))


def test_the_last_day_of_the_period_counts(tmp_path: Path) -> None:
    assert codes(read(tmp_path, case_text().replace("2025-01-01", "2025-12-31"))) == []


# ---------------------------------------------------------------- cases


def test_two_cases_of_one_name(tmp_path: Path) -> None:
    cases = read(tmp_path, case_text(), case_text())
    problem = next(problem for problem in cases.problems if problem.code == "R424")
    assert Path(problem.file).name == "casus-002.yaml"
    assert "casus-001.yaml" in problem.cause
    assert len(cases) == 1


def test_an_unreadable_file_does_not_stop_the_others(tmp_path: Path) -> None:
    cases = read(tmp_path, case_text("proef-1"), "casus: [", case_text("proef-3"))
    assert [loaded.case.id for loaded in cases] == ["proef-1", "proef-3"]
    assert {Path(problem.file).name for problem in errors(cases.problems)} == {"casus-002.yaml"}


def test_a_file_that_is_not_there(tmp_path: Path, book: PriceBook) -> None:
    path = write(tmp_path / "los", "casus.yaml", case_text())
    cases = load_cases(path, tmp_path / "los" / "weg.yaml", prices=book)
    assert len(cases) == 1
    assert codes(cases) == ["R101"]


def test_bytes_that_are_no_text(tmp_path: Path, book: PriceBook) -> None:
    write(tmp_path / "los", "goed.yaml", case_text())
    (tmp_path / "los" / "fout.yaml").write_bytes(b"casus: \xff\xfe\x00")
    cases = load_cases(tmp_path / "los", prices=book)
    assert len(cases) == 1
    assert codes(cases) == ["R103"]


def test_other_files_are_left_alone(tmp_path: Path, book: PriceBook) -> None:
    write(tmp_path / "los", "casus.yml", case_text())
    for name in ("lees.md", "prijzen.xlsx", "casus.yaml.bak", "casus.yaml~"):
        write(tmp_path / "los", name, "geen casus")
    cases = load_cases(tmp_path / "los", prices=book)
    assert (cases.files, len(cases), codes(cases)) == (1, 1, [])


def test_running_and_withheld(tmp_path: Path) -> None:
    running = case_text("loopt").replace("afgesloten: 2025-01-01\n", "")
    withheld = case_text("wil-niet").replace("instemming: ja", "instemming: nee")
    unasked = case_text("niet-gevraagd").replace("instemming: ja", "instemming: niet-gevraagd")
    cases = read(tmp_path, running, withheld, unasked, programme=programme_text(closed=1))
    assert [loaded.case.id for loaded in cases] == ["niet-gevraagd"]
    assert [loaded.case.id for loaded in cases.running] == ["loopt"]
    assert [loaded.case.id for loaded in cases.withheld] == ["wil-niet"]
    assert cases.by_id("loopt").case.closed is None
    with pytest.raises(KeyError, match="nergens"):
        cases.by_id("nergens")


def test_files_come_in_a_fixed_order(tmp_path: Path) -> None:
    cases = read(tmp_path, *(case_text(f"proef-{9 - number}") for number in range(5)))
    assert [loaded.case.id for loaded in cases] == [f"proef-{9 - number}" for number in range(5)]


def test_progress_is_told(tmp_path: Path) -> None:
    cases = read(tmp_path, case_text("proef-1"), "fout", case_text("proef-3"))
    seen: list[tuple[int, int]] = []
    load_cases(
        Path(cases.cases[0].file).parent,
        prices=small_book(tmp_path),
        progress=lambda done, total: seen.append((done, total)),
    )
    assert seen == [(1, 3), (2, 3), (3, 3)]


def test_paths_may_be_text(tmp_path: Path) -> None:
    folder = Path(read(tmp_path, case_text()).cases[0].file).parent
    assert len(load_cases(str(folder), prices=small_book(tmp_path))) == 1


# ---------------------------------------------------------------- places


def test_every_line_knows_where_it_stands(tmp_path: Path) -> None:
    text = """\
casus: proef-1
gestart: 2025-01-01
afgesloten: 2025-01-01
context: {gemeente: teststad, organisatie: test, thema: [bewegen], aanpak: [gesprek]}
vraag: proef
inzet:
  - {wat: een, prijs: inzet.uur, aantal: 1}
  - wat: twee
    prijs: inzet.uur
    aantal: 2
zonder_inzet:
  - pad: een
    kans: 10%
    hulp: [{prijs: hulp.uur, aantal: 1}, {prijs: zorg.zitting, aantal: 1}]
  - pad: twee
    kans: 20%
    hulp:
      # een opmerking
      - prijs: hulp.uur
        aantal: 2
met_inzet: [{prijs: zorg.zitting, aantal: 1}]
toerekening: {wij: 70%}
controle:
  netto: 1
"""
    loaded = next(iter(read(tmp_path, text)))
    assert loaded.line_numbers == {
        "i1": 7, "i2": 8, "z1.1": 14, "z1.2": 14, "z2.1": 19, "m1": 21, "controle": 23,
    }  # fmt: skip


def test_problems_are_in_order_of_file_and_place(tmp_path: Path) -> None:
    wrong = case_text("proef-1", kans="150%").replace("vraag: proef", "vraag: proef\nkleur: rood")
    cases = read(tmp_path, case_text("proef-2", hulp="1.000"), wrong)
    places = [(problem.file, problem.place.line) for problem in cases.problems]
    assert places == sorted(places)
    assert {"R301", "R306", "R201"} <= set(codes(cases))


# ---------------------------------------------------------------- batches


def everything_of(cases: CaseSet) -> dict[str, list[object]]:
    """What came out of reading, as it would be told."""
    kept = [*cases.cases, *cases.running, *cases.withheld]
    return {
        "problems": [str(one) for one in cases.problems],
        "unfinished": [*cases.unfinished],
        "cases": [(one.case, one.file, one.line_numbers, one.checked_with, one.reviews) for one in kept],
        "files": [*cases.account.files, *cases.account.same],
        "lost": [home.lost for home in cases.programmes],
    }


@pytest.mark.parametrize("size", [1, 3])
def test_how_many_files_go_through_a_step_together_changes_nothing(
    monkeypatch: pytest.MonkeyPatch, size: int
) -> None:
    """Right and faulty files, doubles, references, reviews: what one file says of another is in its order."""
    folders = [Path(__file__).parent / "fouten", Path(__file__).parents[1] / "examples"]
    together = everything_of(load_cases(*folders, today=date(2026, 6, 1)))
    monkeypatch.setattr("rendement.reading.loading.load._BATCH", size)
    assert everything_of(load_cases(*folders, today=date(2026, 6, 1))) == together
    assert len(together["problems"]) > 250, "the faulty files are there"
    assert len(together["cases"]) > 80, "and the right ones"
