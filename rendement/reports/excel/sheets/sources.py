"""Bronnen and Prijsopbouw: where every figure was read, and how a composed price is built up, live."""

from collections.abc import Iterator
from datetime import date
from typing import Any, Final, NamedTuple

from rendement.engine.price_level import EXPENSE_SERIES
from rendement.model.price import Citation, Component, Operation, PriceBook, PriceValue, composed
from rendement.model.settings import Settings
from rendement.reports.excel.cells import Block, Cell, Content, Field, Filled, Frame, Link, Sheet
from rendement.reports.excel.look import GREY
from rendement.reports.excel.subject import PriceRow, Subject
from rendement.reports.excel.work import Edition, Frames, Live, Work
from rendement.words.text import web_address

SOURCES: Final = (
    Field("soort", "soort", 13),
    Field("waarvoor", "waarvoor", 46, "omloop"),
    Field("sleutel", "prijs (klik)", 42, "link"),
    Field("prijsjaar", "prijsjaar", 9, "jaar"),
    Field("auteur", "auteur", 26, "omloop"),
    Field("titel", "titel", 52, "omloop"),
    Field("jaar", "jaar", 7, "jaar"),
    Field("vindplaats", "vindplaats", 34, "omloop"),
    Field("adres", "adres (klik)", 44, "link"),
    Field("geopend", "geopend op", 12, "datum"),
    Field("licentie", "licentie", 20, "omloop"),
    Field("gezien", "zo stond het er (€)", 14, "euro_cent", "Het bedrag zoals het in de bron staat, als het er als bedrag staat."),
    Field("graad", "graad", 8, note="A: officieel en gezien … C: alleen een orde van grootte."),
    Field("opmerking", "opmerking", 120, "omloop"),
)  # fmt: skip

PARTS: Final = (
    Field("prijs", "prijs (klik)", 42, "link"),
    Field("prijsjaar", "prijsjaar", 9, "jaar"),
    Field("onderdeel", "onderdeel", 52, "omloop"),
    Field("bewerking", "bewerking", 13),
    Field("waarde", "waarde", 13, "invoer_getal"),
    Field("eenheid", "eenheid", 30),
    Field("uitkomst", "tot hier (€)", 13, "getal", "Elke stap rekent door met de stap erboven."),
    Field("bron", "bron", 52, "omloop"),
    Field("vindplaats", "vindplaats", 40, "omloop"),
    Field("adres", "adres (klik)", 44, "link"),
    Field("opmerking", "opmerking", 56, "omloop"),
)  # fmt: skip
PARTS_SHEET: Final = "Prijsopbouw"
_NOT_SAID: Final = "niet vermeld"


# ---------------------------------------------------------------- Bronnen


class _Told(NamedTuple):
    """One row of Bronnen, in the order of its fields."""

    soort: str
    waarvoor: str
    sleutel: Content = ""
    prijsjaar: int | str = ""
    auteur: str = ""
    titel: str = ""
    jaar: int | str = ""
    vindplaats: str = ""
    adres: Content = ""
    geopend: date | str = ""
    licentie: str = ""
    gezien: float | None = None
    graad: str = ""
    opmerking: str = ""


def sources_sheet(w: Work) -> Sheet:
    """One row a citation of a price that is used, then the assumptions and the index series."""
    rows = [
        *_of_prices(w.subject.bc.book, w.subject, w.frames),
        *_of_settings(w.subject.bc.settings, w.edition),
        *_of_series(w.subject.bc.book, w.subject),
    ]
    frame = Frame("Bronnen", 4, SOURCES, len(rows))
    sheet = Sheet("Bronnen", tuple(f.width for f in SOURCES))
    sheet.add(Cell("Bronnen: waar elk getal is gelezen", "titel"))
    built = (
        "" if w.edition.told else f" Een samengestelde prijs staat stap voor stap op het blad {PARTS_SHEET}."
    )
    sheet.say(
        "Eén rij per plaats waar een gebruikte prijs is gelezen; daarna disconto, realisme, verzilveren en indexreeksen. "
        f"Klik op een prijs voor het blad Prijzen, of op een adres voor de bron zelf.{built}",
        "ondertitel",
    )
    columns = {field.key: Filled([getattr(row, field.key) for row in rows]) for field in SOURCES}
    sheet.put(Block(frame, columns))
    sheet.frozen = (frame.top, 2)
    return sheet


def link_of(address: str | None) -> Content:
    """The address of a source; only one of the web can be clicked."""
    return Link(address, address) if address and web_address(address) else address or ""


def _of_prices(book: PriceBook, subject: Subject, frames: Frames) -> Iterator[_Told]:
    for place, row in enumerate(subject.prices):
        if row.value is None:
            continue
        link = Link(row.key, f"internal:{frames.prices.cell('prijs', place)}")
        for citation in row.value.citations:
            yield _of_citation(book, row, row.value, citation, link)


def _of_citation(book: PriceBook, row: PriceRow, value: PriceValue, citation: Citation, link: Link) -> _Told:
    source = book.sources[citation.source]
    remarks = (value.remark, citation.remark, source.remark)
    return _Told(
        "prijs", book.prices[row.key].label, link, value.price_year, source.author, source.title, source.year or "",
        citation.locator or "", link_of(source.address), source.opened or _NOT_SAID, source.licence or "",
        _seen(citation), value.grade.value, " ".join(remark for remark in remarks if remark),
    )  # fmt: skip


def _seen(citation: Citation) -> float | None:
    return None if citation.seen is None else float(citation.seen)


def _of_settings(settings: Settings, edition: Edition) -> Iterator[_Told]:
    """The assumptions this was made with, and the others that can be chosen on Knoppen."""
    s = settings
    groups: tuple[tuple[str, str, dict[str, Any]], ...] = (
        ("disconto", s.regime_name, {**settings.sets.regimes, s.regime_name: s.regime}),
        ("realisme", s.realism_name, {**settings.sets.realism, s.realism_name: s.realism}),
        ("verzilveren", s.cashability_name, {**settings.sets.cashability, s.cashability_name: s.cashability}),
    )
    for kind, used, sets in groups:
        for name, one in sorted(sets.items(), key=lambda item: item[0] != used):
            other = "zie Wat als" if edition.told else "te kiezen op Knoppen"
            here = "in dit rapport" if name == used else other
            remark = (
                f"geleend, niet gemeten. {one.remark or ''}"
                if getattr(one, "borrowed", False)
                else one.remark
            )
            yield _Told(
                kind, f"{name} ({here})", "", one.valid_from.year, "", f"{one.title}. {one.source}",
                opmerking=(remark or "").strip(),
            )  # fmt: skip


def _of_series(book: PriceBook, subject: Subject) -> Iterator[_Told]:
    for name in subject.series:
        series = book.series[name]
        remarks = [series.base, series.remark or ""]
        if series.forecasts:
            remarks.append(f"raming: {', '.join(map(str, series.forecasts))}")
        if name == EXPENSE_SERIES:
            remarks.append("Ook voor uitgaven en programmakosten.")
        known = book.sources.get(series.source)
        yield _Told(
            "index", f"{name}: {series.label}", "", "", known.author if known else "",
            known.title if known else series.source, (known.year or "") if known else "", series.locator or "",
            link_of(known.address if known else None), (known.opened or _NOT_SAID) if known else _NOT_SAID,
            (known.licence or "") if known else "", opmerking=" ".join(part for part in remarks if part),
        )  # fmt: skip


# ---------------------------------------------------------------- Prijsopbouw


class Part(NamedTuple):
    """One component of a composed price, and what the composition is up to and with it."""

    price: int
    """The place of its price value on the sheet Prijzen."""
    number: int
    component: Component
    so_far: float


def parts_of(subject: Subject) -> tuple[Part, ...]:
    """Every component of every composed price that is used."""
    return tuple(
        Part(place, number, component, composed(row.value.composition[: number + 1]))
        for place, row in enumerate(subject.prices)
        if row.value is not None
        for number, component in enumerate(row.value.composition)
    )


def parts_frame(subject: Subject) -> Frame:
    """Where the components will stand."""
    return Frame(PARTS_SHEET, 4, PARTS, len(parts_of(subject)))


def amount_cells(live: Live) -> dict[int, str]:
    """Place of a composed value on Prijzen → the cell in which its composition ends."""
    return {
        part.price: live.frames.parts.cell("uitkomst", row) for row, part in enumerate(parts_of(live.subject))
    }


def parts_sheet(w: Work) -> Sheet:
    """One row a component; the last of each price is the amount on the sheet Prijzen."""
    frame = w.frames.parts
    sheet = Sheet(PARTS_SHEET, tuple(f.width for f in frame.fields), tab=GREY)
    sheet.add(Cell("Prijsopbouw: samengestelde prijzen, stap voor stap", "titel"))
    sheet.say(
        "Bijvoorbeeld: uurloon × betaalde uren, plus werkgeverslasten, gedeeld door werkbare uren, plus overhead. De laatste stap van "
        "elke prijs is het bedrag op het blad Prijzen. Gele vakken kunt u veranderen: vul uw eigen loon, uren of overhead in.",
        "ondertitel",
    )
    parts = parts_of(w.subject)
    if parts:
        styles = {"waarde": [_style(part.component) for part in parts], "uitkomst": _ends(parts)}
        sheet.put(Block(frame, _part_columns(w.live, parts), styles, is_table=False))
        sheet.frozen = (frame.top, 1)
    else:
        sheet.add(Cell("Geen van de gebruikte prijzen is samengesteld.", "zacht_regel"))
    return sheet


def _style(component: Component) -> str:
    return "invoer_procent" if component.operation is Operation.SURCHARGE else "invoer_getal"


def _ends(parts: tuple[Part, ...]) -> list[str]:
    """The last step of each price stands out: it is the amount."""
    last = {part.price: row for row, part in enumerate(parts)}
    return ["totaal_euro_cent" if last[part.price] == row else "getal" for row, part in enumerate(parts)]


_STEPS: Final = {
    Operation.START: "={waarde}",
    Operation.TIMES: "=ABOVE*{waarde}",
    Operation.DIVIDED_BY: "=ABOVE/{waarde}",
    Operation.SURCHARGE: "=ABOVE*(1+{waarde})",
}
"""How a component enters the price; ABOVE is the step before it."""


def _part_columns(live: Live, parts: tuple[Part, ...]) -> dict[str, Filled]:
    frame, book = live.frames.parts, live.subject.bc.book
    letter = frame.letter("uitkomst")
    steps = [
        _STEPS[part.component.operation].replace("ABOVE", f"{letter}{frame.first + row - 1}")
        for row, part in enumerate(parts)
    ]
    rows = [live.subject.prices[part.price] for part in parts]
    sources = [book.sources[part.component.source] for part in parts]
    return {
        "prijs": Filled(
            [
                Link(row.key, f"internal:{live.frames.prices.cell('prijs', part.price)}")
                for row, part in zip(rows, parts, strict=True)
            ]
        ),
        "prijsjaar": Filled([row.value.price_year for row in rows if row.value]),
        "onderdeel": Filled([part.component.name for part in parts]),
        "bewerking": Filled([_WORDS[part.component.operation] for part in parts]),
        "waarde": Filled([float(part.component.value) for part in parts]),
        "eenheid": Filled([part.component.unit or "" for part in parts]),
        "uitkomst": Filled([part.so_far for part in parts], steps),
        "bron": Filled([f"{s.author}, {s.title}" + (f" ({s.year})" if s.year else "") for s in sources]),
        "vindplaats": Filled([part.component.locator or "" for part in parts]),
        "adres": Filled([link_of(source.address) for source in sources]),
        "opmerking": Filled([part.component.remark or "" for part in parts]),
    }


_WORDS: Final = {
    Operation.START: "begin met",
    Operation.TIMES: "×",
    Operation.DIVIDED_BY: "÷",
    Operation.SURCHARGE: "plus toeslag",
}
