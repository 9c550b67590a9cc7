"""Files for tests, as people write them: a small price book with round prices, a programme, and cases.

Prices of the small book (all of 2025, on a flat index, so that sums can be done by heart):

| key                | per  | €   | payer                                    | kind           | variable |
|--------------------|------|-----|------------------------------------------|----------------|----------|
| inzet.uur          | uur  |  50 | gemeente                                 | verzilverbaar  | 100 %    |
| inzet.vrijwilliger | uur  |  20 | vrijwilliger                             | maatschappelijk|   0 %    |
| hulp.uur           | uur  |  40 | gemeente                                 | verzilverbaar  | 100 %    |
| zorg.zitting       | zitting | 30 | zorgverzekeraar                         | capaciteit     |  50 %    |
| zorg.gedeeld       | stuk | 100 | zorgverzekeraar 60 %, inwoner 40 %       | verzilverbaar  | 100 %    |
| wlz.dag            | dag  | 200 | zorgkantoor                              | verzilverbaar  | 100 %    |
| werk.uitkering     | maand| 1500| gemeente → inwoner (a transfer)          | verzilverbaar  | 100 %    |
| zorg.mantel        | uur  |  15 | netwerk                                  | maatschappelijk|   0 %    |
"""

from pathlib import Path
from typing import Final

from rendement.model.price import PriceBook
from rendement.reading.books.price_books import load_prices
from rendement.reading.loading.load import load_cases
from rendement.reading.loading.loaded import CaseSet

_PRICE: Final = """\
  {key}:
    naam: {label}
    eenheid: {unit}
    domein: {domain}
    wet: {law}
    betalers: {payers}
    soort: {kind}
    variabel: {variable}
    kosten: gemiddeld
    zoekwoorden: [{label}]
    index: cpi
{extra}    waarden:
      - prijspeil: 2025
        bedrag: {amount}
        vanaf: 2025-01-01
        gecontroleerd: 2025-01-01
        graad: A
        bronnen: [{{bron: test}}]
"""
_PRICES: Final = (
    ("inzet.uur", "uur werk", "uur", "welzijn", "{gemeente: 100%}", "verzilverbaar", "100%", 50, ""),
    (
        "inzet.vrijwilliger",
        "vrijwilliger",
        "uur",
        "welzijn",
        "{vrijwilliger: 100%}",
        "maatschappelijk",
        "0%",
        20,
        "",
    ),
    ("hulp.uur", "hulp in huis", "uur", "wmo", "{gemeente: 100%}", "verzilverbaar", "100%", 40, ""),
    ("zorg.zitting", "zitting", "zitting", "zorg", "{zorgverzekeraar: 100%}", "capaciteit", "50%", 30, ""),
    (
        "zorg.gedeeld",
        "gedeeld",
        "stuk",
        "zorg",
        "{zorgverzekeraar: 60%, inwoner: 40%}",
        "verzilverbaar",
        "100%",
        100,
        "",
    ),
    ("wlz.dag", "verpleeghuis", "dag", "wlz", "{zorgkantoor: 100%}", "verzilverbaar", "100%", 200, ""),
    (
        "werk.uitkering",
        "uitkering",
        "maand",
        "werk",
        "{gemeente: 100%}",
        "verzilverbaar",
        "100%",
        1500,
        "inwoner",
    ),
    ("zorg.mantel", "mantelzorg", "uur", "mantelzorg", "{netwerk: 100%}", "maatschappelijk", "0%", 15, ""),
)
_HEADER: Final = """\
boek: {name}
versie: "2025.1"
titel: Testboek
uitgegeven: 2025-01-01
licentie: CC0-1.0
betalers:
  gemeente: {{naam: Gemeente, perspectief: publiek}}
  zorgverzekeraar: {{naam: Zorgverzekeraar, perspectief: publiek}}
  zorgkantoor: {{naam: Zorgkantoor, perspectief: publiek}}
  fonds: {{naam: Fonds, perspectief: privaat}}
  inwoner: {{naam: Inwoner, perspectief: inwoner}}
  vrijwilliger: {{naam: Vrijwilliger, perspectief: inwoner}}
  netwerk: {{naam: Familie, perspectief: inwoner}}
"""
_SOURCES: Final = "bronnen:\n  test: {auteur: Test, titel: Proefprijzen, jaar: 2025}\n"
_SERIES: Final = """\
reeksen:
  cpi:
    naam: vlakke reeks
    bron: test
    basis: 2024 = 100
    waarden: {2024: 100, 2025: 100, 2026: 100}
"""

CASE: Final = """\
casus: {id}
fictief: ja
gestart: 2025-01-01
afgesloten: 2025-01-01
context: {{gemeente: teststad, wijk: {wijk}, organisatie: test, thema: [{thema}], aanpak: [gesprek]}}
vraag: proef
inzet:
  - {{wat: gesprekken, prijs: inzet.uur, aantal: {uren} uur}}
zonder_inzet:
  - pad: hulp in huis
    kans: {kans}
    bewijs: geregistreerd
    hulp:
      - {{prijs: hulp.uur, aantal: {hulp} uur}}
toerekening: {{wij: {wij}}}
instemming: ja
"""
"""A case that closes the day it starts: help then is a one-off at once, so that F = 1 in any regime."""
PROGRAMME: Final = """\
programma: {id}
titel: Proefprogramma
periode: {{van: 2025-01-01, tot: 2025-12-31}}
afgesloten_casussen: {closed}
gekozen: {chosen}
hoe_gekozen: voor een test
{extra}prijzen: landelijk@2025.1
prijspeil: 2025
regime: {regime}
realisme: geen
verzilvering: {cashability}
"""


def write(folder: Path, name: str, text: str) -> Path:
    """A file in a folder that need not exist yet."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name
    path.write_text(text, "utf-8")
    return path


def write_book(folder: Path, name: str = "proef", amounts: dict[str, float] | None = None) -> Path:
    """The small book; `amounts` changes some of its prices."""
    write(folder, "boek.yaml", _HEADER.format(name=name))
    write(folder, "bronnen.yaml", _SOURCES)
    write(folder, "indexen.yaml", _SERIES)
    blocks = []
    for key, label, unit, domain, payers, kind, variable, amount, recipient in _PRICES:
        extra = f"    overdracht_aan: {recipient}\n" if recipient else ""
        chosen = (amounts or {}).get(key, amount)
        blocks.append(
            _PRICE.format(
                key=key, label=label, unit=unit, domain=domain, law="Wmo" if domain == "wmo" else "geen",
                payers=payers, kind=kind, variable=variable, amount=chosen, extra=extra,
            )
        )  # fmt: skip
    write(folder, "prijzen.yaml", "prijzen:\n" + "\n".join(blocks))
    return folder


def small_book(folder: Path) -> PriceBook:
    """The small book, written and read."""
    return load_prices(write_book(folder / "boek"))


def case_text(name: str = "proef-1", **changes: object) -> str:
    """A case of `uren` hours of effort (2: € 100) against `kans` (50 %) of `hulp` hours (10: € 400)."""
    values = {
        "wijk": "noord",
        "thema": "bewegen",
        "uren": 2,
        "kans": "50%",
        "hulp": 10,
        "wij": "100%",
        **changes,
    }
    return CASE.format(id=name, **values)


def programme_text(name: str = "proef", closed: int = 1, chosen: str = "alle", **changes: str) -> str:
    """A programme without discount and without correction for realism."""
    values = {"extra": "", "regime": "geen", "cashability": "bovengrens", **changes}
    return PROGRAMME.format(id=name, closed=closed, chosen=chosen, **values)


def read(folder: Path, *texts: str, programme: str | None = None, book: PriceBook | None = None) -> CaseSet:
    """Write cases (and a programme for just as many) to a folder and read them with the small book."""
    prices = book or small_book(folder)
    home = folder / "casussen"
    write(home, "programma.yaml", programme or programme_text(closed=len(texts)))
    for number, text in enumerate(texts, 1):
        write(home, f"casus-{number:03d}.yaml", text)
    return load_cases(home, prices=prices)
