"""The questions of the intake form, sheet by sheet, in the words of docs/casus.md."""

from collections.abc import Iterator
from typing import Final

from rendement.forms.questions import (
    PAYERS,
    PER,
    YES_NO,
    Cards,
    Entry,
    Kind,
    Page,
    Path,
    Questions,
    Rows,
    Scores,
)

_T, _S, _Q = Kind.TIME, Kind.SHARE, Kind.QUANTITY
_HOW_SHARE: Final = (
    "Schrijf 1 op 4, 25%, half, bijna zeker (95 %), bijna zeker niet (5 %), of een telling: 9 van 40."
)
_HOW_TIME: Final = "Schrijf bijvoorbeeld 6 weken, 9 maanden of 2 jaar."
_RANGE: Final = "Laag en hoog: in ongeveer één van de tien gevallen is het nog minder, of nog meer."
_GRADES: Final = "Van sterk naar zwak: geregistreerd, dossier, met-collega, eigen. Leeg telt als eigen."


def _times(field: str, label: str) -> tuple[Entry, Entry]:
    told = f"Alleen als u een bandbreedte voor {field} wilt geven. {_HOW_TIME}"
    return (
        Entry((field, "laag"), f"{label} laag", _T, told, width=11, rare=True),
        Entry((field, "hoog"), f"{label} hoog", _T, told, width=11, rare=True),
    )


def _often(label: str) -> tuple[Entry, ...]:
    return (
        Entry(("prijs",), label, Kind.PRICE, "Kies uit de lijst. Zoeken met gewone woorden: blad Prijslijst.",
              width=46),
        Entry((), PER, Kind.TEXT, width=10),
        Entry(("aantal", "laag"), "Aantal laag", _Q, _RANGE, width=10),
        Entry(("aantal", "verwacht"), "Aantal", _Q, "Hoeveel, wat u het meest waarschijnlijk vindt. Zonder "
              "eenheid telt het in de eenheid van de prijs.", width=10),
        Entry(("aantal", "hoog"), "Aantal hoog", _Q, _RANGE, width=10),
        Entry(("aantal", "eenheid"), "Eenheid", Kind.UNIT, "Bijvoorbeeld zittingen (in totaal) of uur per week. "
              "Bij per week, maand of jaar hoort een duur.", width=17),
        Entry(("vanaf",), "Vanaf", _T, f"Geteld vanaf de start van de inzet. Leeg: vanaf de afsluiting. {_HOW_TIME}"),
        Entry(("duur",), "Duur", _T, f"{_HOW_TIME} Of: blijvend.", width=12),
    )  # fmt: skip


_CONFIRMED: Final = Entry(
    ("klopt",),
    "Klopt",
    Kind.TEXT,
    "Vroeg het programma naar een getal, en klopt het? Waarom.",
    width=26,
    rare=True,
)
_GROUNDED: Final = (
    Entry(("wat",), "Wat", Kind.TEXT, "Mag leeg blijven. Nooit een naam.", width=26),
    Entry(("bewijs",), "Bewijs", Kind.CHOICE, _GRADES, "bewijs", width=14),
    Entry(("grond",), "Grond", Kind.TEXT, "Waar rust deze schatting op?", width=34),
)
_MONEY: Final = (
    Entry(("uitgave", "bedrag"), "Uitgave: bedrag", Kind.NUMBER, "In euro's. In plaats van prijs en aantal: "
          "zaalhuur, cursusgeld.", rare=True),
    Entry(("uitgave", "prijspeil"), "Uitgave: prijspeil", Kind.WHOLE, "Het jaar van dit bedrag.", rare=True),
    Entry(("uitgave", "bron"), "Uitgave: bron", Kind.TEXT, "Bijvoorbeeld factuur of huurcontract.", width=22, rare=True),
    Entry(("betalers", 0, "wie"), "Betaler", Kind.CHOICE, "Bij een uitgave: wie betaalde. Bij een prijs alleen als "
          "een ander betaalde dan in het prijzenboek.", PAYERS, width=16, rare=True),
    Entry(("betalers", 0, "deel"), "Deel", _S, "100%, of minder als er twee betalers zijn.", width=8, rare=True),
    Entry(("betalers", 1, "wie"), "Tweede betaler", Kind.CHOICE, "Alleen als er twee waren.", PAYERS, width=16, rare=True),
    Entry(("betalers", 1, "deel"), "Tweede deel", _S, "Samen precies 100%.", width=8, rare=True),
)  # fmt: skip
_PERSONS: Final = Entry(("personen",), "Personen", _Q, "Voor hoeveel mensen? Het aantal is dan per persoon. Leeg: één.",
                        width=9, rare=True)  # fmt: skip
_RARE: Final = (
    _PERSONS,
    Entry(("verdringing",), "Verdringing", _S, "Deel van de besparing dat alleen verschuift.", rare=True),
    Entry(("afbouw",), "Afbouw", _S, "Hoeveel van het effect per jaar verdwijnt.", rare=True),
    *_times("vanaf", "Vanaf"),
    *_times("duur", "Duur"),
    *_MONEY,
    _CONFIRMED,
    Entry(("naast",), "Naast", Kind.TEXT, "Zit deze hulp al in andere hulp van deze casus, en kwam zij er toch bij? Waarom.",
          width=26, rare=True),
)  # fmt: skip
_HORIZON: Final = (
    Entry(("horizon", "duur"), "Horizon", _T, "Langer of korter meetellen dan het regime.", rare=True),
    Entry(("horizon", "reden"), "Reden van horizon", Kind.TEXT, "Waarom langer of korter?", width=30, rare=True),
)  # fmt: skip

_EFFORT: Final = (
    Entry(("wat",), "Wat", Kind.TEXT, "Wat deden wij? Nooit een naam.", required=True, width=34),
    Entry(("prijs",), "Prijs", Kind.PRICE, "Kies uit de lijst. Zoeken met gewone woorden: blad Prijslijst.", width=46),
    Entry((), PER, Kind.TEXT, width=10),
    Entry(("aantal", "verwacht"), "Aantal", _Q, "Hoeveel. Zonder eenheid telt het in de eenheid van de prijs.", width=10),
    Entry(("aantal", "eenheid"), "Eenheid", Kind.UNIT, "Bijvoorbeeld uur (in totaal) of uur per week.", width=17),
    Entry(("vanaf",), "Vanaf", _T, f"Geteld vanaf de start. Leeg: verdeeld tussen start en afsluiting. {_HOW_TIME}"),
    Entry(("duur",), "Duur", _T, _HOW_TIME),
    Entry(("groep",), "Groep", _Q, "Deden er meer mensen mee? Hoeveel deelnemers.", width=9),
    Entry(("gedeeld_over",), "Gedeeld over", _Q, "Deelt u deze inzet over casussen? Over hoeveel.", width=10),
    Entry(("grond",), "Grond", Kind.TEXT, "Waar komt dit getal vandaan?", width=30),
    _PERSONS,
    *_MONEY,
    _CONFIRMED,
)  # fmt: skip

_WITHOUT: Final = (
    *_often("Prijs"),
    Entry(("uitstel",), "Uitstel", _T, f"Kwam de hulp dankzij ons later, en niet nooit? Hoeveel later. {_HOW_TIME}"),
    Entry(("verschuift",), "Verschuift", Kind.YES_NO, "Bij uitstel: schuift het einde mee op? Leeg is nee.", YES_NO, width=11),
    *_GROUNDED,
    Entry(("kans",), "Kans", _S, f"De kans op deze regel binnen het pad. Leeg: zeker. {_HOW_SHARE}", rare=True),
    *_RARE,
    *_times("uitstel", "Uitstel"),
    *_HORIZON,
)  # fmt: skip
_WITH: Final = (
    *_often("Prijs"),
    Entry(("kans",), "Kans", _S, f"Alleen bij hulp die misschien komt: de kans op terugval. {_HOW_SHARE}"),
    Entry(("in_plaats_van",), "In plaats van", Kind.CODE, "Kwam deze hulp in plaats van hulp uit een pad, zolang die er niet was? "
          "z1.2 is pad 1, tweede regel. Vanaf, duur en kans laat u dan leeg: die volgen.", width=11),
    *_GROUNDED,
    *_RARE,
    Entry(("deel",), "Deel van de tijd", _S, "Bij in plaats van: in welk deel van die tijd. Leeg: al die tijd.", width=8, rare=True),
    *_HORIZON,
)  # fmt: skip
_PATH: Final = (
    Entry(("pad",), "Wat was er dan gebeurd?", Kind.TEXT, "In gewone woorden, zonder naam.", required=True),
    Entry(("kans", "laag"), "Kans laag", _S, f"{_RANGE} {_HOW_SHARE}"),
    Entry(("kans", "verwacht"), "Kans", _S, f"Hoe waarschijnlijk? {_HOW_SHARE}", required=True),
    Entry(("kans", "hoog"), "Kans hoog", _S, f"{_RANGE} {_HOW_SHARE}"),
    Entry(("bewijs",), "Bewijs", Kind.CHOICE, _GRADES, "bewijs"),
    Entry(("grond",), "Grond", Kind.TEXT, "Waar rust deze kans op?"),
)


def _several(path: Path, label: str, kind: Kind, told: str, count: int, choices: str = "",
             required: bool = False) -> Iterator[Entry]:  # fmt: skip
    for number in range(count):
        said = label if number == 0 else f"{label} ({number + 1})"
        again = told if number == 0 else ""
        yield Entry((*path, number), said, kind, again, choices, required and number == 0)


_OPEN: Final = Kind.OPEN_CHOICE
CHANCE_MEANS: Final = Entry(("kans_betekent",), "Kans betekent", Kind.CHOICE,
    "kans: zo waarschijnlijk was dit pad. ook_zonder_ons: zo vaak was het ook zonder ons goed gekomen. Eén keuze voor alle paden.",
    "kans betekent")  # fmt: skip
"""Which of the two opposite questions the chances of the paths answer; no answer of the case itself."""

CASE: Final = Page("Casus", "De casus", "Eén afgerond traject met één huishouden. Een ster (*) is verplicht. "
    "Nooit een naam, adres, telefoonnummer, BSN of geboortedatum.", (
    Questions("Wie en wanneer", (
        Entry(("casus",), "Casus", Kind.CODE, "Een pseudoniem: kleine letters, cijfers en streepjes, zoals dor-2025-018.", required=True),
        Entry(("fictief",), "Fictief", Kind.YES_NO, "ja voor een verzonnen voorbeeld; anders leeg.", YES_NO),
        Entry(("gestart",), "Gestart", Kind.DATE, "De dag waarop wij begonnen.", required=True),
        Entry(("afgesloten",), "Afgesloten", Kind.DATE, "Leeg zolang het traject loopt; dan telt de casus nog niet mee."),
        Entry(("status",), "Status", Kind.CHOICE, "Hoe ver de casus is.", "status"),
        Entry(("rollen", "auteur"), "Auteur", Kind.CODE, "Uw eigen code, nooit uw naam."),
        Entry(("rollen", "vaststeller"), "Vaststeller", Kind.CODE, "De code van een ander dan de auteur."),
    )),
    Questions("Context", (
        Entry(("context", "gemeente"), "Gemeente", Kind.TEXT, "Bijvoorbeeld dordrecht.", required=True),
        Entry(("context", "wijk"), "Wijk", Kind.TEXT, "Hoogstens de wijk, nooit een straat."),
        Entry(("context", "organisatie"), "Organisatie", Kind.TEXT, "Wie het werk deed.", required=True),
        Entry(("context", "verwijzer"), "Verwijzer", _OPEN, "Kies, of schrijf een eigen woord.", "verwijzer"),
        Entry(("context", "leeftijd"), "Leeftijd", _OPEN, "Een klasse, nooit een leeftijd of geboortedatum.", "leeftijd"),
        Entry(("context", "huishouden"), "Huishouden", _OPEN, "Kies, of schrijf een eigen woord.", "huishouden"),
        *_several(("context", "thema"), "Thema", _OPEN, "Eén of meer. Wie dezelfde woorden kiest, kan later beter vergelijken.", 4, "thema", True),
        *_several(("context", "aanpak"), "Aanpak", _OPEN, "Eén of meer.", 4, "aanpak", True),
    )),
    Questions("De vraag", (
        Entry(("vraag",), "Vraag", Kind.TEXT, "Waarmee kwam de bewoner? Eén of twee zinnen.", required=True),
        *_several(("eerder_gebruik",), "Eerder gebruik", Kind.TEXT, "Welke hulp was er al? Achtergrond; er wordt niet mee gerekend.", 3),
        Entry(("bewijs",), "Bewijs", Kind.CHOICE, f"Geldt voor elke regel die zelf niets zegt. {_GRADES}", "bewijs"),
    )),
))  # fmt: skip
EFFORT: Final = Page("Inzet", "Inzet: wat deden wij?", "Een regel per soort inzet. Zonder tijd ligt de inzet gelijk verdeeld "
    "tussen start en afsluiting. Groep en Gedeeld over delen de kosten.", (Rows("Inzet", ("inzet",), _EFFORT, 10),))  # fmt: skip
WITHOUT: Final = Page("Zonder inzet", "Zonder inzet: wat was er waarschijnlijk gebeurd als wij er niet waren?",
    "Begin met één pad; er is plaats voor zes. De kansen zijn samen hoogstens 100 %; de rest is: het was ook zonder ons goed gekomen. Gebruik maar zo veel "
    "paden en regels als u nodig hebt.",
    (Questions("Hoe leest u de kans?", (CHANCE_MEANS,)),
     Cards("Pad", ("zonder_inzet",), _PATH, "hulp", _WITHOUT, 6, 6)))  # fmt: skip
WITH: Final = Page("Met inzet", "Met inzet: welke hulp is er nu toch, of kwam er juist door ons bij?",
    "Die gaat eraf. Hulp die er ook zonder ons was geweest en gebleven, schrijft u nergens op. Niets? Laat dit blad leeg.",
    (Rows("Met inzet", ("met_inzet",), _WITH, 8),))  # fmt: skip
ATTRIBUTION: Final = Page("Toerekening", "Toerekening: wie hielp er nog meer?",
    "Welk deel van de verandering kwam van wie? Samen hoogstens 100 %. Alles van ons komt bijna nooit voor.", (
    Rows("Wie hielp, en hoeveel?", ("toerekening",), (
        Entry(("wie",), "Wie", _OPEN, "wij, en wie er nog meer hielp. Nooit een naam.", "wie", required=True, width=30),
        Entry(("laag",), "Deel laag", _S, f"{_RANGE} {_HOW_SHARE}"),
        Entry(("verwacht",), "Deel", _S, _HOW_SHARE, required=True),
        Entry(("hoog",), "Deel hoog", _S, f"{_RANGE} {_HOW_SHARE}"),
    ), 8),
    Questions("Voor de hele casus, als het nodig is", (
        Entry(("verdringing",), "Verdringing", _S, f"Deel van de besparing dat alleen verschuift: een ander neemt de plek of de baan in. {_HOW_SHARE}"),
        Entry(("afbouw",), "Afbouw", _S, "Hoeveel van het effect per jaar verdwijnt."),
        Entry(("horizon", "duur"), "Horizon", _T, "Langer of korter meetellen dan het regime, bijvoorbeeld 24 maanden."),
        Entry(("horizon", "reden"), "Reden van horizon", Kind.TEXT, "Waarom langer of korter?"),
    )),
))  # fmt: skip
_HEALTH: Final = (
    ("lichaamsfuncties", "Lichaamsfuncties"), ("mentaal_welbevinden", "Mentaal welbevinden"), ("zingeving", "Zingeving"),
    ("kwaliteit_van_leven", "Kwaliteit van leven"), ("meedoen", "Meedoen"), ("dagelijks_functioneren", "Dagelijks functioneren"),
)  # fmt: skip
_DOMAINS: Final = (
    ("lichaam", "Lichaam"), ("geest", "Geest"), ("sociaal", "Sociaal"), ("maatschappelijk", "Maatschappelijk"),
)  # fmt: skip
OUTCOME: Final = Page("Uitkomst", "Uitkomst: wat veranderde er, ook buiten de euro's?",
    "Cijfers van 0 tot 10. Ze worden getekend, nooit opgeteld of in euro's omgezet. Alles op dit blad mag leeg blijven.", (
    Scores("Positieve Gezondheid", ("uitkomst", "positieve_gezondheid"), _HEALTH),
    Scores("De vier domeinen", ("uitkomst", "domeinen"), _DOMAINS),
    Questions("In woorden", (
        *_several(("uitkomst", "effecten"), "Effect", Kind.TEXT, "Wat is er nu anders?", 4),
        Entry(("bewoner",), "Bewoner", Kind.TEXT, "In eigen woorden, als de bewoner dat goed vindt. Zonder naam."),
        Entry(("instemming",), "Instemming", Kind.CHOICE, "Vindt de bewoner goed dat deze casus gebruikt wordt? Bij nee telt hij nergens mee.", "instemming"),
        Entry(("invultijd_minuten",), "Invultijd in minuten", Kind.WHOLE, "Hoe lang het invullen duurde."),
    )),
    Questions("Alleen als iemand erom vraagt", (
        Entry(("huishoudsleutel",), "Huishoudsleutel", Kind.CODE, "Een afgesproken code: 16 tot 64 tekens 0-9 en a-f."),
        Entry(("lotkans",), "Lotkans", _S, "De kans waarmee deze casus geloot is."),
        Entry(("controle", "inzet"), "Controle: inzet", Kind.NUMBER, "Met de hand nagerekend, in euro's."),
        Entry(("controle", "baten"), "Controle: baten", Kind.NUMBER, "Met de hand nagerekend, in euro's."),
        Entry(("controle", "netto"), "Controle: netto", Kind.NUMBER, "Met de hand nagerekend, in euro's."),
        Entry(("controle", "hoe"), "Controle: hoe", Kind.TEXT, "Hoe u het narekende."),
    )),
))  # fmt: skip
PAGES: Final = (CASE, EFFORT, WITHOUT, WITH, ATTRIBUTION, OUTCOME)

ONLY_IN_YAML: Final = (
    "opvolging (wat later bleek)",
    "paden met een kans onder met_inzet",
    "laag en hoog bij inzet, of bij een kans, verdringing of lotkans van een regel",
    "bewijs, grond, verdeling of naam bij één schatting, = naam op een andere plek, en naam op een regel",
    "een schatting met gemiddelde, sd, van95 en tot95, minst, meest, verhouding of maal",
    "meer dan twee betalers op een regel",
    "klopt bij een pad",
)
"""What a case file can hold and the form cannot."""
