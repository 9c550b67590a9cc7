"""A new case or programme file with comments that teach while one fills it in.

Nothing in it counts until it was filled in: every figure, text and choice of the case stands as `<vul in>`,
which is refused. The example is in the comment, so that nobody's example becomes somebody's case.
"""

from collections.abc import Mapping
from typing import Final

from rendement.reading.yaml.syntax import TO_FILL_IN

MODELINE: Final = "# yaml-language-server: $schema="
"""What an editor reads at the top of a file."""

CASE: Final = """\
{modeline}
# Een casus is één afgerond traject met één huishouden; kernvragen: 20 minuten. Vervang elke {mark}; een
# voorbeeld staat erachter of erboven. Nooit een naam, adres, telefoonnummer, BSN of geboortedatum.
# Kijk na met: rendement controleer. Zolang er {mark} staat, telt deze casus niet mee.
casus: {name}             # een pseudoniem
rollen: {{auteur: {mark}}}      # bijvoorbeeld {{auteur: sm-01}}; uw eigen code
gestart: {mark}               # bijvoorbeeld 2025-06-12; jaar-maand-dag
afgesloten: {mark}            # bijvoorbeeld 2025-11-03; haal weg zolang het traject loopt
context:
  gemeente: {mark}            # bijvoorbeeld dordrecht
  wijk: {mark}                # bijvoorbeeld crabbehof; hoogstens de wijk, nooit een straat
  organisatie: {mark}         # bijvoorbeeld buurtwerk
  verwijzer: {mark}           # bijvoorbeeld huisarts; weglaten mag
  leeftijd: {mark}            # bijvoorbeeld 75-84; een klasse, geen geboortedatum
  huishouden: {mark}          # bijvoorbeeld alleenwonend
  thema: [{mark}]             # bijvoorbeeld [eenzaamheid, bewegen]
  aanpak: [{mark}]            # bijvoorbeeld [wandelmaatje]
vraag: {mark}                 # bijvoorbeeld komt sinds haar man overleed nauwelijks nog buiten

# Wat deden wij? Eén regel per activiteit. Prijs zoeken: rendement prijzen zoek "huisbezoek"
inzet:
  # bijvoorbeeld {{wat: huisbezoeken en gesprekken, prijs: welzijn.sociaal-makelaar, aantal: 9 uur}}
  # of {{wat: wandelmaatje, prijs: welzijn.vrijwilliger, aantal: 1 uur per week}}
  - {{wat: {mark}, prijs: {mark}, aantal: {mark}}}

# Wat was er waarschijnlijk gebeurd als wij er niet waren? Begin met één pad; zelden meer dan vier.
# Kansen samen hoogstens 100 %; de rest is: het was ook zonder ons goed gekomen.
# Laag en hoog: ongeveer één op de tien keer is het nog minder, of nog meer.
# Was het zonder u net zo gegaan? Dan is dit blok één regel: zonder_inzet: geen verschil
zonder_inzet:
  - pad: {mark}               # bijvoorbeeld de conditie zakt verder, met fysiotherapie en hulp in huis
    kans: {mark}              # bijvoorbeeld {{laag: 30%, verwacht: 40%, hoog: 60%}}; ook 1 op 4, 35%
    bewijs: {mark}            # bijvoorbeeld met-collega; ook: geregistreerd, dossier, eigen
    grond: {mark}             # bijvoorbeeld ingeschat met de praktijkondersteuner
    hulp:
      # bijvoorbeeld {{prijs: zorg.fysiotherapie, aantal: {{laag: 9, verwacht: 12, hoog: 18}}}}
      # of {{prijs: wmo.huishoudelijke-hulp, aantal: 2 uur per week, duur: 9 maanden}}
      # Uitstel is geen afstel: uitstel: 12 maanden laat alleen de tijd ertussen tellen.
      # Dezelfde schatting op een tweede plek? Geef haar hier een naam, en schrijf daar: = die-naam
      - {{prijs: {mark}, aantal: {mark}}}

# Welke hulp uit de paden is er nu toch, of kwam er door ons bij? Die gaat eraf. Niets? met_inzet: geen
# Hulp die er ook zonder ons was geweest en gebleven, schrijft u nergens op.
met_inzet:
  # bijvoorbeeld {{prijs: zorg.fysiotherapie, aantal: 3}}
  - {{prijs: {mark}, aantal: {mark}}}

# Wie hielp nog meer? Samen hoogstens 100 %. Schrijf de anderen erbij, of haal weg wie niet hielp.
toerekening: {{wij: {mark}}}    # bijvoorbeeld {{wij: 70%, huisarts: 20%, familie: 10%}}

bewoner: {mark}               # bijvoorbeeld "Ik kom weer onder de mensen."; eigen woorden, als het mag
instemming: {mark}            # bijvoorbeeld ja; ook: nee (dan telt de casus niet mee) of niet-gevraagd
"""

PROGRAMME: Final = """\
# De eerlijke noemer van de casussen in deze map: hoeveel waren er, en hoe zijn deze gekozen? Vervang elke
# {mark}; een voorbeeld staat erachter of erboven. Zolang er {mark} staat, telt geen casus van deze map mee.
programma: {name}
titel: {mark}                 # bijvoorbeeld Sociaal recept in Crabbehof
periode: {{van: {mark}, tot: {mark}}}  # bijvoorbeeld {{van: {year}-01-01, tot: {year}-12-31}}
afgesloten_casussen: {mark}   # bijvoorbeeld 12; alle afgesloten casussen, ook de niet ingediende
gekozen: {mark}               # bijvoorbeeld uitgekozen; ook: alle, loting
hoe_gekozen: {mark}           # bijvoorbeeld door het team, drie per kwartaal
# Wat brengt een niet ingediende casus minstens en hoogstens op? Alleen bij gekozen: uitgekozen.
# bijvoorbeeld {{laag: 0, hoog: 2500, reden: "een niet ingediende casus bracht niets op, of hoogstens dit"}}
grenzen: {{laag: {mark}, hoog: {mark}, reden: {mark}}}
# Het hele programma, ook overhead en casussen zonder resultaat.
# bijvoorbeeld {{bedrag: 24000, prijspeil: {year}, betalers: {{gemeente: 100%}}, bron: begroting {year}}}
kosten: {{bedrag: {mark}, prijspeil: {mark}, betalers: {{gemeente: {mark}}}, bron: {mark}}}
# Schattingen die meer casussen gebruiken, als = met hun naam. Niet nodig? Laat dit zo staan.
# gedeeld: {{terugval: {{laag: 20%, verwacht: 30%, hoog: 45%, bewijs: dossier, grond: welk onderzoek}}}}
prijzen: {book}
prijspeil: {year}
{sets}"""


def new_case(name: str, schema: str) -> str:
    """A commented case file in which everything is still to be filled in, with the way to its schema."""
    return CASE.format(name=name, modeline=f"{MODELINE}{schema}", mark=TO_FILL_IN)


def new_programme(name: str, price_year: int, book: str, sets: Mapping[str, str]) -> str:
    """The same of a programme; what it is counted with is chosen already, and can be changed."""
    lines = "".join(f"{field}: {said}\n" for field, said in sets.items())
    return PROGRAMME.format(name=name, year=price_year, book=book, mark=TO_FILL_IN, sets=lines)
