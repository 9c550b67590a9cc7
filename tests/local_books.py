"""Small price books as their keepers write them: `gids` with two prices, and `dorp` that stands on it."""

from collections.abc import Mapping
from pathlib import Path
from typing import Final

from written import write

from rendement.reading.books.price_books import load_prices

GIDS: Final = {
    "boek.yaml": """\
boek: gids
versie: "2025.1"
titel: Voorbeeldgids (fictief)
uitgegeven: 2025-01-01
licentie: CC0-1.0
betalers:
  gemeente: {naam: Gemeente, perspectief: publiek}
  inwoner: {naam: Inwoner, perspectief: inwoner}
""",
    "bronnen.yaml": """\
bronnen:
  gids: {auteur: Voorbeeld, titel: Prijzengids (fictief), jaar: 2025, licentie: CC0, adres: "https://example.org/gids"}
""",
    "indexen.yaml": """\
reeksen:
  cpi: {naam: Consumentenprijzen, bron: gids, basis: 2024 = 100, waarden: {2023: 97, 2024: 100, 2025: 103}}
""",
    "prijzen.yaml": """\
prijzen:
  wmo.poetshulp:
    naam: Hulp in huis, per uur
    eenheid: uur
    domein: wmo
    wet: Wmo
    betalers: {gemeente: 100%}
    soort: verzilverbaar
    variabel: 100%
    kosten: gemiddeld
    zoekwoorden: [poetshulp, schoonmaak]
    index: cpi
    waarden:
      - prijspeil: 2024
        bedrag: 35
        vanaf: 2024-01-01
        gecontroleerd: 2025-03-01
        graad: A
        bronnen: [{bron: gids, vindplaats: tabel 1, gezien: 35}]
  wmo.maaltijd:
    naam: Maaltijd aan huis, per stuk
    eenheid: stuk
    domein: wmo
    wet: Wmo
    betalers: {gemeente: 50%, inwoner: 50%}
    soort: verzilverbaar
    variabel: 100%
    kosten: gemiddeld
    zoekwoorden: [tafeltje dekje, maaltijd]
    index: cpi
    waarden:
      - prijspeil: 2024
        bedrag: {laag: 8, hoog: 10, verdeling: uniform}
        vanaf: 2024-01-01
        gecontroleerd: 2025-03-01
        graad: B
        bronnen:
          - {bron: gids, vindplaats: tabel 2, gezien: 8}
          - {bron: gids, vindplaats: tabel 3, gezien: 10}
""",
}
"""A root book without anything to complain of."""
DORP: Final = {
    "boek.yaml": """\
boek: dorp
versie: "2025.1"
titel: Prijzen van een dorp (fictief)
uitgegeven: 2025-02-01
licentie: CC0-1.0
ouder:
  boek: gids
  versie: "2025.1"
  hash: HASH
""",
    "bronnen.yaml": """\
bronnen:
  tarieven: {auteur: Dorp, titel: Tarieven 2025 (fictief), jaar: 2025, licentie: CC0, adres: "https://example.org/dorp"}
""",
    "prijzen.yaml": """\
prijzen:
  wmo.poetshulp:
    vervangt: ja
    naam: Hulp in huis, per uur
    eenheid: uur
    domein: wmo
    wet: Wmo
    betalers: {gemeente: 90%, inwoner: 10%}
    soort: verzilverbaar
    variabel: 100%
    kosten: gemiddeld
    zoekwoorden: [poetshulp, schoonmaak]
    index: cpi
    waarden:
      - prijspeil: 2025
        bedrag: 38
        vanaf: 2025-01-01
        gecontroleerd: 2025-03-01
        graad: A
        bronnen: [{bron: tarieven, vindplaats: bladzijde 2, gezien: 38}]
""",
}
"""A local book that replaces one price of the guide."""

Change = tuple[str, str, str]
"""File, text, and what comes in its place."""


def write_files(folder: Path, texts: Mapping[str, str], *changes: Change) -> Path:
    """A book with some texts replaced; each must be there."""
    kept = dict(texts)
    for file, before, after in changes:
        assert before in kept.setdefault(file, ""), (file, before)
        kept[file] = kept[file].replace(before, after, 1)
    for file, text in kept.items():
        write(folder, file, text)
    return folder


def write_gids(root: Path, *changes: Change) -> Path:
    """The root book below `root`."""
    return write_files(root / "gids" / "2025.1", GIDS, *changes)


def write_dorp(root: Path, *changes: Change, pinned: str | None = None) -> Path:
    """The local book beside the root book that already stands below `root`, with its hash pinned."""
    digest = pinned or load_prices(root / "gids" / "2025.1").content_hash
    texts = {**DORP, "boek.yaml": DORP["boek.yaml"].replace("HASH", digest)}
    return write_files(root / "dorp" / "2025.1", texts, *changes)
