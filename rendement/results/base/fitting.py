"""Cases read with one price book may be valued with another, or in another year: do they fit that too?"""

from collections.abc import Iterable

from rendement.model.price import PriceBook
from rendement.model.settings import Settings
from rendement.reading.cases.price_checks import check_prices, check_programme_payers
from rendement.reading.complaints.problems import Problem, ReadingError, errors
from rendement.reading.loading.loaded import LoadedCase, LoadedProgramme, source_of
from rendement.reading.yaml.text import Text


def must_fit(
    filed: Iterable[LoadedCase], programmes: Iterable[LoadedProgramme], book: PriceBook, settings: Settings
) -> None:
    """Raises ReadingError with the place of everything this book, price year or horizon cannot value."""
    terms = (book.content_hash, settings.price_year, settings.regime.horizon.likely_years)
    problems = [
        problem
        for loaded in filed
        if loaded.checked_with != terms
        for problem in _misfits(loaded, book, settings)
    ]
    for home in programmes:
        if home.book.content_hash != book.content_hash:
            problems += check_programme_payers(home.text, home.programme, book)
    if problems:
        raise ReadingError(problems)


def _misfits(loaded: LoadedCase, book: PriceBook, settings: Settings) -> list[Problem]:
    """Almost always none, so the file is opened again only when there is something to point at."""
    horizon = settings.regime.horizon.likely_years
    year = settings.price_year
    if not errors(check_prices(Text(loaded.file, ""), loaded.case, book, year, horizon)):
        return []
    return errors(check_prices(source_of(loaded), loaded.case, book, year, horizon))
