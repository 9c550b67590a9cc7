"""Writes the pages of docs that follow from the code.

    python docs/genereer.py            every page
    python docs/genereer.py fouten     only docs/fouten.md
    python docs/genereer.py --controleer   write nothing; say which pages are stale

A test fails when a page differs from what this script would write.
"""

import json
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Final

from prijzenboeken import pages
from woorden import glossary_page

from rendement.reading.complaints.messages import MESSAGES, Message
from rendement.reading.complaints.problems import Place, Problem
from rendement.reading.start.schema import DOCUMENTS, schema_of

DOCS: Final = Path(__file__).resolve().parent
GALLERY: Final = DOCS.parent / "tests" / "fouten"

GROUPS: Final = {
    "R1": "Het bestand kan niet gelezen worden",
    "R2": "Een veld klopt niet",
    "R3": "Een getal, datum of schatting klopt niet",
    "R4": "De casus klopt niet als geheel",
    "R5": "Het programma, de uitgangspunten of de naam van een schatting klopt niet",
    "R6": "Het prijzenboek klopt niet",
    "R70": "Er staan persoonsgegevens in",
    "R72": "Een afspraak met een betaler klopt niet",
    "R80": "Een beoordeling klopt niet",
    "R81": "De map van een eigen prijzenboek of van eigen uitgangspunten klopt niet",
    "R9": "Het Excelformulier klopt niet",
    "L3": "Let op: is dit wat u bedoelt?",
    "L4": "Let op: klopt dit getal?",
    "L9": "Let op: dit mag, maar kijk ernaar",
}

INTRODUCTION: Final = """\
# Fouten: wat er staat en wat u doet

Deze pagina wordt gemaakt met `python docs/genereer.py fouten`. Verander haar niet met de hand.

## Zo leest u een melding

```text
casussen/vb-2025-01.yaml:11:23  R201  onbekend veld 'verwact'
   11 |     kans: {laag: 30%, verwact: 50%, hoog: 60%}
      |                       ^^^^^^^ bedoelt u 'verwacht'?
```

- De eerste regel zegt waar de fout zit: het bestand, dan de regel (11), dan de plaats in die regel (23).
  U telt vanaf 1.
- Daarna komt een code (R201) en wat er mis is. Met de code zoekt u hieronder op.
- De tweede regel is de regel uit uw bestand. Onder de fout staan dakjes (`^`). Achter de dakjes staat wat u
  kunt doen.

Een code met een **R** is een fout: dit bestand telt niet mee tot de fout weg is. De andere bestanden tellen
gewoon mee. Een code met een **L** is een waarschuwing: het bestand telt mee, maar kijk er nog eens naar.

U ziet alle fouten in één keer, van boven naar beneden. Alleen wat op een andere fout volgt, wacht. Is een
bestand niet als YAML te lezen (R1), dan kijkt het programma pas na herstel verder. Klopt een veld niet (R2, R3),
dan wacht alleen wat bij dat veld of die regel hoort. Dat staat er dan bij. Naar persoonsgegevens (R7) kijkt het altijd
meteen, ook in commentaar achter een `#`, in codes en in de naam van het bestand.

## Lijkt het een persoonsgegeven, maar is het dat niet?

Schrijf dan achter de regel `# toegestaan:` en waarom het mag. Zonder reden blijft de fout staan.

```yaml
vraag: eet elke week mee in Dijkhof 3   # toegestaan: adres van het buurthuis, niet van een bewoner
```
"""


def errors_page() -> str:
    """docs/fouten.md: every code with an example from the gallery."""
    parts = [INTRODUCTION]
    for group, title in GROUPS.items():
        parts.append(f"\n## {title}\n")
        chosen = [(message, slug) for slug, message in MESSAGES.items() if message.code.startswith(group)]
        parts += [_entry(slug, message) for message, slug in sorted(chosen)]
    return "".join(parts)


def _entry(slug: str, message: Message) -> str:
    piece = f"{message.code}-{slug}"
    printed = (GALLERY / f"{piece}.verwacht.txt").read_text("utf-8").rstrip("\n")
    blank = Problem(slug, "", Place(1, 1, 2))
    if "…" in blank.repair and "…" not in message.repair:
        told = f"In dit voorbeeld: {printed.split(chr(10))[-1].lstrip(' |^')}"
    else:
        told = f"Zo herstelt u het: {blank.repair}"
    stop = "" if told.endswith(("?", ".")) else "."
    return f"\n### {blank.code}: {blank.cause}\n\n```text\n{_shorter(piece, printed)}\n```\n\n{told}{stop}\n"


def _shorter(piece: str, printed: str) -> str:
    """The example with the name a file of a user could have, instead of the name of a test."""
    if printed.startswith(f"{piece}/"):
        return printed.replace(f"{piece}/", "")
    for suffix in ("yaml", "xlsx"):
        printed = printed.replace(f"{piece}.{suffix}", f"voorbeeld.{suffix}")
    return printed.replace(f"{piece}:", "mijn-prijzenboek:")


def schema_page(document: str) -> str:
    """docs/schema/….json: the JSON Schema that an editor uses to complete fields."""
    return json.dumps(schema_of(document), ensure_ascii=False, indent=2) + "\n"


PAGES: Final[dict[str, tuple[str, Callable[[], str]]]] = {
    "fouten": ("fouten.md", errors_page),
    "woordenlijst": ("woordenlijst.md", glossary_page),
    **{name: (f"schema/{name}.schema.json", partial(schema_page, name)) for name in DOCUMENTS},
    **pages(),
}
"""Name of a page → its file and what makes its text."""


def main(words: list[str]) -> int:
    """Write the named pages, or all; with --controleer only say which are stale. 0 when all is well."""
    only_check = "--controleer" in words
    names = [word for word in words if word != "--controleer"] or list(PAGES)
    wrong = [name for name in names if name not in PAGES]
    for name in wrong:
        sys.stderr.write(f"onbekende pagina '{name}'; kies uit: {', '.join(PAGES)}\n")
    for name in names:
        if name in PAGES and not _written(*PAGES[name], only_check):
            sys.stderr.write(f"docs/{PAGES[name][0]} is verouderd; draai `make docs`\n")
            wrong.append(name)
    return 1 if wrong else 0


def _written(file: str, make: Callable[[], str], only_check: bool) -> bool:
    """Whether the page is as it should be, after writing it unless only asked."""
    path = DOCS / file
    text = make()
    if not only_check:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return path.is_file() and path.read_text("utf-8") == text


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
