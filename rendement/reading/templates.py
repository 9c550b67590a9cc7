"""A new case or programme file with comments that teach while one fills it in."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

from rendement.model.case import Case
from rendement.model.lines import Path
from rendement.model.settings import Programme
from rendement.reading.problems import Problem
from rendement.reading.yaml_text import Text

CASE: Final = """\
# Een casus is één afgerond traject met één huishouden; kernvragen: 20 minuten. Vervang wat er als voorbeeld
# staat. Nooit een naam, adres, telefoonnummer, BSN of geboortedatum. Kijk na met: rendement controleer
casus: {name}                       # een pseudoniem
rollen: {{auteur: sm-01}}           # uw eigen code; wie beoordeelt, is een ander
gestart: {started}                  # jaar-maand-dag
afgesloten: {closed}                # weglaten zolang het traject loopt
context:
  gemeente: dordrecht
  wijk: crabbehof                   # hoogstens de wijk, nooit een straat
  organisatie: buurtwerk
  verwijzer: huisarts
  leeftijd: 75-84                   # een klasse, geen geboortedatum
  huishouden: alleenwonend
  thema: [eenzaamheid, bewegen]
  aanpak: [wandelmaatje]
vraag: {question}

# Wat deden wij? Prijs zoeken: rendement prijzen zoek "huisbezoek"
inzet:
  - {{wat: huisbezoeken en gesprekken, prijs: welzijn.sociaal-makelaar, aantal: 9 uur}}
  - {{wat: wandelmaatje, prijs: welzijn.vrijwilliger, aantal: 1 uur per week}}

# Wat was er waarschijnlijk gebeurd als wij er niet waren? Eén tot vier paden.
# Kansen samen hoogstens 100 %; de rest is: het was ook zonder ons goed gekomen.
# Laag en hoog: ongeveer één op de tien keer is het nog minder, of nog meer.
zonder_inzet:
  - pad: {pathway}
    kans: {{laag: 30%, verwacht: 40%, hoog: 60%}}    # ook goed: 1 op 4, half, 35%
    bewijs: met-collega             # geregistreerd, dossier, met-collega of eigen
    grond: ingeschat met de praktijkondersteuner
    hulp:
      - {{prijs: zorg.fysiotherapie, aantal: {{laag: 9, verwacht: 12, hoog: 18}}}}
      - {{prijs: wmo.huishoudelijke-hulp, aantal: 2 uur per week, duur: 9 maanden}}
      # Uitstel is geen afstel: uitstel: 12 maanden laat alleen de tijd ertussen tellen.

# Welke hulp uit de paden is er nu toch, of kwam er door ons bij? Die gaat eraf. Niets? Laat dit blok weg.
# Hulp die er ook zonder ons was geweest en gebleven, schrijft u nergens op.
met_inzet:
  - {{prijs: zorg.fysiotherapie, aantal: 3}}

# Wie hielp nog meer? Samen hoogstens 100 %.
toerekening: {{wij: 70%, huisarts: 20%, familie: 10%}}

bewoner: "{words}"
instemming: ja                      # ja, nee of niet-gevraagd; bij nee telt de casus niet mee
"""

PROGRAMME: Final = """\
# De eerlijke noemer van de casussen in deze map: hoeveel waren er, en hoe zijn deze gekozen?
programma: {name}
titel: {title}
periode: {{van: {period}-01-01, tot: {period}-12-31}}
afgesloten_casussen: 12             # alle afgesloten casussen in de periode, ook de niet ingediende
gekozen: uitgekozen                 # alle, loting of uitgekozen
hoe_gekozen: door het team, drie per kwartaal
grenzen: {{laag: 0, hoog: 2500, reden: "een niet ingediende casus bracht niets op, of hoogstens dit"}}
kosten:                             # het hele programma, ook overhead en casussen zonder resultaat
  {{bedrag: 24000, prijspeil: {year}, betalers: {{gemeente: 100%}}, bron: begroting {year}}}
prijzen: {book}
prijspeil: {year}
regime: mkba-2021
realisme: werkaanname-2025
verzilvering: bovengrens
"""


QUESTION: Final = "komt sinds het overlijden van haar man nauwelijks nog buiten"
PATHWAY: Final = "de conditie zakt verder, met fysiotherapie en hulp in huis"
WORDS: Final = "In eigen woorden, als de bewoner dat goed vindt."


def template_left(text: Text, case: Case) -> Iterator[Problem]:
    """Every example text of the template that nobody replaced: this may be no real case."""
    said: list[tuple[Path, str | None, str]] = [
        (("vraag",), case.question, QUESTION),
        (("bewoner",), case.resident, WORDS),
    ]
    said += [(("zonder_inzet", n, "pad"), path.title, PATHWAY) for n, path in enumerate(case.without)]
    for path, written, example in said:
        if written == example:
            yield text.problem("sjabloontekst", text.place(path))


TITLE: Final = "Naam van het programma"


def programme_left(text: Text, programme: Programme) -> Iterator[Problem]:
    """The same of a programme."""
    if programme.title == TITLE:
        yield text.problem("sjabloontekst", text.place(("titel",)))


_CLOSED_AGO: Final = 20
"""Days between the closing date of the template and today."""


def new_case(name: str, today: date) -> str:
    """A commented case file that is complete and correct as it stands."""
    return CASE.format(
        name=name,
        started=today - timedelta(days=200),
        closed=today - timedelta(days=_CLOSED_AGO),
        question=QUESTION,
        pathway=PATHWAY,
        words=WORDS,
    )


def new_programme(name: str, today: date, price_year: int, book: str) -> str:
    """A commented programme file that is complete and correct as it stands, and fits a new case beside it."""
    period = (today - timedelta(days=_CLOSED_AGO)).year
    return PROGRAMME.format(name=name, period=period, year=price_year, book=book, title=TITLE)
