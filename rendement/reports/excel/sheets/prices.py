"""Prijzen and Indexcijfers: every price that is used, from its source to the wanted price level (M1)."""

from collections.abc import Container
from typing import Any, Final

from rendement.engine.price_level import EXPENSE_SERIES, index_step
from rendement.model.price import Price, PriceBook
from rendement.model.settings import Settings
from rendement.model.shapes import Distribution, Points
from rendement.reports.excel import formulas
from rendement.reports.excel.cells import Block, Cell, Field, Filled, Link, Sheet
from rendement.reports.excel.sheets.sources import amount_cells
from rendement.reports.excel.subject import PriceRow, Subject, counts_at
from rendement.reports.excel.work import Frames, Work
from rendement.results.prices.price_words import origin_words, price_trail, source_words, weak_words
from rendement.words.identifiers import name_part
from rendement.words.text import web_address

PRICES: Final = (
    Field("prijs", "prijs", 34),
    Field("naam", "naam", 46),
    Field("eenheid", "eenheid", 12),
    Field("laag", "laag (€)", 14, "invoer_euro_cent"),
    Field("verwacht", "verwacht (€)", 14, "invoer_euro_cent"),
    Field("hoog", "hoog (€)", 14, "invoer_euro_cent"),
    Field("gemiddelde", "gemiddelde in de bron (€)", 13, "euro_cent", "M8: het gemiddelde van laag, verwacht en hoog."),
    Field("prijsjaar", "prijsjaar", 9, "jaar"),
    Field("reeks", "indexreeks", 12),
    Field("geldt", "geldt bij dit prijspeil", 9, "aantal",
          "1: van deze waarde wordt uitgegaan bij het gekozen prijspeil; 0: een ander jaar ligt dichterbij."),
    Field("indexstap", "indexstap", 12, "index", "Index van het prijspeil ÷ index van het prijsjaar (M1)."),
    Field("prijs_nu", "prijs bij dit prijspeil (€)", 14, "euro_cent"),
    Field("zoeksleutel", "zoeksleutel", 20),
    Field("graad", "graad", 8, note="A: officieel en gezien … C: alleen een orde van grootte."),
    Field("let_op", "minder zeker omdat", 28),
    Field("soort", "soort geld", 15),
    Field("variabel", "kan variëren", 10, "aandeel"),
    Field("betalers", "betalers", 36),
    Field("wet", "wet", 16),
    Field("omvat", "omvat", 30, note="Wat er al in zit: dat telt niet nog eens (M20)."),
    Field("vervangen", "eigen prijs", 10),
    Field("boek", "uit prijzenboek", 34),
    Field("bron", "bron (klik)", 60, "link"),
    Field("gecontroleerd", "gecontroleerd", 13, "datum"),
    Field("opbouw", "hoe deze prijs tot stand komt", 90),
    Field("kosten", "gemiddeld of marginaal", 13),
)  # fmt: skip


def prices_sheet(w: Work) -> Sheet:
    """One row a dated value of a price; expenses below."""
    frame = w.frames.prices
    sheet = Sheet("Prijzen", tuple(f.width for f in frame.fields))
    sheet.add(Cell("Prijzen: wat alles kost, en waar dat staat", "titel"))
    sheet.say(
        f"Uit {w.subject.bc.book.name}, inhoud {w.subject.bc.book.content_hash[:12]}. Prijs = gemiddelde in de bron × indexstap × de "
        "knop 'alle prijzen'. Gele vakken kunt u veranderen; een prijs zonder geel vak is opgebouwd op het blad Prijsopbouw. Gekleurde rijen: een minder zekere prijs (oranje) of een "
        "eigen prijs die een landelijke vervangt (blauw).",
        "ondertitel",
    )
    built = amount_cells(w.live)
    sheet.put(Block(frame, _columns(w.subject, w.edition.with_text, built), _looks(w.subject, built)))
    sheet.frozen = (frame.top, 1)
    _mark(sheet, w.frames)
    return sheet


def _looks(subject: Subject, built: Container[int]) -> dict[str, list[str]]:
    """Only what a formula reads looks like input; a composed price is changed where it is built up."""
    found: dict[str, list[str]] = {"laag": [], "verwacht": [], "hoog": []}
    for place, row in enumerate(subject.prices):
        edges = _amount(row)[0].low is not None
        reads = {"laag": edges, "hoog": edges, "verwacht": place not in built}
        for key, read in reads.items():
            found[key].append("invoer_euro_cent" if read else "euro_cent")
    return found


def _mark(sheet: Sheet, frames: Frames) -> None:
    frame = frames.prices
    last = frame.letter("kosten")
    area = f"A{frame.first}:{last}{frame.last}"
    for key, style in (("vervangen", "vervangen"), ("let_op", "zwak")):
        rule = f'=${frame.letter(key)}{frame.first}<>""'
        sheet.marks.append((area, {"type": "formula", "criteria": rule, "format": style}))


def _columns(subject: Subject, with_text: bool, built: dict[int, str]) -> dict[str, Filled]:
    rows, year = subject.prices, subject.bc.settings.price_year
    amounts = [_amount(row) for row in rows]
    used = [counts_at(row, year) for row in rows]
    means = [_mean(row) for row in rows]
    steps = [
        _step(subject.bc.book, subject.bc.settings, row) if now else ""
        for row, now in zip(rows, used, strict=True)
    ]
    told = [_told(subject, with_text, row) for row in rows]
    return {
        "prijs": Filled([row.key for row in rows]),
        "laag": Filled([p.low for p, _ in amounts]),
        "verwacht": Filled(
            [mean if p.likely is None else p.likely for (p, _), mean in zip(amounts, means, strict=True)],
            [f"={built[place]}" if place in built else "" for place in range(len(rows))],
        ),
        "hoog": Filled([p.high for p, _ in amounts]),
        "gemiddelde": Filled(means, [formulas.mean_of(*amount) for amount in amounts]),
        "prijsjaar": Filled([_year(row) for row in rows]),
        "reeks": Filled([_series(subject.bc.book, row) for row in rows]),
        "geldt": Filled([int(now) for now in used], [_counts(row) for row in rows]),
        "indexstap": Filled(steps, [_step_formula(subject.bc.book, row) for row in rows]),
        "prijs_nu": Filled(
            [m * s if isinstance(s, float) else "" for m, s in zip(means, steps, strict=True)],
            '=IF({geldt}=0,"",{gemiddelde}*{indexstap}*Prijsfactor)',
        ),
        "zoeksleutel": Filled(
            [row.key if now else "" for row, now in zip(rows, used, strict=True)],
            '=IF({geldt}=1,{prijs},"")',
        ),
        **{key: Filled([line[key] for line in told]) for key in told[0]},
    }


def _amount(row: PriceRow) -> tuple[Points, Distribution]:
    if row.value is None:
        return Points(None, _expense(row)[0], None), Distribution.PERT
    return row.value.points, row.value.distribution


def _mean(row: PriceRow) -> float:
    return row.value.mean if row.value else _expense(row)[0]


def _expense(row: PriceRow) -> tuple[float, int, str]:
    """Amount, price year and source of an expense of a case."""
    assert row.row is not None
    assert row.row.line.expense is not None
    spent = row.row.line.expense
    return float(spent.amount), spent.price_year, spent.source


def _year(row: PriceRow) -> int:
    return row.value.price_year if row.value else _expense(row)[1]


def _series(book: PriceBook, row: PriceRow) -> str:
    return book.prices[row.key].index if row.value else EXPENSE_SERIES


def price_steps(settings: Settings, book: PriceBook, row: PriceRow) -> tuple[float, float]:
    """The amount as its source has it, and the step to the wanted price level (M1)."""
    return _mean(row), _step(book, settings, row)


def _step(book: PriceBook, settings: Settings, row: PriceRow) -> float:
    return index_step(book, _series(book, row), _year(row), settings.price_year)


def _step_formula(book: PriceBook, row: PriceRow) -> str:
    return formulas.INDEX_STEP.replace("{reeks}", series_part(_series(book, row)))


def _counts(row: PriceRow) -> str:
    """From which price level to which this value is the one to start from."""
    bounds = [f"Prijspeil>={row.counts_from}"] if row.counts_from else []
    bounds += [f"Prijspeil<{row.counts_to}"] if row.counts_to else []
    return f"=IF(AND({','.join(bounds)}),1,0)" if bounds else ""


def _told(subject: Subject, with_text: bool, row: PriceRow) -> dict[str, Any]:
    """What is to be known of a price besides its amount."""
    if row.value is None:
        return _told_of_expense(subject, with_text, row)
    book, price, year = subject.bc.book, subject.bc.book.prices[row.key], subject.bc.settings.price_year
    current = counts_at(row, year)
    return {
        "naam": price.label,
        "eenheid": price.unit,
        "graad": row.value.grade.value,
        "let_op": weak_words(book, row.key, year) if current else "",
        "soort": price.kind.value,
        "variabel": price.variable_share,
        "kosten": price.costing.value,
        "wet": price.law,
        "betalers": _payers(subject, price),
        "omvat": ", ".join(price.includes),
        "boek": origin_words(book, row.key),
        "vervangen": "ja" if book.replaced(row.key) else "",
        "bron": _source(subject.bc.book, row),
        "gecontroleerd": row.value.checked,
        "opbouw": price_trail(book, row.key, year) if current else "",
    }


def _told_of_expense(subject: Subject, with_text: bool, row: PriceRow) -> dict[str, Any]:
    assert row.row is not None
    assert row.row.line.expense is not None
    payers = row.row.line.expense.payers
    source = _expense(row)[2] if with_text else "in de casus"
    return {
        "naam": "uitgave voor deze casus", "eenheid": "keer", "graad": "", "let_op": "", "soort": "verzilverbaar",
        "variabel": 1.0, "kosten": "", "wet": "", "omvat": "", "boek": "", "vervangen": "",
        "betalers": ", ".join(f"{subject.label(p)} {round(s * 100)} %" for p, s in payers.items()),
        "bron": source, "gecontroleerd": None, "opbouw": "",
    }  # fmt: skip


def _payers(subject: Subject, price: Price) -> str:
    words = ", ".join(f"{subject.label(p)} {round(s * 100)} %" for p, s in price.payers.items())
    return words + (f" → {subject.label(price.transfer_to)} (overdracht)" if price.transfer_to else "")


def _source(book: PriceBook, row: PriceRow) -> Link | str:
    """The source in words, leading to its page where it has an address."""
    assert row.value is not None
    words = source_words(book, row.key, row.value)
    address = next((a for c in row.value.citations for a in [book.sources[c.source].address] if a), None)
    return Link(words, address) if address and web_address(address) else words


# ---------------------------------------------------------------- index series

MISSING: Final = "n.b."
"""A year that a series does not have: a sum with it is an error, never a zero."""
_YEAR: Final = "jaar"
"""The column of the years; a series of that name is called otherwise."""


def series_fields(series: tuple[str, ...]) -> tuple[Field, ...]:
    """The columns of the sheet Indexcijfers."""
    return (
        Field(_YEAR, _YEAR, 10, "jaar"),
        *(Field(series_part(name), name, 22, "index") for name in series),
    )


def series_part(name: str) -> str:
    """How defined names call an index series: `Indexcijfers_cpi`."""
    return name_part(name, {_YEAR})


def series_years(w_series: tuple[str, ...], book: Any) -> list[int]:
    """Every year that one of the series has."""
    return sorted({year for name in w_series for year in book.series[name].values})


def series_sheet(w: Work) -> Sheet:
    """One column a series, at full precision."""
    frame, book = w.frames.series, w.subject.bc.book
    sheet = Sheet("Indexcijfers", tuple(f.width for f in frame.fields))
    sheet.add(Cell("Indexcijfers: van prijsjaar naar prijspeil", "titel"))
    for name in w.subject.series:
        series = book.series[name]
        forecast = f"; raming: {', '.join(map(str, series.forecasts))}" if series.forecasts else ""
        sheet.say(f"{name}: {series.label}, {series.base}. Bron: {series.source}{forecast}", "zacht_omloop")
    years = series_years(w.subject.series, book)
    columns = {_YEAR: Filled(years)}
    for name in w.subject.series:
        values = book.series[name].values
        columns[series_part(name)] = Filled([float(values[y]) if y in values else MISSING for y in years])
    sheet.put(Block(frame, columns, is_table=False))
    sheet.frozen = (frame.top, 1)
    return sheet
