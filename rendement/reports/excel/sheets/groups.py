"""Regels and Tijdverloop of a large base: lines that are valued alike in one row, live for what they share."""

from typing import Any, Final

import numpy as np

from rendement.engine.columns import EFFORT
from rendement.reports.excel import formulas
from rendement.reports.excel.cells import Block, Cell, Field, Filled, Link, Sheet
from rendement.reports.excel.grouped import LIVE_LINES, MOST_CASES, LineGroup
from rendement.reports.excel.work import Live, Work
from rendement.results.explaining.explain import SIDES
from rendement.words.numbers import number

LARGE_NOTE: Final = (
    f"Dit gaat over meer dan {number(LIVE_LINES)} regels. Regels met dezelfde prijs, hetzelfde bewijs en dezelfde verdeling staan "
    "daarom samen in één rij. Prijzen, prijspeil, realisme, kansen, ons aandeel (beide hoogstens × 100 %) en verzilveren rekenen mee. "
    "Disconto, horizon en het aantal afgesloten casussen staan vast: die werken per regel. De bladen Paden en Tijd zijn er niet; boven "
    f"{number(MOST_CASES)} casussen is er ook geen blad Casussen. Alle regels staan als waarden in het bestand .regels.csv naast dit werkboek. "
    "Een groep kan over minder casussen gaan dan de drempel: deel Regels, Tijdverloop en dat bestand alleen met wie de casussen mag zien."
)
"""What a large workbook does and does not do, for its readers."""
FIXED: Final = f"Staat vast: werkt per regel, en dit werkboek gaat over meer dan {number(LIVE_LINES)} regels."

GROUPS: Final = (
    Field("sleutel", "groep", 12, note="De naam waarmee het blad Tijdverloop naar deze groep verwijst."),
    Field("kant", "kant", 13),
    Field("prijs", "prijs (klik voor de bron)", 36, "link"),
    Field("wat", "omschrijving", 56),
    Field("eenheid", "eenheid", 12),
    Field("bewijs", "bewijs", 13),
    Field("programma", "programma", 24),
    Field("regels", "regels", 9, "aantal"),
    Field("casussen", "casussen", 10, "aantal"),
    Field("contant", "eenheden, contant gemaakt", 14, "getal2",
          "Ons aandeel × (1 − verdringing) × kans × hoeveelheid × tijdfactor × wat de casus telt, van alle regels samen (M4). "
          "Bij 'met inzet' met een min: die hulp is er nog."),
    Field("vast", "eenheden, zonder disconto", 14, "getal2"),
    Field("realisme", "realisme", 10, "getal", "Hoort bij het bewijs (M10); zie het blad Knoppen."),
    Field("factor", "knoppen kansen en aandeel", 12, "aandeel"),
    Field("prijs_per_eenheid", "prijs per eenheid (€)", 12, "euro_cent"),
    Field("per_eenheid", "waarde per eenheid (€)", 13, "euro_cent", "Realisme × knoppen × prijs."),
    Field("bedrag", "bedrag in het totaal (€)", 15, "euro_cent"),
    Field("overdracht", "overdracht: een ander mist of krijgt dit (€)", 15, "euro_cent",
          "Een uitkering, boete of schuld gaat van de een naar de ander, en is samen nul (M12)."),
    Field("eenheden", "eenheden in het totaal", 13, "getal2", "Verwachte uren, dagen, bezoeken; zonder disconto."),
    Field("zonder_disconto", "bedrag zonder disconto (€)", 15, "euro_cent"),
    Field("verdeling", "sleutel van de verdeling", 34),
)  # fmt: skip


def groups_sheet(w: Work) -> Sheet:
    """One row a group of lines that are valued alike."""
    frame = w.frames.lines
    sheet = Sheet("Regels", tuple(f.width for f in frame.fields))
    sheet.add(Cell("Regels: elke euro van de businesscase, per prijs samen", "titel"))
    sheet.say(f"Bedrag = eenheden × realisme × knoppen × prijs (M4). {LARGE_NOTE}", "ondertitel")
    sheet.put(Block(frame, _columns(w.live)))
    sheet.frozen = (frame.top, 3)
    return sheet


def _columns(live: Live) -> dict[str, Filled]:
    grouping, values = live.subject.grouping, live.subject.bc.values
    groups, columns = grouping.groups, live.subject.bc.columns
    sides = grouping.shared(columns.line_side).tolist()
    realism, price = (grouping.shared(x) for x in (columns.line_realism, columns.line_unit_price))
    present, plain = grouping.units(values.time), grouping.units(live.subject.plain_time)
    each = realism * price
    graded = [group.row.grade is not None for group in groups]
    found: dict[str, Any] = {key: Filled(list(told)) for key, told in _told(live, groups, sides).items()}
    return found | {
        "contant": Filled(present.tolist()),
        "vast": Filled(plain.tolist()),
        "realisme": Filled(
            realism.tolist(),
            ["=INDEX(Realisme_factor,MATCH({bewijs},Realisme_bewijs,0))" if mine else "" for mine in graded],
        ),
        "factor": Filled(
            [1.0] * len(groups), [_factor(side, mine) for side, mine in zip(sides, graded, strict=True)]
        ),
        "prijs_per_eenheid": Filled(
            price.tolist(), "=INDEX(Prijzen_prijs_nu,MATCH({prijs},Prijzen_zoeksleutel,0))"
        ),
        "per_eenheid": Filled(each.tolist(), "={realisme}*{factor}*{prijs_per_eenheid}"),
        "bedrag": Filled((present * each).tolist(), "={contant}*{per_eenheid}"),
        "overdracht": Filled(
            (present * each * (grouping.shared(live.subject.counted) - 1.0)).tolist(),
            formulas.TRANSFER.format(amount="bedrag"),
        ),
        "eenheden": Filled((plain * realism).tolist(), "={vast}*{realisme}*{factor}"),
        "zonder_disconto": Filled((plain * each).tolist(), "={vast}*{per_eenheid}"),
    }


def _factor(side: int, forecast: bool) -> str:
    """Which knobs work: chances on what would have happened and its place, our share not on effort (M4, M29)."""
    if side == EFFORT:
        return ""
    return "=Kansfactor*Aandeelfactor" if forecast else "=Aandeelfactor"


def _told(live: Live, groups: tuple[LineGroup, ...], sides: list[int]) -> dict[str, Any]:
    prices, rows = live.subject.bc.book.prices, [group.row for group in groups]
    return {
        "sleutel": [group.key for group in groups],
        "kant": [SIDES[side] for side in sides],
        "prijs": [
            Link(
                row.price_key,
                f"internal:{live.frames.prices.cell('prijs', live.subject.price_places[row.price_key])}",
            )
            for row in rows
        ],
        "wat": [prices[row.line.price].label if row.line.price else "uitgave" for row in rows],
        "eenheid": [prices[row.line.price].unit if row.line.price else "keer" for row in rows],
        "bewijs": [row.grade.value if row.grade else "" for row in rows],
        "programma": [live.subject.programme_of(row.place) for row in rows],
        "regels": [group.lines for group in groups],
        "casussen": [group.cases for group in groups],
        "verdeling": [live.subject.split_key(row) for row in rows],
    }


# ---------------------------------------------------------------- Tijdverloop

COURSE: Final = "Tijdverloop"


def course_fields(days: int) -> tuple[Field, ...]:
    """A column for each first day of a quarter."""
    return (
        Field("groep", "groep", 12),
        *(Field(f"t{place}", f"t{place}", 13, "getal2") for place in range(days)),
    )


def course_sheet(w: Work, units: list[np.ndarray[Any, Any]]) -> Sheet:
    """Per group the units before each first day of a quarter, without discount: what Tijdlijn adds up (M21)."""
    frame = w.frames.moments
    sheet = Sheet(COURSE, tuple(f.width for f in frame.fields))
    sheet.add(Cell("Tijdverloop: hoeveel eenheden er tot elk kwartaal zijn geweest", "titel"))
    sheet.say("Per groep van het blad Regels, zonder disconto, vóór realisme en knoppen; de dagen staan op het blad Tijdlijn. "
              "Waarden: in een groot werkboek staat de tijd vast.", "ondertitel")  # fmt: skip
    columns = {"groep": Filled([group.key for group in w.subject.grouping.groups])}
    columns |= {f"t{place}": Filled(found.tolist()) for place, found in enumerate(units)}
    sheet.put(Block(frame, columns, is_table=False))
    sheet.frozen = (frame.top, 1)
    return sheet
