"""One spelling of every name before anything is grouped, lists of names, and names that look alike (M31c)."""

import shutil
from pathlib import Path

import pytest
from test_normal import SPELLINGS
from written import case_text, read, small_book, write

from rendement.asking.business_case import BusinessCase, business_case
from rendement.reading.books.price_books import examples_root
from rendement.reading.complaints.problems import Problem, errors
from rendement.reading.loading.load import load_cases
from rendement.reading.loading.loaded import CaseSet
from rendement.reading.loading.name_files import look_alikes
from rendement.results.base.spelling import one_spelling
from rendement.results.telling.case_classes import case_classes
from rendement.results.telling.suppression import suppressed
from rendement.words.names import alike

TWELVE = SPELLINGS[1:13]


def named(number: int, organisation: str, district: str, theme: str = "bewegen") -> str:
    """A case with its own name for the organisation and the district."""
    text = case_text(f"proef-{number}", wijk=_quoted(district), thema=_quoted(theme), hulp=8 + number)
    own = text.replace("bewijs: geregistreerd", "bewijs: eigen")
    return own.replace("organisatie: test", f"organisatie: {_quoted(organisation)}")


def _quoted(name: str) -> str:
    inside = "".join(f"\\x{ord(sign):02x}" if sign in "\t\xa0\xad" else sign for sign in name)
    return '"' + inside.replace("\u200b", "\\u200b") + '"'


def base(folder: Path, *texts: str) -> CaseSet:
    cases = read(folder, *texts, book=small_book(folder))
    assert errors(cases.problems) == []
    return cases


def valued(folder: Path, *texts: str) -> BusinessCase:
    return business_case(base(folder, *texts), small_book(folder), realism="werkaanname-2025")


def results_of(bc: BusinessCase) -> list[str]:
    """Everything a base gives, as text in full precision; draws included."""
    doubt = bc.uncertainty(draws=200, seed=3)
    tables = [bc.by("wijk"), bc.by("organisatie", "thema"), case_classes(bc, 2), suppressed(bc.by("wijk"))]
    tables += [bc.programme_table(), bc.cash_flow(), doubt.table(), doubt.perspectives, bc.perspectives()]
    return [
        *(repr(table.rows) for table in tables),
        *(repr(one) for one in (bc.net, doubt.total, doubt.cash, doubt.bands)),
        repr(bc.case_hash),
        bc.sentence(),
    ]


# ---------------------------------------------------------------- one form for everything that groups


def test_twelve_spellings_change_no_bit_of_any_result(tmp_path: Path) -> None:
    same = [named(n, SPELLINGS[0], "Crabbehof") for n in range(1, 26)]
    others = [*same[:13], *(named(n, TWELVE[n - 14], f" CRABBEHOF{'.' * n}") for n in range(14, 26))]
    assert results_of(valued(tmp_path / "a", *same)) == results_of(valued(tmp_path / "b", *others))


def test_those_results_do_hear_another_organisation(tmp_path: Path) -> None:
    same = [named(n, "een", "Crabbehof") for n in range(1, 26)]
    others = [*same[:13], *(named(n, "twee", "Crabbehof") for n in range(14, 26))]
    one, other = (
        valued(tmp_path / str(len(t[-1])), *t).uncertainty(draws=200, seed=3) for t in (same, others)
    )
    assert one.total.mean != other.total.mean


def test_capitals_no_longer_hide_a_district(tmp_path: Path) -> None:
    names = ["Crabbehof"] * 4 + ["crabbehof"] * 3 + ["wielwijk"] * 5
    bc = valued(tmp_path, *(named(n, "test", name) for n, name in enumerate(names, 1)))
    shown = suppressed(bc.by("wijk"))
    assert sorted(zip(shown.column("wijk"), shown.column("casussen"), strict=True)) == [
        ("Crabbehof", 7),
        ("wielwijk", 5),
    ]


def test_the_spelling_of_most_is_shown_and_of_as_many_the_first(tmp_path: Path) -> None:
    names = ["wielwijk", "Wielwijk", "WIELWIJK", "Noord", "noord", "noord"]
    bc = valued(tmp_path, *(named(n, "test", name) for n, name in enumerate(names, 1)))
    assert sorted(bc.by("wijk").column("wijk")) == ["WIELWIJK", "noord"]


def test_several_names_in_one_cell_are_several(tmp_path: Path) -> None:
    cells = ["eenzaamheid, bewegen", "Bewegen; eenzaamheid", "eenzaamheid"]
    bc = valued(tmp_path, *(named(n, "test", "noord", cell) for n, cell in enumerate(cells, 1)))
    table = bc.by("thema")
    assert sorted(zip(table.column("thema"), table.column("casussen"), strict=True)) == [
        ("Bewegen", 2),
        ("eenzaamheid", 3),
    ]


def test_who_writes_unknown_and_who_writes_nothing_are_one_group(tmp_path: Path) -> None:
    texts = [named(1, "test", "Onbekend"), named(2, "test", "x").replace('wijk: "x", ', "")]
    assert valued(tmp_path, *texts).by("wijk").column("wijk") == ["onbekend"]


def test_a_receipt_is_found_under_any_spelling(tmp_path: Path) -> None:
    bc = valued(tmp_path, *(named(n, "test", "Crabbehof") for n in (1, 2)))
    assert len(bc.receipts(wijk="crabbehof ")) == len(bc.receipts(wijk="Crabbehof")) == len(bc.receipts()) > 0


def test_cases_read_apart_are_spelled_alike_when_added_up(tmp_path: Path) -> None:
    one = base(tmp_path / "a", *(named(n, "test", "Crabbehof") for n in (1, 2)))
    other = base(tmp_path / "b", named(3, "test", "crabbehof"))
    together = one_spelling([*one, *other])
    assert {loaded.case.context.neighbourhood for loaded in together} == {"Crabbehof"}
    assert [loaded.case.context.neighbourhood for loaded in other] == ["crabbehof"]


def test_a_case_that_is_written_so_already_stays_the_same_object() -> None:
    cases = tuple(load_cases(examples_root() / "sociaal-recept"))
    assert all(one is other for one, other in zip(one_spelling(cases), cases, strict=True))


# ---------------------------------------------------------------- namen.yaml


def with_list(folder: Path, text: str, *names: str) -> CaseSet:
    write(folder / "casussen", "namen.yaml", text)
    return read(folder, *(named(n, name, "noord") for n, name in enumerate(names, 1)))


def test_a_list_brings_other_spellings_under_one_name(tmp_path: Path) -> None:
    text = "organisatie:\n  Stichting Welzijn: [SW, 'De Stichting']\n"
    cases = with_list(tmp_path, text, "sw", "S.W", "stichting-welzijn", "de stichting", "SW")
    assert errors(cases.problems) == []
    bc = business_case(cases, small_book(tmp_path))
    table = bc.by("organisatie")
    assert sorted(table.column("organisatie")) == ["S.W", "Stichting Welzijn"]


def test_a_list_keeps_a_name_with_a_comma_whole(tmp_path: Path) -> None:
    write(tmp_path / "casussen", "namen.yaml", "thema: {'wonen, zorg en welzijn': []}\n")
    bc = valued(tmp_path, named(1, "test", "noord", "Wonen, zorg en welzijn"))
    assert bc.by("thema").column("thema") == ["wonen, zorg en welzijn"]


def test_the_list_above_a_single_file_counts(tmp_path: Path) -> None:
    cases = with_list(tmp_path, "organisatie: {Welzijn: [SW]}\n", "sw")
    alone = load_cases(tmp_path / "casussen" / "casus-001.yaml", prices=small_book(tmp_path))
    assert [dict(loaded.names) for loaded in alone] == [dict(loaded.names) for loaded in cases]
    assert next(iter(alone)).names[("organisatie", "sw")] == "Welzijn"


def test_a_list_is_no_case_and_its_mistakes_are_told(tmp_path: Path) -> None:
    cases = with_list(tmp_path, "organisaties: {Welzijn: [SW]}\n", "sw")
    assert [problem.slug for problem in errors(cases.problems)] == ["onbekend_veld"]
    assert len(cases) == cases.files == 1


# ---------------------------------------------------------------- names that look alike


def warnings_of(cases: CaseSet) -> list[Problem]:
    return [problem for problem in cases.problems if problem.slug == "naam_lijkt_op"]


@pytest.mark.parametrize("remedy", ["een", "twee"])
def test_what_a_warning_says_to_do_silences_it(tmp_path: Path, remedy: str) -> None:
    names = ["Wijkteam: A", "Wijkteam: A", "wijkteem-A"]
    texts = [named(n, name, "noord") for n, name in enumerate(names, 1)]
    (found,) = warnings_of(read(tmp_path, *texts))
    assert found.details["ander"] == "Wijkteam: A"
    assert found.details["naam"] == "wijkteem-A"
    assert found.details["waar"].endswith("casus-001.yaml:5")
    assert str(found.details[remedy]) in found.repair
    write(tmp_path / "casussen", "namen.yaml", f"{found.details[remedy]}\n")
    cases = read(tmp_path, *texts)
    assert warnings_of(cases) == errors(cases.problems) == []
    groups = business_case(cases, small_book(tmp_path)).by("organisatie").column("organisatie")
    assert len(groups) == (1 if remedy == "een" else 2)


def test_a_warning_names_each_name_once_and_one_that_more_cases_write(tmp_path: Path) -> None:
    names = ["crabbehof"] * 3 + ["krabbehof"] * 2 + ["Krabehof"]
    found = warnings_of(read(tmp_path, *(named(n, "test", name) for n, name in enumerate(names, 1))))
    assert [(one.details["naam"], one.details["ander"]) for one in found] == [
        ("krabbehof", "crabbehof"),
        ("Krabehof", "crabbehof"),
    ]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("crabbehof", "crabehof"),
        ("crabbehof", "krabbehof"),
        ("wijkteam-crabbehof", "wijkteamcrabbehof"),
        ("cafe-zuid-west", "café-zuidwest"),
    ],
)
def test_names_that_look_alike(one: str, other: str) -> None:
    assert alike(one, other)
    assert alike(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("crabbehof", "crabbehof"),
        ("wijk-1", "wijk-2"),
        ("65-74", "75-84"),
        ("wijkteam-oost", "wijkteam-west"),
        ("team-a", "team-b"),
        ("rouw", "bouw"),
        ("wonen", "werken"),
    ],
)
def test_names_that_differ_on_purpose(one: str, other: str) -> None:
    assert not alike(one, other)
    assert not alike(other, one)


def test_the_examples_raise_no_such_question(tmp_path: Path) -> None:
    shutil.copytree(examples_root(), tmp_path / "alles")
    cases = load_cases(tmp_path / "alles")
    assert len(cases) > 20
    uses = [(loaded.case, loaded.file) for loaded in cases]
    assert list(look_alikes(uses, {}, lambda _: pytest.fail("nothing to tell"))) == []


# ---------------------------------------------------------------- payers


PAID = "  - {wat: cursus, uitgave: {bedrag: 40, prijspeil: 2025, betalers: {PAYERS}, bron: factuur}}\n"


def paying(payers: str) -> str:
    return case_text().replace("zonder_inzet:", PAID.replace("PAYERS", payers) + "zonder_inzet:")


def test_a_payer_is_known_by_any_spelling(tmp_path: Path) -> None:
    ways = ("gemeente: 50%, zorgverzekeraar: 50%", "' Gemeente': 50%, Zorgverzekeraar: 50%")
    one, other = (valued(tmp_path / str(n), paying(way)) for n, way in enumerate(ways))
    assert one.by("betaler").rows == other.by("betaler").rows
    assert one.case_hash == other.case_hash


def test_two_spellings_of_one_payer_are_one_payer_twice(tmp_path: Path) -> None:
    (found,) = errors(read(tmp_path, paying("gemeente: 50%, Gemeente: 50%")).problems)
    assert (found.slug, found.details["sleutel"]) == ("dubbele_sleutel", "Gemeente")


def test_a_payer_that_is_not_in_the_book_is_told_as_it_is_written(tmp_path: Path) -> None:
    (found,) = errors(read(tmp_path, paying("Gementee: 100%")).problems)
    assert found.details["betaler"] == "Gementee"
    assert found.source_line[found.place.column - 1 : found.place.end - 1] == "Gementee"
