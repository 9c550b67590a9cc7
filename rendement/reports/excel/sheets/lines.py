"""Regels: every line as quantity × price × chance × realism × share × time, live (M4)."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

import numpy as np

from rendement.engine.columns import EFFORT, WITH, Columns, persons_of, priced_units
from rendement.engine.evaluate import beyond_horizon
from rendement.model.case import CareLine, EffortLine
from rendement.model.estimate import Estimate
from rendement.model.factors import FACTORS
from rendement.model.price import PriceBook
from rendement.model.shapes import Points
from rendement.model.units import PER_YEAR
from rendement.reports.excel import formulas
from rendement.reports.excel.cells import Block, Cell, Field, Filled, Link, Sheet
from rendement.reports.excel.estimates import ANSWERED, MIDDLE, answers_in, cells_of, columns_of, looks_of
from rendement.reports.excel.factors import has_cells
from rendement.reports.excel.keys import LineRow
from rendement.reports.excel.named import Spot, followed, leader_of, leaders_of
from rendement.reports.excel.sheets.factors import cells_template, mean_template
from rendement.reports.excel.sheets.prices import price_steps
from rendement.reports.excel.subject import Subject
from rendement.reports.excel.work import Frames, Live, Work
from rendement.results.explaining.explain import SIDES

LINES: Final = (
    Field("sleutel", "regel van casus", 22, note="De naam waarmee andere bladen naar deze regel verwijzen."),
    Field("casus", "casus", 16),
    Field("regel", "regel", 7, note="i: onze inzet; z1.2: pad 1, tweede hulp; m: hulp die er nog is of erbij kwam."),
    Field("kant", "kant", 13),
    Field("prijs", "prijs (klik voor de bron)", 30, "link"),
    Field("wat", "omschrijving", 62),
    Field("eenheid", "eenheid", 15),
    Field("laag", "laag", 9, "invoer_getal"),
    Field("verwacht", "verwacht", 10, "invoer_getal", MIDDLE),
    Field("hoog", "hoog", 9, "invoer_getal"),
    Field("gemiddelde", "gemiddelde", 13, "getal",
          "Het gemiddelde van laag, verwacht en hoog (M8). Bij meer beoordelaars: het gemiddelde van hun gemiddelden."),
    Field("omrekenen", "omrekenen naar eenheid van de prijs", 13, "getal"),
    Field("personen", "personen", 10, "invoer_getal", "Voor hoeveel mensen: de hoeveelheid is per persoon."),
    Field("deler", "gedeeld door (groep)", 11, "getal"),
    Field("deel", "deel van de tijd", 9, "invoer_aandeel",
          "Bij hulp in plaats van andere hulp (M29): in welk deel van de tijd dat die er niet was."),
    Field("hoeveelheid", "hoeveelheid", 12, "getal", "Bij 'met inzet' met een min: die hulp is er nog."),
    Field("prijs_bron", "prijs in de bron (€)", 14, "euro_cent"),
    Field("indexstap", "indexstap", 11, "index", "Index van het prijspeil ÷ index van het prijsjaar (M1)."),
    Field("prijs_per_eenheid", "prijs per eenheid (€)", 14, "euro_cent", "Prijs in de bron × indexstap × de knop 'alle prijzen'."),
    Field("pad", "pad", 19),
    Field("kans_pad", "kans op het pad", 10, "aandeel"),
    Field("kans_regel", "kans binnen het pad", 10, "invoer_aandeel"),
    Field("kans", "kans", 9, "aandeel", "Kans op het pad × kans binnen het pad × de knop 'kansen'."),
    Field("bewijs", "bewijs", 13),
    Field("realisme", "realisme", 10, "getal", "Hoort bij het bewijs (M10); zie het blad Knoppen."),
    Field("ons_aandeel", "ons aandeel", 10, "aandeel"),
    Field("verdringing", "verdringing", 13, "invoer_aandeel"),
    Field("zelfde_naam", "zelfde naam", 9, "getal", "1, behalve als één schatting twee keer in deze regel staat (M27)."),
    Field("voor_tijd", "bedrag vóór tijd (€, of € per jaar)", 15, "euro_cent"),
    Field("tijd", "tijd", 10, "getal", "Jaren, als er geen horizon was; 1 bij een totaal of in één keer (M7)."),
    Field("horizon", "horizon", 10, "getal", "Het deel dat vóór de horizon valt (M3)."),
    Field("afbouw", "afbouw", 10, "getal", "Wat de afbouw overlaat (M3)."),
    Field("disconto", "disconto", 10, "getal", "Wat het disconto overlaat (M3)."),
    Field("uitstel", "uitstel", 10, "getal", "Het deel dat uitstel oplevert: alleen de tijd ertussen telt (M5)."),
    Field("zit_al_in", "zit al in", 10, "getal", "Het deel dat niet al in andere hulp zit (M42); die stukken staan op Tijd."),
    Field("tijdfactor", "tijdfactor", 11, "getal",
          "Tijd × horizon × afbouw × disconto × uitstel × zit al in: de contante waarde van alle tijdstippen van deze regel (blad Tijd)."),
    Field("waarde", "waarde (€)", 14, "euro_cent"),
    Field("overdracht", "overdracht: een ander mist of krijgt dit (€)", 14, "euro_cent",
          "Een uitkering, boete of schuld gaat van de een naar de ander, en is samen nul (M12)."),
    Field("telt_waarde", "waarde voor allen samen (€)", 14, "euro_cent", "Waarde + overdracht."),
    Field("na_horizon", "na de horizon (€)", 13, "euro_cent",
          "Wat er na de horizon nog komt, vóór afbouw en disconto. Telt nergens in mee (M37)."),
    Field("gewicht", "casus telt voor", 9, "getal"),
    Field("bedrag", "bedrag in het totaal (€)", 14, "euro_cent"),
    Field("tijd_zonder_disconto", "tijdfactor zonder disconto", 12, "getal"),
    Field("eenheden", "eenheden in het totaal", 12, "getal", "Verwachte uren, dagen, bezoeken; zonder disconto."),
    Field("zonder_disconto", "bedrag zonder disconto (€)", 14, "euro_cent"),
    Field("verdeling", "sleutel van de verdeling", 22),
    Field("programma", "programma", 22),
    Field("antwoorden", "antwoorden die zijn samengevoegd", 60, note=ANSWERED),
)  # fmt: skip


def line_fields() -> tuple[Field, ...]:
    """The columns of the sheet: those above, and one for every other factor of a line, where it multiplies."""
    place = [field.key for field in LINES].index("zelfde_naam")
    further = (Field(key, FACTORS[key].name, 10, FACTORS[key].kind) for key in formulas.further_columns())
    return (*LINES[:place], *further, *LINES[place:])


def lines_sheet(w: Work) -> Sheet:
    """One row a care or effort line."""
    frame = w.frames.lines
    sheet = Sheet("Regels", tuple(f.width for f in frame.fields))
    sheet.add(Cell("Regels: elke euro van de businesscase", "titel"))
    sheet.say(
        "Waarde = ons aandeel × (1 − verdringing) × realisme × kans × hoeveelheid × prijs × tijdfactor (M4). "
        "Elke factor heeft een eigen kolom; de tijdfactor is tijd × horizon × afbouw × disconto × uitstel × zit al in. "
        "Gele vakken kunt u veranderen. 'Inzet' zijn kosten; 'zonder inzet' is hulp die niet nodig was; "
        "'met inzet' is hulp die er nog is of erbij kwam, met een min.",
        "ondertitel",
    )
    columns = line_columns(w.live, w.edition.with_text)
    sheet.put(Block(frame, columns, _looks(w.live, columns)))
    sheet.frozen = (frame.top, 3)
    return sheet


def line_columns(live: Live, with_text: bool) -> dict[str, Filled]:
    """Every column of the sheet, with its values: also for the file with all lines of a large base."""
    rows, columns = live.subject.rows, live.subject.bc.columns
    estimates, leaders = [_quantity_cells(live, row) for row in rows], _leaders(live)
    signed = [
        formulas.QUANTITY.replace("=", "=-") if side == WITH else formulas.QUANTITY
        for side in columns.line_side.tolist()
    ]
    sign = [-1.0 if side == WITH else 1.0 for side in columns.line_side.tolist()]
    lookups = _lookups(live)
    return {
        "sleutel": Filled([row.key for row in rows]),
        "casus": Filled([row.case.id for row in rows]),
        "regel": Filled([row.name for row in rows]),
        "kant": Filled([SIDES[side] for side in columns.line_side.tolist()]),
        "prijs": Filled([_price_link(live.frames, live.subject.price_places, row) for row in rows]),
        "wat": Filled([_words(live.subject.bc.book, with_text, row) for row in rows]),
        **followed(columns_of([Points(*e[:3]) for e in estimates]), leaders),
        "gemiddelde": Filled([e[3] for e in estimates], [e[4] for e in estimates]),
        "eenheid": Filled([e[5] for e in estimates]),
        "omrekenen": Filled([e[6] for e in estimates]),
        "personen": Filled([persons_of(row.line) for row in rows]),
        "deler": Filled([_divisor(row) for row in rows]),
        "deel": Filled([_window_share(row) for row in rows]),
        "hoeveelheid": Filled(
            [s * q for s, q in zip(sign, columns.line_quantity.tolist(), strict=True)], signed
        ),
        "prijs_per_eenheid": Filled(
            columns.line_unit_price.tolist(),
            "=INDEX(Prijzen_prijs_nu,MATCH({prijs},Prijzen_zoeksleutel,0))",
        ),
        "pad": Filled([row.path_key for row in rows]),
        **lookups,
        "verdringing": Filled(
            (1.0 - columns.line_kept).tolist(),
            _worked_out(live, "verdringing", lambda row: _displacement_template(live, row)),
        ),
        **_further(columns),
        "voor_tijd": Filled(live.subject.before_time.tolist(), formulas.before_time()),
        **_source_columns(live.subject),
        **_time_columns(live.subject),
        **_amounts(live.subject),
        "verdeling": Filled([live.subject.split_key(row) for row in rows]),
        "programma": Filled([live.subject.programme_of(row.place) for row in rows]),
        "antwoorden": Filled([_answers(row) for row in rows]),
    }


def _amounts(subject: Subject) -> dict[str, Filled]:
    """What a line is worth: in its case, as it counts, and without discount."""
    columns, values, weights = subject.bc.columns, subject.bc.values, subject.line_weights
    units = values.units * weights
    return {
        "tijdfactor": Filled(values.time.tolist(), "=SUMIFS(Tijd_factor,Tijd_regel,{sleutel})"),
        "waarde": Filled(values.value.tolist(), formulas.VALUE),
        "overdracht": Filled(
            (values.value * (subject.counted - 1.0)).tolist(), formulas.TRANSFER.format(amount="waarde")
        ),
        "telt_waarde": Filled((values.value * subject.counted).tolist(), "={waarde}+{overdracht}"),
        "gewicht": Filled(weights.tolist(), "=INDEX(Casussen_gewicht,MATCH({casus},Casussen_casus,0))"),
        "bedrag": Filled((values.value * weights).tolist(), "={waarde}*{gewicht}"),
        "tijd_zonder_disconto": Filled(
            subject.plain_time.tolist(), "=SUMIFS(Tijd_zonder_disconto,Tijd_regel,{sleutel})"
        ),
        "eenheden": Filled(units.tolist(), formulas.units()),
        "zonder_disconto": Filled(
            (units * columns.line_unit_price).tolist(), "={eenheden}*{prijs_per_eenheid}"
        ),
    }


def _further(columns: Columns) -> dict[str, Filled]:
    """Factors beyond those with cells of their own, and what one name twice in a line adds (M27)."""
    by_key = columns.further_by_key | {"zelfde_naam": columns.line_joint}
    return {key: Filled(values.tolist()) for key, values in by_key.items()}


def _answers(row: LineRow) -> str:
    """`aantal: maker 12 · poh-02 9; kans: …`: every answer to what was asked of this line."""
    line = row.line
    asked: dict[str, Estimate | None] = {"aantal": line.quantity, "vanaf": line.start, "duur": line.duration}
    if isinstance(line, CareLine):
        asked |= {"kans": line.chance, "uitstel": line.delay, "verdringing": line.displacement}
    return answers_in(asked)


def _leaders(live: Live) -> list[Spot | None]:
    asked = [(row.case.id, live.subject.quantity_of(row)) for row in live.subject.rows]
    return leaders_of(live.named, live.frames.lines, asked)


def _source_columns(subject: Subject) -> dict[str, Filled]:
    """The price as its source has it, and its step to the wanted price level (M1)."""
    found = [
        price_steps(subject.bc.settings, subject.bc.book, subject.prices[subject.price_places[row.price_key]])
        for row in subject.rows
    ]
    looked_up = "=INDEX(Prijzen_{column},MATCH({{prijs}},Prijzen_zoeksleutel,0))"
    return {
        "prijs_bron": Filled([price for price, _ in found], looked_up.format(column="gemiddelde")),
        "indexstap": Filled([step for _, step in found], looked_up.format(column="indexstap")),
    }


def _time_columns(subject: Subject) -> dict[str, Filled]:
    """The steps of the time factor (M3, M5), and what the horizon cut; what cannot change a line is plain."""
    steps, columns = subject.time_steps, subject.bc.columns
    care = (columns.line_side != EFFORT).tolist()
    fades = (columns.line_drop_off > 0).tolist()
    delayed = [row.care is not None and row.care.leading.line.delay is not None for row in subject.rows]
    inside = (np.bincount(columns.atom_line, columns.atom_inside != 0, columns.lines) > 0).tolist()
    discount = [formulas.STEP_DISCOUNT_BEFORE_DELAY if mine else formulas.STEP_DISCOUNT for mine in delayed]

    def told(plain: Sequence[str] | str, contained: str, where: Sequence[bool] | None = None) -> list[str]:
        every = [plain] * len(inside) if isinstance(plain, str) else plain
        chosen = [contained if mine else how for how, mine in zip(every, inside, strict=True)]
        return (
            chosen
            if where is None
            else [how if mine else "" for how, mine in zip(chosen, where, strict=True)]
        )

    return {
        "tijd": Filled(steps.duration.tolist(), told(formulas.STEP_LENGTH, formulas.INSIDE_LENGTH)),
        "horizon": Filled(steps.horizon.tolist(), told(formulas.STEP_HORIZON, formulas.INSIDE_HORIZON, care)),
        "afbouw": Filled(
            steps.drop_off.tolist(), told(formulas.STEP_DROP_OFF, formulas.INSIDE_DROP_OFF, fades)
        ),
        "disconto": Filled(steps.discount.tolist(), told(discount, formulas.INSIDE_DISCOUNT)),
        "na_horizon": Filled(
            (beyond_horizon(columns) * subject.before_time).tolist(),
            [formulas.BEYOND_HORIZON if mine else "" for mine in care],
        ),
        "uitstel": Filled(steps.delay.tolist(), told(formulas.STEP_DELAY, formulas.INSIDE_DELAY, delayed)),
        "zit_al_in": Filled(steps.beside.tolist(), told("", formulas.INSIDE)),
    }


def _lookups(live: Live) -> dict[str, Filled]:
    """Chances, realism and our share: looked up where they are stated once."""
    rows, columns = live.subject.rows, live.subject.bc.columns
    of_path = [row.pathway is not None for row in rows]
    forecast = [row.grade is not None for row in rows]
    own = [_own_chance(row) for row in rows]
    path = [row.pathway.typed_and_mean[1] if row.pathway else 1.0 for row in rows]
    effort = (columns.line_side == EFFORT).tolist()
    return {
        "kans_pad": Filled(
            path,
            ["=INDEX(Paden_kans,MATCH({pad},Paden_pad,0))" if mine else "" for mine in of_path],
        ),
        "kans_regel": Filled(
            own, _worked_out(live, "kans_regel", lambda row: _own_chance_template(live, row))
        ),
        "kans": Filled(
            columns.line_chance.tolist(),
            [formulas.CHANCE if mine else "={kans_pad}*{kans_regel}" for mine in forecast],
        ),
        "bewijs": Filled([row.grade.value if row.grade else "" for row in rows]),
        "realisme": Filled(
            columns.line_realism.tolist(),
            [
                "=INDEX(Realisme_factor,MATCH({bewijs},Realisme_bewijs,0))" if mine else ""
                for mine in forecast
            ],
        ),
        "ons_aandeel": Filled(
            columns.line_attribution.tolist(),
            [
                ""
                if mine
                else "=MIN(1,INDEX(Casussen_ons_aandeel,MATCH({casus},Casussen_casus,0))*Aandeelfactor)"
                for mine in effort
            ],
        ),
    }


def _worked_out(live: Live, key: str, own: Callable[[LineRow], str]) -> list[str]:
    """A formula for what follows from other cells: of the help it came instead of (M29), or its own factors.

    In a large base a line has no cells of its own, so nothing follows them.
    """
    rows, frame = live.subject.rows, live.frames.lines
    if live.subject.is_grouped:
        return [""] * len(rows)
    return [f"={frame.found(key, row.leading_key)}" if row.leading_key else own(row) for row in rows]


def _looks(live: Live, columns: Mapping[str, Filled]) -> dict[str, list[str]]:
    """What may be typed over: estimates, and what does not follow from other cells (M29, M30)."""
    quantities = [live.subject.quantity_of(row) for row in live.subject.rows]
    looks = looks_of(quantities, "getal", [leader is not None for leader in _leaders(live)])
    for key in ("kans_regel", "verdringing"):
        looks[key] = [
            "aandeel" if template else "invoer_aandeel" for template in columns[key].templates or ()
        ]
    looks["deel"] = ["invoer_aandeel" if row.leading_key else "aandeel" for row in live.subject.rows]
    return looks


def _own_chance(row: LineRow) -> float:
    line = row.care.leading.line if row.care else None
    return line.chance.mean if line is not None and line.chance is not None else 1.0


def _window_share(row: LineRow) -> float:
    share = row.line.window_share if isinstance(row.line, CareLine) else None
    return 1.0 if share is None else share


def _own_chance_template(live: Live, row: LineRow) -> str:
    chance = row.line.chance if isinstance(row.line, CareLine) else None
    return _template_of(live, row, "kans_regel", "kans", chance)


def _displacement_template(live: Live, row: LineRow) -> str:
    if not isinstance(row.line, CareLine):
        return ""
    if row.line.displacement is not None:
        return _template_of(live, row, "verdringing", "verdringing", row.line.displacement)
    return "=INDEX(Casussen_verdringing,MATCH({casus},Casussen_casus,0))"


def _template_of(live: Live, row: LineRow, key: str, field: str, estimate: Estimate | None) -> str:
    """What an estimate with one cell follows from: the cell of its name, or its own factors; else nothing."""
    if estimate is not None and not has_cells(estimate):
        leader = leader_of(live.named, Spot(live.frames.lines, row.number, key, estimate), row.case.id)
        return leader.value if leader else ""
    return cells_template(live, f"{row.key} {field}", estimate)


def _price_link(frames: Frames, price_places: dict[str, int], row: LineRow) -> Link:
    return Link(row.price_key, f"internal:{frames.prices.cell('prijs', price_places[row.price_key])}")


def _words(book: PriceBook, with_text: bool, row: LineRow) -> str:
    """The label of the price; what the author wrote only when free text was asked for."""
    if with_text and row.line.what:
        return row.line.what
    return book.prices[row.line.price].label if row.line.price else "uitgave"


def _divisor(row: LineRow) -> float:
    return row.line.shared_by if isinstance(row.line, EffortLine) else 1.0


def _quantity_cells(live: Live, row: LineRow) -> tuple[Any, ...]:
    """Low, likely, high, mean, its formula, unit, and units of the price in one unit as written."""
    line, quantity = row.line, live.subject.quantity_of(row)
    if line.price is None or line.quantity is None:
        return (None, 1.0, None, 1.0, "={verwacht}", "keer", 1.0)
    price = live.subject.bc.book.prices[line.price]
    if quantity is None:
        per_year = PER_YEAR[price.unit]
        return (None, per_year, None, per_year, "={verwacht}", f"{price.unit} per jaar", 1.0)
    unit = quantity.unit or price.unit
    words = f"{unit} per {quantity.per}" if quantity.per else unit
    template = mean_template(live, f"{row.key} aantal", quantity)
    return (*cells_of(quantity), quantity.mean, template, words, priced_units(quantity, price))
