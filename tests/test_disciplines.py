"""One list of disciplines: whoever is named to be asked can be asked (M10, M18)."""

from pathlib import Path

import pytest
from test_cli import Terminal, rendement

from rendement.asking.business_case import business_case
from rendement.model.settings import DisciplineSet
from rendement.reading.books.price_books import available_books, examples_root, load_prices
from rendement.reading.loading.load import load_cases
from rendement.reading.reviews.reviews import disciplines, review_name
from rendement.results.sensitivity.discipline import ANYONE, WHO_DID_IT, discipline_of, discipline_of_effort

__all__ = ["rendement"]
PRICES = sorted({key for book in available_books() for key in load_prices(book)})


@pytest.fixture(scope="module")
def known() -> DisciplineSet:
    return disciplines()


@pytest.mark.parametrize("price", PRICES)
def test_who_is_named_can_be_asked(price: str, known: DisciplineSet) -> None:
    named = discipline_of(price)
    assert known.roles[named].can_judge(price)
    checks = discipline_of_effort(price)
    assert checks == WHO_DID_IT or (known.roles[checks].effort and known.roles[checks].can_judge(price))


def test_one_discipline_goes_first(known: DisciplineSet) -> None:
    every = [pattern for role in known.roles.values() for pattern in role.first]
    assert len(every) == len(set(every))
    assert {pattern.partition(".")[0] for pattern in every} == {key.partition(".")[0] for key in PRICES}


def test_the_most_exact_name_goes_first() -> None:
    asked = {"ggz.poh-consult": "praktijkondersteuner", "ggz.basis": "behandelaar-ggz", "sport.les": ANYONE}
    assert {price: discipline_of(price) for price in asked} == asked


def test_who_is_named_for_the_examples_gets_a_form(rendement: Terminal, tmp_path: Path) -> None:
    cases = load_cases(examples_root() / "sociaal-recept")
    first = cases[0]
    found = business_case(cases).influences(first.case.id)
    roles = {one.ask for one in found if one.line.startswith(("z", "m")) and one.ask}
    assert roles
    for role in sorted(roles):
        form = tmp_path / review_name(Path(first.file), role).name
        done = rendement("beoordeling", "maak", first.file, "--rol", role, "-o", form)
        assert done.code == 0, done
        assert form.is_file()
