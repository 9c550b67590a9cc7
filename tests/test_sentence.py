"""M24: a sentence of at most 60 words, each part only where it is so, and an account of all else."""

import re
from dataclasses import replace
from pathlib import Path

import pytest
from builders import as_read
from hypothesis import given, settings
from thorough import examples
from workbook_bases import bases, demo, full, with_convention
from written import case_text, programme_text, read, small_book, write

import rendement as rd
from rendement.asking.business_case import BusinessCase, business_case
from rendement.model.settings import Selection
from rendement.reading.loading.load import load_cases
from rendement.results.account.provenance import provenance_table, provenance_words
from rendement.results.doubt.compare import varied
from rendement.results.doubt.uncertainty import Outcome, band_words

EXAMPLES = Path(__file__).parent.parent / "examples"
FOLDERS = sorted(path.name for path in EXAMPLES.iterdir() if (path / "programma.yaml").exists())
WIDE = Outcome("saldo", 0.0, -98_765_432.0, 0.0, 98_765_432.0, 1.0, 0.5, 0.01, 0.0)
"""A band of the longest amounts."""
ROOM = 60


def words(text: str) -> int:
    """Every amount counts as two: its sign and its number."""
    return len(text.split())


def sentences(bc: BusinessCase) -> list[str]:
    """With and without a band, for everybody and for who may see no small numbers."""
    return [
        bc.sentence(band, least, cash=cash)
        for band in (None, band_words(WIDE))
        for least in (1, 5, 200)
        for cash in (True, False)
    ]


def one(folder: Path, text: str = "", **programme: object) -> BusinessCase:
    told = programme_text(**{"closed": 1, **programme})  # type: ignore[arg-type]
    return business_case(read(folder, text or case_text(), programme=told))


# ---------------------------------------------------------------- at most 60 words


def test_the_longest_sentence_leaves_room_for_a_forecast(tmp_path: Path) -> None:
    """Three ways of choosing, few unfiled, costs incomplete, drop-off and a yearly convention."""
    book = small_book(tmp_path)
    told = {"a": (4, "uitgekozen"), "b": (2, "alle"), "l": (3, "loting")}
    for name, (closed, chosen) in told.items():
        home = tmp_path / "casussen" / name
        write(home, "programma.yaml", programme_text(name, closed, chosen, regime="sroi-2012"))
        for number in (1, 2):
            write(home, f"{number}.yaml", case_text(f"{name}-{number}") + "afbouw: 30%\n")
    bc = business_case(load_cases(tmp_path / "casussen", prices=book))
    longest = max(sentences(bc), key=words)
    for part in (
        "minder dan",
        "niet ingediende",
        "beoordeeld",
        "afbouw",
        "jaareinde",
        "8 van 10",
        "hoogstens",
    ):
        assert part in longest
    assert words(longest) < ROOM


@pytest.mark.parametrize("folder", FOLDERS)
def test_at_most_sixty_words_for_every_programme(folder: str) -> None:
    bc = rd.business_case(rd.load_cases(EXAMPLES / folder))
    assert max(map(words, sentences(bc))) <= ROOM


def test_at_most_sixty_words_for_all_programmes_together() -> None:
    bc = demo()
    said = sentences(bc)
    assert max(map(words, said)) <= ROOM
    counted = f"{bc.filed} van {bc.closed} casussen (deels alle, geloot, uitgekozen)"
    assert all(counted in text for text in said[:2])


@settings(max_examples=examples(100), deadline=None)
@given(bases())
def test_at_most_sixty_words_for_whatever_may_be_filed(bc: BusinessCase) -> None:
    for text in sentences(bc):
        assert words(text) <= ROOM, text
        assert text.startswith("Inschatting, geen effectmeting; ")


@pytest.mark.parametrize("convention", ["continu", "begin", "midden", "eind"])
def test_at_most_sixty_words_with_everything_in_it(convention: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Three ways of choosing, missing costs, drop-off, a yearly convention, a forecast year, long amounts."""
    monkeypatch.setattr("rendement.results.account.sentence.forecasts", lambda bc: ["cpi"])
    bc = with_convention(demo(), convention)
    first = bc.denominators[0]
    bare = replace(first, closed=1_234, selection=Selection.CHOSEN, cost_given=False)
    bc = replace(bc, denominators=(bare, *bc.denominators[1:]))
    for text in sentences(bc):
        assert words(text) <= ROOM, text
    assert "kosten onvolledig" in bc.sentence()
    assert "(raming)" in bc.sentence()
    assert "afbouw" in bc.sentence()


# ---------------------------------------------------------------- each part iff it is so


def test_the_order(tmp_path: Path) -> None:
    bc = one(tmp_path, closed=3, chosen="uitgekozen", regime="mkba-2021")
    said = bc.sentence(band_words(WIDE)).rstrip(".").split("; ")
    for part, pattern in zip(
        said,
        (
            r"Inschatting, geen effectmeting",
            r"1 van 3 casussen \(uitgekozen\)",
            r"kosten onvolledig: de inzet van 2 casussen ontbreekt",
            r"door niemand anders beoordeeld",
            r"euro's van 2025",
            r"2,25 % per jaar, horizon 12 maanden",
            r"saldo 8 van 10 keer -?€ -?98.765.432 tot € 98.765.432",
            r"verzilverbaar: niet vastgesteld \(hoogstens € 200\)",
        ),
        strict=True,
    ):
        assert re.fullmatch(pattern, part.replace("−", "-").replace("\xa0", " ")), part


@pytest.mark.parametrize("cost", [True, False])
@pytest.mark.parametrize("chosen", ["alle", "loting", "uitgekozen"])
def test_incomplete_costs_iff_they_are(chosen: str, cost: bool, tmp_path: Path) -> None:
    extra = "kosten: {bedrag: 500, prijspeil: 2025, betalers: {gemeente: 100%}, bron: test}\n" if cost else ""
    bc = one(tmp_path, closed=1 if chosen == "alle" else 4, chosen=chosen, extra=extra)
    assert ("kosten onvolledig" in bc.sentence()) == (not bc.costs_complete)
    assert bc.costs_complete == (cost or chosen != "uitgekozen")


@pytest.mark.parametrize("drop", ["", "afbouw: 20%\n"])
@pytest.mark.parametrize("convention", ["continu", "begin", "midden", "eind"])
def test_drop_off_and_convention_iff_there_is_any(convention: str, drop: str, tmp_path: Path) -> None:
    bc = with_convention(one(tmp_path, case_text() + drop), convention)
    said = bc.sentence()
    assert ("afbouw" in said) == bool(drop)
    assert ("geteld per jaar" in said) == (convention != "continu")


def test_drop_off_in_few_cases_is_not_told(tmp_path: Path) -> None:
    bc = one(tmp_path, case_text() + "afbouw: 20%\n")
    assert "afbouw" in bc.sentence()
    assert "afbouw" not in bc.sentence(at_least=5)


@pytest.mark.parametrize("name", sorted(rd.load_settings().cashability))
def test_at_most_iff_it_is_an_upper_bound(name: str, tmp_path: Path) -> None:
    bc = varied(one(tmp_path), None, {"cashability": name})
    assert ("(hoogstens " in bc.sentence()) == bc.settings.cashability.upper_bound
    assert ("(aangenomen " in bc.sentence()) == (not bc.settings.cashability.upper_bound)
    assert "verzilverbaar: niet vastgesteld (" in bc.sentence()
    assert bc.sentence(cash=False).endswith("verzilverbaar: niet vastgesteld.")


# ---------------------------------------------------------------- what moves a figure is told


REGIME = {
    **{"titel": "Eigen", "disconto": 0.0225, "conventie": "continu", "horizon": "12 maanden"},
    **{"vanaf": "2025-01-01", "bron": "test"},
}


@pytest.mark.parametrize(
    "change",
    [{"disconto": 0.05}, {"conventie": "eind"}, {"horizon": "6 maanden"}, {"horizon": "18 maanden"}],
    ids=str,
)
def test_a_regime_that_moves_a_figure_moves_the_sentence(change: dict[str, object], tmp_path: Path) -> None:
    """Under one and the same name: also then it is not the same sentence, nor the same account."""
    bc = full(tmp_path)
    kind = type(bc.settings.regime)

    def under(given: dict[str, object]) -> BusinessCase:
        regime = kind.model_validate(as_read(given))
        return replace(bc, settings=bc.settings.model_copy(update={"regime": regime, "regime_name": "eigen"}))

    now, then = under(REGIME), under({**REGIME, **change})
    assert now.net != then.net
    assert now.sentence() != then.sentence()
    assert provenance_words(now.provenance()) != provenance_words(then.provenance())


def test_every_set_has_its_mark_in_the_account(tmp_path: Path) -> None:
    bc = full(tmp_path)
    sets = {"disconto", "realisme", "verzilvering", "samenhang", "prijsspreiding", "prijzen", "casussen"}
    marked = {stated.what: stated.mark for stated in bc.provenance() if stated.mark}
    assert sets <= set(marked)
    assert all(re.fullmatch(r"[0-9a-f]{64}", mark) for mark in marked.values())
    found = bc.uncertainty(200, seed=7)
    drawn = {stated.what: stated.name for stated in found.made}
    assert (drawn["zaad"], drawn["trekkingen"], drawn["rekenwijze"]) == ("7", "200", "alles")
    assert provenance_table(found.made).to_dicts() == found.to_dict()["verantwoording"]


def test_names_of_sets_are_not_in_the_sentence(tmp_path: Path) -> None:
    bc = full(tmp_path, regime="mkba-2021")
    for name in (bc.settings.regime_name, bc.settings.cashability_name, bc.book.name, bc.case_hash[:12]):
        assert name not in bc.sentence()
        assert name in provenance_words(bc.provenance())


def test_small_numbers_are_in_neither(tmp_path: Path) -> None:
    texts = [case_text(f"p-{place}") for place in range(6)]
    bc = business_case(read(tmp_path, *texts, programme=programme_text(closed=8, chosen="uitgekozen")))
    assert "6 casussen, minder dan 5 ontbreken (uitgekozen)" in bc.sentence(at_least=5)
    assert "2 casussen" not in bc.sentence(at_least=5)
