"""Pieces of the gallery about price books: a good book, or a good pair, with one text replaced."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Final

from local_books import GIDS, Change, write_dorp, write_gids
from written import write

from rendement.reading.books.price_books import load_prices
from rendement.reading.complaints.problems import Problem, ReadingError
from rendement.reading.keeping.lint import LintRules, lint_book
from rendement.reading.loading.load import load_cases
from rendement.reading.terms.settings_sets import load_settings

TODAY: Final = date(2025, 6, 1)
_CASE: Final = """\
casus: vb-2025-01
fictief: ja
gestart: 2025-01-06
afgesloten: 2025-06-30
context: {gemeente: dordrecht, organisatie: buurtwerk, thema: [eenzaamheid], aanpak: [wandelmaatje]}
vraag: komt nauwelijks nog buiten
inzet:
  - {wat: flyers, uitgave: {bedrag: 20, prijspeil: 2025, betalers: {gemeente: 100%}, bron: factuur}}
zonder_inzet:
  - pad: conditie zakt verder weg
    kans: 50%
    hulp:
      - {prijs: wmo.poetshulp, aantal: 12 uur}
toerekening: {wij: 70%, huisarts: 30%}
"""
_PROGRAMME: Final = """\
programma: voorbeeld-2025
titel: Voorbeeld 2025 (fictief)
periode: {van: 2025-01-01, tot: 2025-12-31}
afgesloten_casussen: 1
gekozen: alle
hoe_gekozen: elke afgesloten casus is ingevuld
prijzen: gids@2025.1
prijspeil: 2025
regime: geen
realisme: geen
verzilvering: bovengrens
"""
_SET: Final = """\
verzilvering:
  {name}:
    titel: Afspraak (fictief)
    vanaf: 2025-01-01
    bron: overleg
    kansen: {{overige: 100%, {payer}: 50%}}
"""
_NEW: Final = "  wmo.poetshulp:\n    vervangt: ja"
_VALUE: Final = "      - prijspeil: 2024\n        bedrag: 35"

_USUAL: Final = ("prijzen.yaml", "    vervangt: ja")
LOCAL: Final[dict[str, tuple[Change, ...]]] = {
    "vervangt_ontbreekt": (("prijzen.yaml", "    vervangt: ja\n", ""),),
    "vervangt_niets": (("prijzen.yaml", "wmo.poetshulp:", "wmo.poetsulp:"),),
    "vervangt_eenheid": (("prijzen.yaml", "eenheid: uur", "eenheid: dagdeel"),),
    "vervangt_soort": (("prijzen.yaml", "soort: verzilverbaar", "soort: capaciteit"),),
    "bron_van_ouder": (("prijzen.yaml", "bron: tarieven", "bron: gids"),),
    "betaler_herhaald": (
        ("boek.yaml", "ouder:", "betalers:\n  gemeente: {naam: Ons dorp, perspectief: publiek}\nouder:"),
    ),
    "bron_herhaald": (
        ("bronnen.yaml", "bronnen:\n", "bronnen:\n  gids: {auteur: Dorp, titel: Eigen gids (fictief)}\n"),
    ),
    "reeks_herhaald": (
        (
            "indexen.yaml",
            "",
            "reeksen:\n  cpi: {naam: Eigen, bron: tarieven, basis: 2025 = 1, waarden: {2025: 1}}\n",
        ),
    ),
    "gebruikelijk_leeg": ((*_USUAL, f"{_USUAL[1]}\n    gebruikelijk: {{duur: {{}}}}"),),
    "gebruikelijk_volgorde": (
        (*_USUAL, f"{_USUAL[1]}\n    gebruikelijk: {{totaal: {{laag: 40, hoog: 4}}}}"),
    ),
    "gebruikelijk_tijd": ((*_USUAL, f"{_USUAL[1]}\n    gebruikelijk: {{duur: {{hoog: 40 uur}}}}"),),
    "gebruikelijk_eenheid": ((*_USUAL, f"{_USUAL[1]}\n    gebruikelijk: {{totaal: {{hoog: 40 dagen}}}}"),),
    "gebruikelijk_per": ((*_USUAL, f"{_USUAL[1]}\n    gebruikelijk: {{totaal: {{hoog: 2 uur per week}}}}"),),
    "ouder_onbekend": (("boek.yaml", "boek: gids", "boek: gisd"),),
    "ouder_versie": (("boek.yaml", '  versie: "2025.1"\n  hash', '  versie: "2026.1"\n  hash'),),
}
"""Complaints about a local book that stands on a good parent."""
ROOT: Final[dict[str, tuple[Change, ...]]] = {
    "boek_zonder_betalers": (
        (
            "boek.yaml",
            "betalers:\n  gemeente: {naam: Gemeente, perspectief: publiek}\n"
            "  inwoner: {naam: Inwoner, perspectief: inwoner}\n",
            "",
        ),
    ),
    "betaler_naam": (("boek.yaml", "naam: Inwoner", "naam: gemeente"),),
    "raming_zonder_waarde": (("indexen.yaml", "bron: gids", "bron: gids, ramingen: [2026]"),),
    "prijs_tot_voor_vanaf": (
        ("prijzen.yaml", "vanaf: 2024-01-01", "vanaf: 2024-01-01\n        tot: 2023-12-31"),
    ),
    "vervangt_zonder_ouder": (("prijzen.yaml", "wmo.poetshulp:", "wmo.poetshulp:\n    vervangt: ja"),),
}
"""Complaints about a book without a parent, when it is loaded."""
LINT: Final[dict[str, tuple[Change, ...]]] = {
    "vindplaats_ontbreekt": (
        (
            "bronnen.yaml",
            "bronnen:\n",
            "bronnen:\n  krant: {auteur: Krant, titel: Bericht, jaar: 2025, licentie: CC0, adres: x}\n",
        ),
        ("bronnen.yaml", ", adres: x", ""),
        ("prijzen.yaml", "{bron: gids, vindplaats: tabel 1, gezien: 35}", "{bron: krant, gezien: 35}"),
    ),
    "gezien_buiten_band": (("prijzen.yaml", "bedrag: 35", "bedrag: 53"),),
    "naam_dubbel": (
        (
            "prijzen.yaml",
            "naam: Maaltijd aan huis, per stuk\n    eenheid: stuk",
            "naam: Hulp in huis, per uur\n    eenheid: uur",
        ),
    ),
    "controle_verouderd": (("prijzen.yaml", "gecontroleerd: 2025-03-01", "gecontroleerd: 2022-03-01"),),
    "prijspeil_oud_zonder_uitleg": (
        ("indexen.yaml", "2023: 97", "2014: 80, 2023: 97"),
        ("prijzen.yaml", "prijspeil: 2024", "prijspeil: 2014"),
    ),
    "graad_zonder_uitleg": (("prijzen.yaml", "graad: A", "graad: C"),),
    "niet_ingevuld": (("prijzen.yaml", "vindplaats: tabel 1", "vindplaats: tabel (vul in)"),),
    "bron_ongebruikt": (
        (
            "bronnen.yaml",
            "bronnen:\n",
            'bronnen:\n  krant: {auteur: Krant, titel: Bericht, jaar: 2025, licentie: CC0, adres: "https://example.org/k"}\n',
        ),
    ),
    "prijspeil_oud": (
        ("indexen.yaml", "2023: 97", "2014: 80, 2023: 97"),
        ("prijzen.yaml", "prijspeil: 2024", "prijspeil: 2014"),
        ("prijzen.yaml", "graad: A", "opmerking: iets nieuwers bestaat niet\n        graad: A"),
    ),
    "zoekwoord_dubbel": (("prijzen.yaml", "tafeltje dekje, maaltijd", "tafeltje dekje, schoonmaak"),),
    "bron_zonder_adres": (("bronnen.yaml", ', adres: "https://example.org/gids"', ""),),
    "dagdeel_zonder_uitleg": (("prijzen.yaml", "eenheid: uur", "eenheid: dagdeel"),),
    "dagdeel_zonder_uren": (
        ("prijzen.yaml", "eenheid: uur", "eenheid: dagdeel"),
        (
            "prijzen.yaml",
            "graad: A",
            "opmerking: hoe lang een dagdeel duurt, is niet bekend\n        graad: A",
        ),
    ),
    "controle_in_toekomst": (("prijzen.yaml", "gecontroleerd: 2025-03-01", "gecontroleerd: 2026-03-01"),),
    "adres_onleesbaar": (("bronnen.yaml", '"https://example.org/gids"', "zie de website"),),
    "adres_zonder_bladzijde": (("bronnen.yaml", "example.org/gids", "example.org"),),
    "bron_onvolledig": (("bronnen.yaml", ", jaar: 2025, licentie: CC0", ""),),
    "domein_past_niet": (("prijzen.yaml", "domein: wmo", "domein: wom"),),
    "gezien_omgerekend": (
        ("prijzen.yaml", "bedrag: 35", "bedrag: 420"),
        ("prijzen.yaml", "graad: A", "opmerking: twaalf maanden van 35 euro\n        graad: A"),
    ),
    "bedrag_ongewoon": (
        ("prijzen.yaml", "bedrag: 35", "bedrag: 3500"),
        ("prijzen.yaml", "gezien: 35", "gezien: 3500"),
    ),
    "gezien_ontbreekt": (("prijzen.yaml", ", gezien: 35", ""),),
}
"""What `prijzen controleer` finds in a book that can be loaded; read on 1 June 2025."""
LOCAL_LINT: Final[dict[str, tuple[Change, ...]]] = {
    "wet_lijkt_op": (("prijzen.yaml", "wet: Wmo", "wet: Wom"),)
}
"""The same in a local book."""
CASES: Final[dict[str, tuple[Change, ...]]] = {
    "prijs_afgelopen": (("prijzen.yaml", "vanaf: 2024-01-01", "vanaf: 2024-01-01\n        tot: 2024-12-31"),),
    "prijs_oud": (
        ("indexen.yaml", "2023: 97", "2014: 80, 2023: 97"),
        ("prijzen.yaml", "prijspeil: 2024", "prijspeil: 2014"),
    ),
    "prijs_raming": (("indexen.yaml", "bron: gids", "bron: gids, ramingen: [2025]"),),
}
"""What is told about a case because of its price; the book of the programme is the changed one."""


def _read_book(piece: Path, name: str) -> list[Problem]:
    try:
        load_prices(piece / name / "2025.1")
    except ReadingError as error:
        return error.problems
    return []


def _local(*changes: Change) -> Callable[[Path], None]:
    def build(piece: Path) -> None:
        write_gids(piece)
        write_dorp(piece, *changes)

    return build


def _root(*changes: Change) -> Callable[[Path], None]:
    return lambda piece: void(write_gids(piece, *changes))


def void(_: object) -> None:
    """For builders: what was made is not needed."""


def _case(*changes: Change) -> Callable[[Path], None]:
    def build(piece: Path) -> None:
        write_gids(piece, *changes)
        write(piece, "programma.yaml", _PROGRAMME)
        write(piece, "vb-2025-01.yaml", _CASE)

    return build


def _read_case(piece: Path) -> list[Problem]:
    book = load_prices(piece / "gids" / "2025.1")
    return list(load_cases(piece / "programma.yaml", piece / "vb-2025-01.yaml", prices=book).problems)


def _wrong_hash(piece: Path) -> None:
    write_gids(piece)
    write_dorp(piece, pinned="0" * 64)


def _other_book(piece: Path) -> None:
    write_gids(piece, ("boek.yaml", "boek: gids", "boek: gidsje"))
    write_dorp(piece)


def _circle(piece: Path) -> None:
    pin = 'ouder: {boek: dorp, versie: "2025.1", hash: nog-niet-bekend}\n'
    write_gids(piece)
    write_dorp(piece)
    write_gids(piece, ("boek.yaml", "betalers:", pin + "betalers:"))


def _no_cpi(piece: Path) -> None:
    changes = [("prijzen.yaml", "index: cpi", "index: prijzen")] * 2
    write_gids(piece, ("indexen.yaml", "cpi:", "prijzen:"), *changes)


def _two_editions(piece: Path) -> None:
    write(piece, "programma.yaml", _PROGRAMME.replace("gids@2025.1", "./gids"))
    write(piece, "vb-2025-01.yaml", _CASE)
    write_gids(piece)
    write(piece / "gids" / "2024.1", "boek.yaml", GIDS["boek.yaml"])


def _sets(piece: Path) -> None:
    write(piece, "uitgangspunten.yaml", _SET.format(name="afspraak", payer="gemeente"))
    write(piece, "b.yaml", _SET.format(name="afspraak", payer="gemeente"))


def _read_sets(piece: Path) -> list[Problem]:
    try:
        load_settings(piece)
    except ReadingError as error:
        return error.problems
    return []


def _unknown_sets(_: Path) -> list[Problem]:
    try:
        load_settings("2099.1")
    except ReadingError as error:
        return error.problems
    return []


def _stranger(piece: Path) -> None:
    _case()(piece)
    own = _PROGRAMME.replace("bovengrens", "afspraak") + "uitgangspunten: ./sets\n"
    write(piece, "programma.yaml", own)
    write(piece / "sets", "uitgangspunten.yaml", _SET.format(name="afspraak", payer="gemeent"))


Reader = Callable[[Path], list[Problem]]
BUILDERS: Final[dict[str, Callable[[Path], None]]] = {
    **{slug: _local(*changes) for slug, changes in {**LOCAL, **LOCAL_LINT}.items()},
    **{slug: _root(*changes) for slug, changes in {**ROOT, **LINT}.items()},
    **{slug: _case(*changes) for slug, changes in CASES.items()},
    "boek_zonder_cpi": _no_cpi,
    "ouder_hash": _wrong_hash,
    "ouder_anders": _other_book,
    "ouder_kring": _circle,
    "set_dubbel": _sets,
    "uitgangspunten_onbekend": lambda piece: piece.mkdir(exist_ok=True),
    "verzilvering_betaler": _stranger,
    "map_met_uitgaven": _two_editions,
}
READERS: Final[dict[str, Reader]] = {
    **dict.fromkeys(
        [*LOCAL, "ouder_hash", "ouder_anders", "ouder_kring"], lambda piece: _read_book(piece, "dorp")
    ),
    **dict.fromkeys([*ROOT, "boek_zonder_cpi"], lambda piece: _read_book(piece, "gids")),
    **dict.fromkeys(LINT, lambda piece: lint_book(piece / "gids" / "2025.1", LintRules(TODAY))),
    **dict.fromkeys(LOCAL_LINT, lambda piece: lint_book(piece / "dorp" / "2025.1", LintRules(TODAY))),
    **dict.fromkeys(CASES, _read_case),
    "set_dubbel": _read_sets,
    "uitgangspunten_onbekend": _unknown_sets,
    "map_met_uitgaven": lambda piece: list(load_cases(piece).problems),
    "verzilvering_betaler": _read_case,
}
"""How each of these pieces is read, where that is not as a case or a book."""
