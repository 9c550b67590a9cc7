"""Verbs and results about whole books: vergelijk, effect, controleer, nieuw, exporteer; weak prices."""

import csv
import io
import json
import math
from datetime import date
from pathlib import Path

import gallery_books
import pytest
import typer
from gallery import complaints
from local_books import Change, write_dorp, write_files, write_gids
from written import case_text, programme_text, write, write_book

from rendement.asking.business_case import business_case
from rendement.cli import app as application
from rendement.cli.app import run
from rendement.model.price import PriceBook
from rendement.reading.books.price_books import available_books, load_prices
from rendement.reading.complaints.problems import ReadingError, errors
from rendement.reading.keeping.lint import LintRules, lint_book
from rendement.reading.loading.load import load_cases
from rendement.reports.book_csv import HEADERS, book_csv
from rendement.results.account.provenance import provenance_words
from rendement.results.books.book_difference import Why, compare_books
from rendement.results.books.effect import book_effect
from rendement.words.misuse import CannotAdd

TODAY = date(2025, 6, 1)
RELEASED = date(2026, 11, 22)


def gids(folder: Path, *changes: Change) -> PriceBook:
    return load_prices(write_gids(folder, *changes))


# ---------------------------------------------------------------- compare


CHANGES: tuple[tuple[str, tuple[Change, ...], set[Why]], ...] = (
    ("correction", (("prijzen.yaml", "bedrag: 35", "bedrag: 36"),), {Why.CORRECTION}),
    (
        "new price year",
        (("prijzen.yaml", "prijspeil: 2024", "prijspeil: 2025"),),
        {Why.NEW_YEAR},
    ),
    ("source", (("prijzen.yaml", "vindplaats: tabel 1", "vindplaats: tabel 9"),), {Why.SOURCE}),
    ("payer", (("prijzen.yaml", "{gemeente: 100%}", "{inwoner: 100%}"),), {Why.PAYER}),
    ("kind", (("prijzen.yaml", "soort: verzilverbaar", "soort: capaciteit"),), {Why.KIND}),
    ("variable", (("prijzen.yaml", "variabel: 100%", "variabel: 40%"),), {Why.VARIABLE}),
    ("costing", (("prijzen.yaml", "kosten: gemiddeld", "kosten: marginaal"),), {Why.COSTING}),
    ("unit", (("prijzen.yaml", "eenheid: uur", "eenheid: week"),), {Why.UNIT}),
    ("index", (("indexen.yaml", "2025: 103", "2025: 104"),), {Why.INDEX}),
    ("words", (("prijzen.yaml", "poetshulp, schoonmaak", "poetshulp, ramen"),), {Why.WORDS}),
    ("new", (("prijzen.yaml", "wmo.poetshulp", "wmo.poetshulp-thuis"),), {Why.GONE, Why.NEW}),
)


@pytest.mark.parametrize(("changes", "why"), [c[1:] for c in CHANGES], ids=[c[0] for c in CHANGES])
def test_why_a_price_changed(tmp_path: Path, changes: tuple[Change, ...], why: set[Why]) -> None:
    difference = compare_books(gids(tmp_path / "a"), gids(tmp_path / "b", *changes))
    found = {reason for change in difference.changes for reason in change.why}
    assert found == why
    assert all(change.key.startswith("wmo.") for change in difference.changes)


def test_equal_books_have_no_difference(tmp_path: Path) -> None:
    difference = compare_books(gids(tmp_path / "a"), gids(tmp_path / "b"))
    assert (difference.changes, difference.same) == ((), 2)


def test_by_how_much_at_one_price_level(tmp_path: Path) -> None:
    old = gids(tmp_path / "a")
    new = gids(
        tmp_path / "b",
        ("prijzen.yaml", "prijspeil: 2024\n        bedrag: 35", "prijspeil: 2025\n        bedrag: 38"),
    )
    (change,) = compare_books(old, new).changes
    assert change.why == (Why.NEW_YEAR,)
    assert change.before == pytest.approx(35 * 103 / 100)
    assert change.after == 38
    assert change.ratio == pytest.approx(38 / (35 * 1.03))
    assert change.note == "€ 35,00 (2024) → € 38,00 (2025)"


def test_an_amount_is_not_compared_over_units_or_beyond_the_series(tmp_path: Path) -> None:
    old, new = gids(tmp_path / "a"), gids(tmp_path / "b", ("prijzen.yaml", "eenheid: uur", "eenheid: week"))
    (change,) = compare_books(old, new).changes
    assert (change.ratio, change.unit) == (None, "uur → week")
    assert {change.before for change in compare_books(old, new, 2031).changes} == {None}


def test_a_local_replacement_is_named_as_such(tmp_path: Path) -> None:
    old = gids(tmp_path)
    (change,) = compare_books(old, load_prices(write_dorp(tmp_path))).changes
    assert set(change.why) == {Why.REPLACED, Why.PAYER, Why.NEW_YEAR}
    assert "bron gids → tarieven" in change.note


def test_compare_on_the_screen_and_as_json(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    books = [str(write_gids(tmp_path)), str(write_dorp(tmp_path))]
    assert run(["prijzen", "vergelijk", *books]) == 0
    page = capsys.readouterr().out
    assert "wmo.poetshulp  € 36,05 → € 38,00 per uur  (5,4 %)  [lokaal vervangen" in page
    assert "1 prijs anders" in page
    assert run(["prijzen", "vergelijk", *books, "--json"]) == 0
    record = json.loads(capsys.readouterr().out)
    assert [row["prijs"] for row in record["anders"]] == ["wmo.poetshulp"]
    assert record["boeken"][0]["hash"] == load_prices(books[0]).content_hash
    assert run(["prijzen", "vergelijk", *books, "--prijspeil", "2099"]) == 2
    assert run(["prijzen", "vergelijk", books[0], books[0]]) == 0
    assert "Geen verschil: 2 prijzen zijn gelijk." in capsys.readouterr().out


# ---------------------------------------------------------------- effect


@pytest.fixture
def home(tmp_path: Path) -> Path:
    folder = tmp_path / "casussen"
    write(folder, "programma.yaml", programme_text(closed=3))
    for number, hours in enumerate((10, 4, 0), 1):
        text = case_text(f"proef-{number}", hulp=hours or 1)
        write(
            folder,
            f"c{number}.yaml",
            text if hours else text.replace("hulp.uur", "zorg.zitting").replace("1 uur", "1"),
        )
    return folder


def test_effect_says_which_cases_and_prices_move(tmp_path: Path, home: Path) -> None:
    old = load_prices(write_book(tmp_path / "oud"))
    new = load_prices(write_book(tmp_path / "nieuw", amounts={"hulp.uur": 50, "inzet.uur": 45}))
    found = book_effect([home], old, new)
    net = {row["wat"]: row["verschil"] for row in found.totals()}["netto"]
    assert net == pytest.approx((10 + 4) * 0.5 * 10 + 3 * 2 * 5)
    assert sum(found.cases().column("verschil")) == pytest.approx(net)
    assert sum(found.prices().column("verschil")) == pytest.approx(net)
    assert found.prices().column("prijs") == ["hulp.uur", "inzet.uur"]
    assert set(found.prices().column("waarom")) == {"ander bedrag"}
    assert found.cases().column("casus") == ["proef-1", "proef-2", "proef-3"]


def test_effect_of_programme_costs_is_the_same_sum(tmp_path: Path, home: Path) -> None:
    cost = "kosten: {bedrag: 900, prijspeil: 2025, betalers: {gemeente: 100%}, bron: begroting}\n"
    write(home, "programma.yaml", programme_text(closed=3, extra=cost))
    old = load_prices(write_book(tmp_path / "oud"))
    new = load_prices(write_book(tmp_path / "nieuw", amounts={"inzet.uur": 45, "hulp.uur": 41}))
    found = book_effect([home], old, new)
    net = {row["wat"]: row["verschil"] for row in found.totals()}["netto"]
    assert net == pytest.approx(7), "the programme costs what it costs"
    assert sum(found.prices().column("verschil")) == pytest.approx(net)
    assert sum(found.cases().column("verschil")) == pytest.approx(net)


def test_the_same_book_moves_nothing(tmp_path: Path, home: Path) -> None:
    book = load_prices(write_book(tmp_path / "boek"))
    found = book_effect([home], book, book)
    assert (len(found.cases()), len(found.prices())) == (0, 0)
    assert found.totals().column("verschil") == [0, 0, 0, 0]


def test_a_case_that_one_book_cannot_value_is_named(
    tmp_path: Path, home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    one = write_book(tmp_path / "een")
    other = write_book(tmp_path / "ander")
    text = (other / "prijzen.yaml").read_text("utf-8").replace("zorg.zitting:", "zorg.keer:")
    (other / "prijzen.yaml").write_text(text, "utf-8")
    found = book_effect([home], load_prices(one), load_prices(other))
    assert found.left_out == ("proef-3",)
    assert [problem.slug for problem in found.problems] == ["prijs_onbekend"]
    assert run(["prijzen", "effect", str(one), str(other), str(home)]) == 1
    assert "proef-3" in capsys.readouterr().err


def test_effect_without_a_common_case_is_refused(tmp_path: Path, home: Path) -> None:
    small = load_prices(write_book(tmp_path / "een"))
    with pytest.raises(CannotAdd, match="geen casus"):
        book_effect([home], small, gids(tmp_path))


def test_effect_on_the_screen_and_as_json(
    tmp_path: Path, home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    books = [str(write_book(tmp_path / "oud")), str(write_book(tmp_path / "nieuw", amounts={"hulp.uur": 50}))]
    assert run(["prijzen", "effect", *books, str(home)]) == 0
    assert "casussen die verschuiven" in capsys.readouterr().out
    assert run(["prijzen", "effect", *books, str(home), "--json"]) == 0
    record = json.loads(capsys.readouterr().out)
    assert [row["casus"] for row in record["casussen"]] == ["proef-1", "proef-2"]


# ---------------------------------------------------------------- lint


@pytest.mark.parametrize("name", available_books())
def test_lint_is_clean_on_what_is_shipped(name: str) -> None:
    problems = lint_book(name, LintRules(RELEASED))
    print(f"\n{name}: {len(problems)} keer let op")
    assert errors(problems) == []


def test_lint_is_silent_on_a_good_book(tmp_path: Path) -> None:
    write_gids(tmp_path)
    assert lint_book(tmp_path / "gids", LintRules(TODAY)) == []
    assert lint_book(write_dorp(tmp_path), LintRules(TODAY)) == []


PLANTED: dict[str, tuple[Change, ...]] = {
    **gallery_books.LINT,
    "schatting_volgorde": (("prijzen.yaml", "laag: 8, hoog: 10", "laag: 10, hoog: 8"),),
    "prijs_betalers_som": (("prijzen.yaml", "gemeente: 50%, inwoner: 50%", "gemeente: 50%, inwoner: 40%"),),
    "bron_onbekend": (("prijzen.yaml", "bron: gids", "bron: gisd"),),
    "ontbreekt": (("prijzen.yaml", "        gecontroleerd: 2025-03-01\n", ""),),
}


@pytest.mark.parametrize("slug", PLANTED)
def test_every_planted_error_is_found_and_fails(
    slug: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = write_gids(tmp_path, *PLANTED[slug])
    problems = lint_book(folder, LintRules(TODAY))
    assert slug in {problem.slug for problem in problems}
    monkeypatch.setattr("rendement.cli.books.date", type("June", (), {"today": staticmethod(lambda: TODAY)}))
    assert run(["prijzen", "controleer", str(folder), "--streng"]) == 1
    code = 1 if errors(problems) else 0
    assert run(["prijzen", "controleer", str(folder)]) == code
    assert next(p for p in problems if p.slug == slug).code in capsys.readouterr().out


def test_a_half_filled_book_is_not_done(tmp_path: Path) -> None:
    write_gids(tmp_path)
    assert run(["prijzen", "nieuw", "dorp", "--op", str(tmp_path / "gids"), "--map", str(tmp_path)]) == 0
    sources = next(tmp_path.glob("dorp/*/bronnen.yaml"))
    sources.write_text(sources.read_text("utf-8").replace(" (vul in)", ""), "utf-8")
    left = lint_book(tmp_path / "dorp", LintRules(date.today()))
    assert {problem.file.rpartition("/")[2] for problem in errors(left)} == {"prijzen.yaml"}


def test_lint_knows_how_old_is_old(tmp_path: Path) -> None:
    folder = write_gids(tmp_path)
    old = LintRules(date(2026, 1, 1), price_years=1)
    assert {problem.slug for problem in lint_book(folder, old)} == {"prijspeil_oud_zonder_uitleg"}
    stale = LintRules(date(2026, 6, 1), check_years=1)
    assert {problem.slug for problem in lint_book(folder, stale)} == {"controle_verouderd"}


def test_lint_of_a_local_book_looks_at_its_own_entries_only(tmp_path: Path) -> None:
    write_gids(tmp_path, ("prijzen.yaml", "bedrag: 35", "bedrag: 53"))
    assert lint_book(write_dorp(tmp_path), LintRules(TODAY)) == []


def test_lint_of_an_unknown_book() -> None:
    with pytest.raises(ReadingError, match="R506"):
        lint_book("landelik", LintRules(TODAY))


def test_an_own_book_by_its_name_is_pointed_to(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_gids(tmp_path / "pricebooks")
    monkeypatch.chdir(tmp_path)
    with pytest.raises(ReadingError, match=r"kies uit: de map pricebooks/gids/, landelijk@"):
        load_prices("gids")


def test_lint_as_json(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = write_gids(tmp_path, ("prijzen.yaml", "bedrag: 35", "bedrag: 53"))
    assert run(["prijzen", "controleer", str(folder), "--json"]) == 1
    assert "R631" in {row["code"] for row in json.loads(capsys.readouterr().out)}


# ---------------------------------------------------------------- a new book


def test_a_new_book_can_be_used_and_wants_to_be_filled_in(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["prijzen", "nieuw", "ons-dorp", "--map", str(tmp_path)]) == 0
    said = capsys.readouterr().err
    book = load_prices(tmp_path / "ons-dorp")
    national = load_prices("landelijk")
    assert book.parent is not None
    assert book.header.parent is not None
    assert book.header.parent.content_hash == national.content_hash
    assert len(book.own) == 1
    assert str(tmp_path / "ons-dorp") in said
    (key,) = book.own
    assert math.isclose(book.prices[key].newest.mean, national.prices[key].newest.mean, abs_tol=0.005)
    found = lint_book(tmp_path / "ons-dorp", LintRules(date.today()))
    assert {problem.slug for problem in found} == {"niet_ingevuld"}
    assert {problem.file.rpartition("/")[2] for problem in found} == {"bronnen.yaml", "prijzen.yaml"}


def test_a_new_book_with_the_prices_one_names(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    asked = ("--prijs", "wmo.begeleiding", "--prijs", "wlz.verpleeghuis", "--prijs", "wmo.begeleiding")
    assert run(["prijzen", "nieuw", "dorp", "--map", str(tmp_path), *asked]) == 0
    book, national = load_prices(tmp_path / "dorp"), load_prices("landelijk")
    assert book.own == {"wmo.begeleiding", "wlz.verpleeghuis"}
    for key in book.own:
        same = {
            "label",
            "unit",
            "payers",
            "kind",
            "variable_share",
            "includes",
            "words",
            "index",
            "judgement",
        }
        assert all(getattr(book.prices[key], f) == getattr(national.prices[key], f) for f in same), key
    assert run(["prijzen", "nieuw", "stad", "--map", str(tmp_path), "--prijs", "wmo.begeleidin"]) == 2
    assert "wmo.begeleiding" in capsys.readouterr().err
    assert not (tmp_path / "stad").exists()


def test_a_new_book_can_start_with_any_price(tmp_path: Path) -> None:
    national = load_prices("landelijk")
    asked = [word for key in national.prices for word in ("--prijs", key)]
    assert run(["prijzen", "nieuw", "alles", "--map", str(tmp_path), *asked]) == 0
    book = load_prices(tmp_path / "alles")
    assert book.own == set(national.prices)
    for key in book.own:
        own, old = book.prices[key].newest.mean, national.prices[key].newest.mean
        assert math.isclose(own, old, abs_tol=5e-5), key


def test_a_composed_price_comes_with_its_components(tmp_path: Path) -> None:
    key = "welzijn.sociaal-makelaar"
    assert run(["prijzen", "nieuw", "dorp", "--map", str(tmp_path), "--prijs", key]) == 0
    own = load_prices(tmp_path / "dorp").prices[key].newest
    national = load_prices("landelijk").prices[key].newest
    parts = [
        [(part.name, part.value, part.operation, part.unit) for part in v.composition]
        for v in (own, national)
    ]
    assert parts[0] == parts[1]
    assert own.mean == national.mean
    assert {part.source for part in own.composition} == {"dorp-tarieven"}


def test_a_new_book_never_overwrites(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for code in (0, 1):
        assert run(["prijzen", "nieuw", "dorp", "--map", str(tmp_path)]) == code
    assert "blijft zoals het is" in capsys.readouterr().err
    for name in ("Ons Dorp", "landelijk"):
        assert run(["prijzen", "nieuw", name, "--map", str(tmp_path)]) == 2
    assert sorted(path.name for path in tmp_path.iterdir()) == ["dorp"]


def test_a_new_book_on_another_book(tmp_path: Path) -> None:
    write_gids(tmp_path)
    assert run(["prijzen", "nieuw", "dorp", "--op", str(tmp_path / "gids"), "--map", str(tmp_path)]) == 0
    assert load_prices(tmp_path / "dorp").own == {"wmo.maaltijd"}


# ---------------------------------------------------------------- export


def test_csv_has_every_value_with_its_sources(tmp_path: Path) -> None:
    write_gids(tmp_path)
    book = load_prices(write_dorp(tmp_path))
    rows = list(csv.DictReader(io.StringIO(book_csv(book)), delimiter=";"))
    assert tuple(rows[0]) == HEADERS
    meal, cleaning = rows
    assert (meal["laag"], meal["hoog"], meal["gemiddelde"]) == ("8", "10", "9")
    assert cleaning["uit boek"].startswith("dorp@2025.1, vervangt gids@2025.1")
    assert "bladzijde 2" in cleaning["bronnen"]
    assert cleaning["adressen"] == "https://example.org/dorp"
    assert meal["licenties"] == "CC0; CC0", "one for each observation, in their order"


@pytest.mark.parametrize("evil", ["=1+1", "+1", "-1", "@SUM(A1)", '=HYPERLINK("http://x")'])
def test_text_never_becomes_a_formula(tmp_path: Path, evil: str) -> None:
    book = gids(tmp_path, ("prijzen.yaml", "Hulp in huis, per uur", f"'{evil}'"))
    cells = [cell for row in csv.reader(io.StringIO(book_csv(book)), delimiter=";") for cell in row]
    assert f"'{evil}" in cells
    assert not any(cell.startswith(("=", "+", "-", "@")) for cell in cells)


def test_export_opens_in_excel_and_is_whole_or_not_at_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "prijzen.csv"
    book = str(write_gids(tmp_path))
    assert run(["prijzen", "exporteer", book, "-o", str(target)]) == 0
    raw = target.read_bytes()
    assert raw.startswith(b"\xef\xbb\xbfprijs;naam;")

    def fails(_book: PriceBook) -> str:
        raise OSError(28, "vol", str(target))

    monkeypatch.setattr("rendement.reports.book_csv.book_csv", fails)
    assert run(["prijzen", "exporteer", book, "-o", str(target)]) == 3
    assert target.read_bytes() == raw
    assert run(["prijzen", "exporteer", book, "-o", str(tmp_path / "nergens" / "x.csv")]) == 3
    capsys.readouterr()


# ---------------------------------------------------------------- help, and weak prices


@pytest.mark.parametrize(
    "verb", ["zoek", "lijst", "toon", "vergelijk", "effect", "controleer", "nieuw", "exporteer"]
)
def test_every_help_page_teaches_with_an_example(verb: str) -> None:
    group = typer.main.get_command(application.app)
    context = typer.Context(group)
    prices = group.get_command(context, "prijzen")  # type: ignore[attr-defined]
    page = prices.get_command(context, verb).get_help(context)
    assert f"Voorbeeld:  rendement prijzen {verb} " in page
    assert "Gebruik: " in page


def weak_case(folder: Path, *changes: Change) -> Path:
    """The one case of the gallery, with a changed book."""
    gallery_books._case(*changes)(folder)
    return folder


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ((("prijzen.yaml", "graad: A", "graad: B-"),), "graad B-"),
        (gallery_books.CASES["prijs_oud"], "prijspeil 2014"),
        (gallery_books.CASES["prijs_afgelopen"], "gold tot en met 31 dec 2024"),
        (gallery_books.CASES["prijs_raming"], "raming van reeks cpi"),
    ],
)
def test_a_weak_price_is_flagged_in_every_result(
    tmp_path: Path, changes: tuple[Change, ...], words: str
) -> None:
    weak_case(tmp_path, *changes)
    book = load_prices(tmp_path / "gids")
    files = [tmp_path / "programma.yaml", tmp_path / "vb-2025-01.yaml"]
    bc = business_case(load_cases(*files, prices=book), book)
    (row,) = bc.weak_prices()
    assert row["prijs"] == "wmo.poetshulp"
    assert row["waarom zwak"] == words
    assert row["deel van de baten"] == 1
    assert "100 % van de baten leunt op 1 minder zekere prijs" in provenance_words(bc.provenance())
    assert words in dict(bc.explain("vb-2025-01").line("z1.1").rows())["let op"]
    assert words in " ".join(repr(bc).split())


def test_help_that_came_extra_leans_on_its_price_too(tmp_path: Path) -> None:
    weak_case(tmp_path, ("prijzen.yaml", "graad: A", "graad: C"))
    text = (tmp_path / "vb-2025-01.yaml").read_text("utf-8")
    extra = "met_inzet:\n  - {prijs: wmo.maaltijd, aantal: 10}\ntoerekening"
    write(tmp_path, "vb-2025-01.yaml", text.replace("toerekening", extra))
    book = load_prices(tmp_path / "gids")
    bc = business_case(
        load_cases(tmp_path / "programma.yaml", tmp_path / "vb-2025-01.yaml", prices=book), book
    )
    cleaning, meals = 0.5 * 12 * 35 * 1.03, 10 * 9 * 1.03
    assert bc.weak_prices().column("deel van de baten") == [pytest.approx(cleaning / (cleaning + meals))]


def test_a_firm_price_is_not_flagged(tmp_path: Path) -> None:
    weak_case(tmp_path)
    book = load_prices(tmp_path / "gids")
    bc = business_case(
        load_cases(tmp_path / "programma.yaml", tmp_path / "vb-2025-01.yaml", prices=book), book
    )
    assert len(bc.weak_prices()) == 0
    assert "minder zeker" not in provenance_words(bc.provenance()) + repr(bc)


def test_a_price_level_that_is_not_measured_yet_says_so(tmp_path: Path) -> None:
    weak_case(tmp_path, *gallery_books.CASES["prijs_raming"])
    book = load_prices(tmp_path / "gids")
    files = [tmp_path / "programma.yaml", tmp_path / "vb-2025-01.yaml"]
    bc = business_case(load_cases(*files, prices=book), book)
    assert "euro's van 2025 (raming)" in bc.sentence()
    assert "raming cpi" in provenance_words(bc.provenance())


def test_unknown_payers_of_a_set_are_told_beside_the_programme(tmp_path: Path) -> None:
    (problem,) = complaints("verzilvering_betaler", tmp_path)
    assert "gemeent" in problem.cause


def test_an_empty_local_book_is_its_parent(tmp_path: Path) -> None:
    book = gids(tmp_path)
    folder = write_dorp(tmp_path)
    (folder / "prijzen.yaml").unlink()
    local = load_prices(folder)
    assert local.prices == book.prices
    assert write_files(folder, {}) == folder
