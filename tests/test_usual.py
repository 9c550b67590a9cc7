"""What is usual of a number: named assumptions and own books, that only ask; answers that name a field."""

# Holds K5 of docs/keuzes.md.

from datetime import date
from fnmatch import fnmatchcase
from pathlib import Path

import pytest
from filled import GOOD, form
from local_books import write_dorp, write_gids
from written import programme_text

from rendement.forms.excel.read import load_form
from rendement.forms.from_case import left_out
from rendement.model.answers import LineAnswers
from rendement.reading.books.price_books import load_prices
from rendement.reading.books.usual import usual, usual_of
from rendement.reading.complaints.problems import Problem
from rendement.reading.keeping.lint import LintRules, lint_book
from rendement.reading.loading.load import load_cases

BOOK = load_prices("landelijk")
HELP = "{prijs: wmo.huishoudelijke-hulp, aantal: 2 uur per week, duur: 9 maanden}"
WORK = "{wat: huisbezoeken, prijs: welzijn.sociaal-makelaar, aantal: 9 uur}"


def problems(folder: Path, *changes: tuple[str, str]) -> list[Problem]:
    text = GOOD
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    (folder / "x.yaml").write_text(text, "utf-8")
    return list(load_cases(folder).problems)


def fields(found: list[Problem]) -> list[str]:
    return [problem.asked.field for problem in found if problem.asked]


def test_every_rule_is_about_prices_of_the_book_in_that_unit() -> None:
    units = {(key, price.unit) for key, price in BOOK.prices.items()}
    for rule in usual().prices:
        assert any(fnmatchcase(key, rule.prices) and unit == rule.unit for key, unit in units), rule.prices
    assert usual().nature == "werkaanname"


def test_a_rule_of_prices_goes_before_that_of_its_unit_and_that_before_any_line() -> None:
    special, plain = usual_of(BOOK, "wmo.huishoudelijke-hulp"), usual_of(BOOK, "werk.productiviteit")
    assert special.limits("per_year") == ((None, 520.0), "werkaanname")
    assert plain.limits("per_year") == ((None, 2200.0), "werkaanname")
    assert plain.limits("delay")[0] == usual().care.limits("delay")
    assert usual_of(BOOK, "overig.co2").limits("total")[0] is None


def test_no_amount_of_the_shipped_book_is_unusual() -> None:
    for key, price in BOOK.prices.items():
        limits = usual_of(BOOK, key).limits("amount")[0]
        points = [point for value in price.values for point in value.points if point is not None]
        assert limits is None or limits.outside(min(points), max(points)) is None, key


@pytest.mark.parametrize(
    ("line", "asked"),
    [
        ("{prijs: wmo.huishoudelijke-hulp, aantal: 30 uur per week, duur: 9 maanden}", ["aantal"]),
        ("{prijs: wmo.huishoudelijke-hulp, aantal: 3 uur per week, duur: 9 maanden}", []),
        ("{prijs: wmo.huishoudelijke-hulp, aantal: 30 uur per week, duur: 1 jaar, klopt: vier kinderen}", []),
        ("{prijs: ziekenhuis.seh, aantal: 30}", ["aantal"]),
        ("{prijs: wlz.verpleeghuis, aantal: 400 dagen}", []),
        (HELP.replace("9 maanden", "12 jaar"), ["duur"]),
        (HELP.replace("}", ", vanaf: 8 jaar}"), ["vanaf"]),
        (HELP.replace("}", ", kans: 0.2%}"), ["kans"]),
        (HELP.replace("}", ", personen: 40}"), ["personen"]),
        (HELP.replace("}", ", verdringing: 99%}"), ["verdringing"]),
        (HELP.replace("}", ", afbouw: 80%}"), ["afbouw"]),
        (HELP.replace("duur: 9 maanden", "uitstel: 8 jaar"), ["uitstel"]),
        (
            "{uitgave: {bedrag: 95000, prijspeil: 2025, betalers: {gemeente: 100%}, bron: offerte}}",
            ["uitgave"],
        ),
    ],
)
def test_a_field_of_help_far_from_usual_is_asked_about(line: str, asked: list[str], tmp_path: Path) -> None:
    found = problems(tmp_path, (HELP, line))
    assert fields(found) == asked
    assert {problem.slug for problem in found} <= {"buiten_gebruikelijk"}
    assert all("€" in problem.repair for problem in found)


@pytest.mark.parametrize(
    ("old", "new", "field"),
    [
        (WORK, WORK.replace("9 uur", "30 uur per week"), "aantal"),
        (WORK, WORK.replace("9 uur}", "9 uur, groep: 120 deelnemers}"), "groep"),
        (WORK, WORK.replace("9 uur}", "1 uur per week, duur: 6 jaar}"), "duur"),
        (WORK, WORK.replace("9 uur}", "9 uur, personen: 90}"), "personen"),
        ("toerekening: {wij: ", "toerekening: {ggd: 1%, wij: 0.5%, eerst: ", "toerekening"),
        ("toerekening:", "lotkans: 0.5%\ntoerekening:", "lotkans"),
        ("toerekening:", "afbouw: 0.9\ntoerekening:", "afbouw"),
        ("gestart: 2025", "gestart: 2015", "gestart"),
    ],
)
def test_effort_and_what_holds_for_the_case_are_asked_about(
    old: str, new: str, field: str, tmp_path: Path
) -> None:
    assert field in fields(problems(tmp_path, (old, new)))


# ---------------------------------------------------------------- answers


TWICE = HELP.replace("2 uur per week", "30 uur per week").replace("9 maanden", "12 jaar")


def answered(said: str) -> str:
    return TWICE.replace("}", f", klopt: {said}}}")


def test_an_answer_silences_what_it_names_and_nothing_else(tmp_path: Path) -> None:
    assert fields(problems(tmp_path, (HELP, TWICE))) == ["aantal", "duur"]
    (left,) = problems(tmp_path, (HELP, answered("{aantal: nageteld met haar}")))
    assert left.asked is not None
    assert left.asked.field == "duur"
    assert left.repair.endswith(
        "zet dan duur: bij klopt, en waarom: klopt: {aantal: nageteld met haar, duur: …}"
    )
    assert problems(tmp_path, (HELP, answered("{aantal: nageteld, duur: zo lang duurt het}"))) == []
    assert problems(tmp_path, (HELP, answered('"aantal: nageteld; duur: zo lang duurt het"'))) == []


def test_one_text_where_two_things_are_asked_has_to_say_which(tmp_path: Path) -> None:
    (which,) = problems(tmp_path, (HELP, answered('"nageteld, met haar"')))
    assert which.slug == "klopt_welk"
    said = '{aantal: "nageteld, met haar"}'
    assert which.repair.startswith(f"schrijf {said} of ")
    assert fields(problems(tmp_path, (HELP, answered(said)))) == ["duur"]


def test_an_answer_to_another_question_is_none(tmp_path: Path) -> None:
    line = HELP.replace("2 uur per week", "30 uur per week")
    for said, open_ in (("{duur: zo lang}", ["aantal"]), ("{aantal: nageteld}", []), ("nageteld", [])):
        assert fields(problems(tmp_path, (HELP, line.replace("}", f", klopt: {said}}}")))) == open_


def test_the_answer_of_a_path_is_about_its_chance_only(tmp_path: Path) -> None:
    line = HELP.replace("2 uur per week", "30 uur per week")
    path = GOOD[: GOOD.index(HELP)].rsplit("  - pad: ", 1)[1].partition("\n")[0]
    found = problems(
        tmp_path, (HELP, line), (f"pad: {path}\n", f"pad: {path}\n    klopt: zo is het gegaan\n")
    )
    assert fields(found) == ["aantal"]


def test_a_case_answers_for_itself(tmp_path: Path) -> None:
    change = ("toerekening:", "lotkans: 0.5%\ntoerekening:")
    answer = ("toerekening:", "klopt: {lotkans: zo is er geloot}\ntoerekening:")
    assert "lotkans" in fields(problems(tmp_path, change))
    assert "lotkans" not in fields(problems(tmp_path, change, answer))


def test_answers_by_field_go_through_a_form_unchanged(tmp_path: Path) -> None:
    data = {"inzet": [{"wat": "x", "klopt": {"aantal": "echt 40 uur", "duur": "zo lang"}}]}
    assert left_out(data) == []
    lost = {"inzet": [{"wat": "x", "klopt": {"aantal": "veel; duur: niets"}}]}
    assert left_out(lost) == ["inzet.klopt.aantal"]
    said = LineAnswers.model_validate({"aantal": "echt 40 uur", "duur": "zo lang"})
    assert str(said) == "aantal: echt 40 uur; duur: zo lang"


# ---------------------------------------------------------------- an own book


def _ask_of_own_book(folder: Path, usual_said: str, quantity: str) -> list[Problem]:
    write_gids(folder)
    write_dorp(folder, ("prijzen.yaml", "    vervangt: ja", f"    vervangt: ja\n{usual_said}"))
    text = GOOD.replace(HELP, f"{{prijs: wmo.poetshulp, aantal: {quantity}}}")
    cases = folder / "casussen"
    cases.mkdir()
    (cases / "x.yaml").write_text(text, "utf-8")
    return list(load_cases(cases, prices=load_prices(folder / "dorp" / "2025.1")).problems)


def test_a_price_of_an_own_book_says_what_is_usual_of_it(tmp_path: Path) -> None:
    said = "    gebruikelijk: {totaal: {laag: 5 uur, hoog: 40 uur}, waarom: zo staat het in de verordening}\n"
    found = _ask_of_own_book(tmp_path, said, "60 uur")
    (asked,) = [problem for problem in found if problem.slug == "buiten_gebruikelijk"]
    assert "meestal hoogstens 40 uur in totaal (zegt dorp@2025.1)" in asked.cause


# ---------------------------------------------------------------- beside other cases


def _base(folder: Path, odd: str, usual_line: str = WORK) -> list[Problem]:
    (folder / "programma.yaml").write_text(programme_text(closed=12), "utf-8")
    name = GOOD.partition("\n")[0]
    for number in range(12):
        text = GOOD.replace(name, f"casus: vb-2025-{number:02d}").replace(
            WORK, odd if number == 7 else usual_line
        )
        (folder / f"vb-2025-{number:02d}.yaml").write_text(text, "utf-8")
    return [problem for problem in load_cases(folder).problems if problem.slug == "anders_dan_anderen"]


@pytest.mark.parametrize(
    ("odd", "field"),
    [
        (WORK.replace("9 uur", "180 uur"), ["aantal"]),
        (WORK.replace("9 uur", "70 uur"), []),
        (WORK.replace("9 uur}", "180 uur, klopt: heel veel bezoeken}"), []),
    ],
)
def test_work_is_compared_with_that_of_other_cases_of_the_programme(
    odd: str, field: list[str], tmp_path: Path
) -> None:
    found = _base(tmp_path, odd)
    assert fields(found) == field
    assert all(problem.file.endswith("vb-2025-07.yaml") for problem in found)
    assert all("20 keer zo veel" in problem.cause for problem in found)


def test_numbers_that_differ_much_among_each_other_leave_room(tmp_path: Path) -> None:
    assert _base(tmp_path, WORK.replace("9 uur", "180 uur")) != []
    for number in range(12):
        path = tmp_path / f"vb-2025-{number:02d}.yaml"
        if number != 7:
            path.write_text(path.read_text("utf-8").replace("9 uur", f"{2 ** (number % 6)} uur"), "utf-8")
    assert not [p for p in load_cases(tmp_path).problems if p.slug == "anders_dan_anderen"]


def test_a_form_asks_and_is_answered_the_same_way(tmp_path: Path) -> None:
    answers = "{aantal: nageteld, duur: zo lang duurt het}"
    read = load_form(
        form(tmp_path / "x.xlsx", text=GOOD.replace(HELP, answered(answers))), tmp_path / "x.yaml"
    )
    assert read.problems == ()
    (tmp_path / "x.yaml").write_text(read.text, "utf-8")
    (loaded,) = load_cases(tmp_path / "x.yaml")
    said = [line.confirmed for path in loaded.case.without for line in path.care if line.confirmed]
    assert said == [LineAnswers.model_validate({"aantal": "nageteld", "duur": "zo lang duurt het"})]
    plain = form(tmp_path / "y.xlsx", text=GOOD.replace(HELP, answered("nageteld")))
    (which,) = load_form(plain, tmp_path / "y.yaml").problems
    assert which.slug == "klopt_welk"
    assert which.repair.startswith("vul in aantal: nageteld of duur: nageteld;")


def test_an_amount_per_unit_far_from_usual_is_asked_about_and_the_price_answers_itself(
    tmp_path: Path,
) -> None:
    slip = (("prijzen.yaml", "bedrag: 35", "bedrag: 3500"), ("prijzen.yaml", "gezien: 35", "gezien: 3500"))
    rules = LintRules(date(2025, 6, 1))
    write_gids(tmp_path / "a", *slip)
    (asked,) = lint_book(tmp_path / "a" / "gids" / "2025.1", rules)
    assert asked.slug == "bedrag_ongewoon"
    said = asked.repair.partition("zet dan bij deze prijs ")[2]
    write_gids(tmp_path / "b", *slip, ("prijzen.yaml", "  wmo.poetshulp:", f"  wmo.poetshulp:\n    {said}"))
    assert lint_book(tmp_path / "b" / "gids" / "2025.1", rules) == []
