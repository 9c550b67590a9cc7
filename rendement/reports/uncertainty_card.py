"""The card of an uncertainty: bands apart, the chance that it pays, and how it was worked out."""

from rich.console import Group, RenderableType
from rich.panel import Panel
from rich.table import Table as RichTable
from rich.text import Text

from rendement.reports.cards import plain_table
from rendement.reports.costs_words import as_sentence, of_whom
from rendement.reports.named_lines import named_lines
from rendement.reports.uncertainty_words import BALANCE, in_short, without_largest_words
from rendement.results.doubt.bands import Band
from rendement.results.doubt.uncertainty import Uncertainty
from rendement.results.worlds.run_record import ENGINE_WORDS, RunRecord
from rendement.words.numbers import DASH, about, number, odds, plural, turned_words


def uncertainty_card(found: Uncertainty) -> RenderableType:
    """Everything on one screen or two."""
    return Group(
        Panel(
            Text("\n".join(_plain_words(found))),
            title="Hoe zeker is dit?",
            title_align="left",
            border_style="cyan",
        ),
        _bands_card(found),
        Text(),
        _payers_card(found),
        Text(),
        _perspectives_card(found),
        Text(),
        *(Text(note, style="yellow") for note in _warnings(found)),
        _record_card(found.record),
    )


def _plain_words(found: Uncertainty) -> list[str]:
    caveat = [as_sentence(found.caveat)] if found.caveat else []
    return [*caveat, *in_short(found, of_whom(BALANCE, found.whose)), *without_largest_words(found)]


def _bands_card(found: Uncertainty) -> RenderableType:
    card = plain_table(f"{of_whom('banden om het saldo', found.whose)}, elk apart: tel ze niet bij elkaar op")
    card.padding = (0, 1, 0, 0)
    card.add_column("band van", max_width=13)
    for name in ("laag", "midden", "hoog"):
        card.add_column(name, justify="right", no_wrap=True)
    card.add_column("wat erin zit")
    for band in found.bands:
        card.add_row(
            band.name, *_amounts(band, found.total.error), Text(band.note.replace("P10–P90", "laag tot hoog"))
        )
    return card


def _amounts(band: Band, error: float) -> list[str]:
    return [DASH if value is None else about(value, error) for value in (band.low, band.middle, band.high)]


def _payers_card(found: Uncertainty) -> RichTable:
    card = _nets_card(f"{of_whom('saldo per betaler', found.whose)}, band van schattingen", "wie", ("loont",))
    for row in (*found.payers, found.total, found.cash):
        amounts = (about(value, row.error) for value in (row.p10, row.p50, row.p90))
        card.add_row(Text(row.name), *amounts, odds(row.chance, row.chance_error))
    return card


def _perspectives_card(found: Uncertainty) -> RichTable:
    """The same worlds from several sides; the last column says how often that turns the conclusion."""
    title = "wie kijkt, en hoe vaak dat de conclusie omdraait" + (f", {found.whose}" if found.whose else "")
    card = _nets_card(title, "vanuit", ("loont", "omgedraaid"))
    for seen, turned, _ in found.views:
        shown = (about(value, seen.error) for value in (seen.p10, seen.p50, seen.p90))
        chance = odds(seen.chance, found.total.chance_error)
        card.add_row(Text(seen.name), *shown, chance, turned_words(turned, found.total.chance_error))
    return card


def _nets_card(title: str, first: str, last: tuple[str, ...]) -> RichTable:
    card = plain_table(title)
    card.padding = (0, 1, 0, 0)
    card.add_column(first)
    for name in ("laag", "midden", "hoog", *last):
        card.add_column(name, justify="right", no_wrap=True)
    return card


def _warnings(found: Uncertainty) -> list[str]:
    record, notes = found.record, []
    if record.from_grade:
        notes.append(
            f"{plural(record.from_grade, 'schatting', 'schattingen')} zonder laag en hoog "
            "kregen de spreiding van hun bewijsgraad."
        )
    if record.held_back:
        notes.append(
            f"In {plural(record.held_back, 'casus', 'casussen')} zouden de kansen samen boven 100 % kunnen "
            "komen; daar is hun spreiding ingehouden, met hetzelfde gemiddelde."
        )
    notes += [
        f"Controle klopt niet: {check.what}." for check in record.checks if check.binding and not check.holds
    ]
    return notes


def _record_card(record: RunRecord) -> RenderableType:
    held = sum(check.holds for check in record.checks if check.binding)
    of = sum(check.binding for check in record.checks)
    lines = [
        ("rekenwijze", ENGINE_WORDS[record.engine]),
        (
            "trekkingen",
            f"{number(record.draws)}, zaad {record.seed}" + (", paden getrokken" if record.events else ""),
        ),
        ("onzeker", f"{plural(record.estimates, 'schatting', 'schattingen')} in {record.cases} casussen"),
        (
            "optimisme",
            f"{record.dependence}: getrokken voor "
            f"{plural(record.organisations, 'organisatie', 'organisaties')} en "
            f"{plural(record.grades, 'soort bewijs', 'soorten bewijs')}",
        ),
        ("controles", f"{held} van {of} kloppen"),
        (
            "gemaakt met",
            f"rendement {record.version}, numpy {record.numpy}, prijzen {record.book} "
            f"{record.book_hash[:12]}, uitgangspunten {record.settings_hash[:12]}, "
            f"realisme {record.realism}, prijsspreiding {record.spread}, samenhang {record.dependence}, "
            f"casussen {record.case_hash[:12]}",
        ),
    ]
    return Panel(named_lines(lines), title="Verantwoording", title_align="left", border_style="dim")
