"""A price in words: how its amount came about, where it was read, what it replaced, what is weak."""

from rendement.engine.price_level import index_step
from rendement.model.price import Operation, PriceBook, PriceValue
from rendement.model.weakness import Weakness, weaknesses
from rendement.words.numbers import day, euro, percent, significant


def price_trail(book: PriceBook, key: str, target: int) -> str:
    """A price from its source year to the wanted price level, with every step (M1)."""
    price = book.prices[key]
    value = price.value_for(target)
    stated = stated_words(book, key, target)
    if value.price_year == target:
        return stated
    amount = value.mean * index_step(book, price.index, value.price_year, target)
    index = index_words(book, price.index, value.price_year, target)
    return f"{stated} × {index} = {euro(amount, 2)} (prijspeil {target}, M1)"


def stated_words(book: PriceBook, key: str, target: int) -> str:
    """A price as its source states it, with its year: `wmo.begeleiding: € 64,00 per uur (2022)`."""
    price = book.prices[key]
    value = price.value_for(target)
    stated = euro(value.mean, 2)
    if value.composition:
        stated = f"opbouw {composition_words(value)} = {stated}"
    elif value.points.low is not None:
        stated = (
            "gemiddelde van " + "–".join(euro(v, 2) for v in value.points if v is not None) + f" = {stated}"
        )
    year = f"prijspeil {target}" if value.price_year == target else str(value.price_year)
    return f"{key}: {stated} per {price.unit} ({year})"


def index_words(book: PriceBook, name: str, source: int, target: int) -> str:
    """The step between two years of a series: `108,2 ÷ 100 (cpi)`."""
    return f"{_value_words(book, name, target)} ÷ {_value_words(book, name, source)} ({name})"


def _value_words(book: PriceBook, name: str, year: int) -> str:
    """One value of a series; a forecast says so."""
    series = book.series[name]
    marked = " raming" if series.forecasts_used(year) else ""
    return f"{significant(series.values[year], 6)}{marked}"


def replaced_words(book: PriceBook, key: str) -> str:
    """What an entry of a local book took the place of, down to the root: book, hash and its newest amount."""
    return "; daarvoor ".join(
        f"{origin.book} ({origin.content_hash[:12]}): {euro(value.mean, 2)} per {origin.price.unit} "
        f"({value.price_year})"
        for origin in book.trail_of(key)[1:]
        for value in [origin.price.newest]
    )


def composition_words(value: PriceValue) -> str:
    """`25,97 × 1.878 × (1 + 41 %) ÷ 1.543 × (1 + 24 %)`."""
    words = ""
    for part in value.composition:
        plain = significant(float(part.value), 6)
        words += {
            Operation.START: plain,
            Operation.TIMES: f" × {plain}",
            Operation.DIVIDED_BY: f" ÷ {plain}",
            Operation.SURCHARGE: f" × (1 + {percent(float(part.value), 0)})",
        }[part.operation]
    return words


def origin_words(book: PriceBook, key: str) -> str:
    """The book that states a price, and what it took the place of: `dordrecht@2025.1, vervangt …`."""
    origin = book.origin_of(key)
    replaced = replaced_words(book, key)
    return f"{origin.book}, vervangt {replaced}" if replaced else origin.book


def source_words(book: PriceBook, key: str, value: PriceValue) -> str:
    """Author, title, year and place of every source, with the grade of the value."""
    cited = []
    for citation in value.citations:
        source = book.sources[citation.source]
        year = f" ({source.year})" if source.year else ""
        cited.append(
            f"{source.author}, {source.title}{year}" + (f", {citation.locator}" if citation.locator else "")
        )
    return "; ".join(cited) + f" [graad {value.grade.value}, {book.origin_of(key).book}]"


def weak_words(book: PriceBook, key: str, price_year: int) -> str:
    """The reasons in Dutch: `graad C; prijspeil 2014`; empty when there are none."""
    price = book.prices[key]
    value = price.value_for(price_year)
    words = {
        Weakness.GRADE: f"graad {value.grade.value}",
        Weakness.OLD: f"prijspeil {value.price_year}",
        Weakness.ENDED: f"gold tot en met {day(value.valid_to)}" if value.valid_to else "",
        Weakness.FORECAST: f"raming van reeks {price.index}",
    }
    return "; ".join(words[weakness] for weakness in weaknesses(book, key, price_year))


def first_words(label: str) -> str:
    """The first words of a price label: `Verpleeghuis (verpleging en …)` → `Verpleeghuis`."""
    return label.partition(",")[0].partition(" (")[0]
