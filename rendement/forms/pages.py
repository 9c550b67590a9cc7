"""The questions of the intake form, sheet by sheet, in the words of docs/casus.md."""

from collections.abc import Iterator
from typing import Final

from rendement.forms.columns import (
    EFFORT_COLUMNS,
    GRADES,
    HOW_SHARE,
    PATH_HEAD,
    RANGE,
    WITH_COLUMNS,
    WITHOUT_COLUMNS,
)
from rendement.forms.questions import YES_NO, Cards, Entry, Kind, Page, Path, Questions, Rows, Scores

_T, _S = Kind.TIME, Kind.SHARE


def _several(path: Path, label: str, kind: Kind, told: str, count: int, asked: tuple[str, str], choices: str = "",
             required: bool = False) -> Iterator[Entry]:  # fmt: skip
    """One question that may have more answers: each further one is asked once the one before it is there."""
    yield Entry((*path, 0), label, kind, told, choices, required, asked=asked[0], core=required)
    for number in range(1, count):
        before = (*path, number - 1)
        yield Entry(
            (*path, number), f"{label} ({number + 1})", kind, "", choices, asked=asked[1], when=before
        )


_OPEN: Final = Kind.OPEN_CHOICE
CHANCE_MEANS: Final = Entry(("kans_betekent",), "Kans betekent", Kind.CHOICE,
    "kans: zo waarschijnlijk was dit pad. ook_zonder_ons: zo vaak was het ook zonder ons goed gekomen. Eén keuze voor alle paden.",
    "kans betekent", asked="Schrijft u op hoe vaak het mis was gegaan, of hoe vaak het ook zonder ons goed was gekomen?")  # fmt: skip
"""Which of the two opposite questions the chances of the paths answer; no answer of the case itself."""

CASE: Final = Page("Casus", "De casus", "Eén afgerond traject met één huishouden. Een ster (*) is verplicht. "
    "Nooit een naam, adres, telefoonnummer, BSN of geboortedatum.", (
    Questions("Wie en wanneer", (
        Entry(("casus",), "Casus", Kind.CODE, "Een pseudoniem: kleine letters, cijfers en streepjes, zoals dor-2025-018.", required=True, asked="Onder welk pseudoniem bewaart u deze casus?", core=True),
        Entry(("fictief",), "Fictief", Kind.YES_NO, "ja voor een verzonnen voorbeeld; anders leeg.", YES_NO, asked="Is dit een verzonnen voorbeeld?"),
        Entry(("gestart",), "Gestart", Kind.DATE, "De dag waarop wij begonnen.", required=True, asked="Op welke dag begon u?", core=True),
        Entry(("afgesloten",), "Afgesloten", Kind.DATE, "Leeg zolang het traject loopt; dan telt de casus nog niet mee.", asked="Op welke dag sloot u af?", core=True),
        Entry(("status",), "Status", Kind.CHOICE, "Hoe ver de casus is.", "status", asked="Hoe ver is deze casus?"),
        Entry(("rollen", "auteur"), "Auteur", Kind.CODE, "Uw eigen code, nooit uw naam.", asked="Wie vult dit in? Uw eigen code."),
        Entry(("rollen", "vaststeller"), "Vaststeller", Kind.CODE, "De code van een ander dan de auteur.", asked="Wie stelt de casus vast? De code van een ander.", when=("status",)),
    )),
    Questions("Context", (
        Entry(("context", "gemeente"), "Gemeente", Kind.TEXT, "Bijvoorbeeld dordrecht.", required=True, asked="In welke gemeente was dit?", core=True),
        Entry(("context", "wijk"), "Wijk", Kind.TEXT, "Hoogstens de wijk, nooit een straat.", asked="In welke wijk?"),
        Entry(("context", "organisatie"), "Organisatie", Kind.TEXT, "Wie het werk deed.", required=True, asked="Welke organisatie deed het werk?", core=True),
        Entry(("context", "verwijzer"), "Verwijzer", _OPEN, "Kies, of schrijf een eigen woord.", "verwijzer", asked="Wie verwees de bewoner naar u?"),
        Entry(("context", "leeftijd"), "Leeftijd", _OPEN, "Een klasse, nooit een leeftijd of geboortedatum.", "leeftijd", asked="Hoe oud is de bewoner ongeveer?"),
        Entry(("context", "huishouden"), "Huishouden", _OPEN, "Kies, of schrijf een eigen woord.", "huishouden", asked="Met wie woont de bewoner?"),
        *_several(("context", "thema"), "Thema", _OPEN, "Eén of meer. Wie dezelfde woorden kiest, kan later beter vergelijken.", 4, ("Waar ging het over?", "Ging het nog ergens over?"), "thema", True),
        *_several(("context", "aanpak"), "Aanpak", _OPEN, "Eén of meer.", 4, ("Wat voor aanpak was het?", "Nog een aanpak?"), "aanpak", True),
    )),
    Questions("De vraag", (
        Entry(("vraag",), "Vraag", Kind.TEXT, "Waarmee kwam de bewoner? Eén of twee zinnen.", required=True, asked="Waarmee kwam de bewoner?", core=True),
        *_several(("eerder_gebruik",), "Eerder gebruik", Kind.TEXT, "Welke hulp was er al? Achtergrond; er wordt niet mee gerekend.", 3, ("Welke hulp was er al?", "Welke hulp nog meer?")),
        Entry(("bewijs",), "Bewijs", Kind.CHOICE, f"Geldt voor elke regel die zelf niets zegt. {GRADES}", "bewijs", asked="Hoe zeker weet u de meeste getallen?"),
    )),
))  # fmt: skip
EFFORT: Final = Page("Inzet", "Inzet: wat deden wij?", "Een regel per soort inzet. Zonder tijd ligt de inzet gelijk verdeeld "
    "tussen start en afsluiting. Groep en Gedeeld over delen de kosten.", (Rows("Inzet", ("inzet",), EFFORT_COLUMNS, 10),))  # fmt: skip
WITHOUT: Final = Page("Zonder inzet", "Zonder inzet: wat was er waarschijnlijk gebeurd als wij er niet waren?",
    "Begin met één pad; er is plaats voor zes. De kansen zijn samen hoogstens 100 %; de rest is: het was ook zonder ons goed gekomen. Gebruik maar zo veel "
    "paden en regels als u nodig hebt.",
    (Questions("Hoe leest u de kans?", (CHANCE_MEANS,)),
     Cards("Pad", ("zonder_inzet",), PATH_HEAD, "hulp", WITHOUT_COLUMNS, 6, 6)))  # fmt: skip
WITH: Final = Page("Met inzet", "Met inzet: welke hulp is er nu toch, of kwam er juist door ons bij?",
    "Die gaat eraf. Hulp die er ook zonder ons was geweest en gebleven, schrijft u nergens op. Niets? Laat dit blad leeg.",
    (Rows("Met inzet", ("met_inzet",), WITH_COLUMNS, 8),))  # fmt: skip
ATTRIBUTION: Final = Page("Toerekening", "Toerekening: wie hielp er nog meer?",
    "Welk deel van de verandering kwam van wie? Samen hoogstens 100 %. Alles van ons komt bijna nooit voor.", (
    Rows("Wie hielp, en hoeveel?", ("toerekening",), (
        Entry(("wie",), "Wie", _OPEN, "wij, en wie er nog meer hielp. Nooit een naam.", "wie", required=True, width=30, asked="Wie hielp er mee?", core=True),
        Entry(("laag",), "Deel laag", _S, f"{RANGE} {HOW_SHARE}", asked="Welk deel kwam minstens van deze helper?", when=("verwacht",)),
        Entry(("verwacht",), "Deel", _S, HOW_SHARE, required=True, asked="Welk deel van de verandering kwam van deze helper?", core=True),
        Entry(("hoog",), "Deel hoog", _S, f"{RANGE} {HOW_SHARE}", asked="Welk deel kwam hoogstens van deze helper?", when=("verwacht",)),
    ), 8),
    Questions("Voor de hele casus, als het nodig is", (
        Entry(("verdringing",), "Verdringing", _S, f"Deel van de besparing dat alleen verschuift: een ander neemt de plek of de baan in. {HOW_SHARE}", asked="Welk deel van de besparing verschuift alleen naar een ander?"),
        Entry(("afbouw",), "Afbouw", _S, "Hoeveel van het effect per jaar verdwijnt.", asked="Welk deel van het effect verdwijnt er per jaar?"),
        Entry(("horizon", "duur"), "Horizon", _T, "Langer of korter meetellen dan het regime, bijvoorbeeld 24 maanden.", asked="Moet alles langer of korter meetellen dan gewoon? Hoe lang?"),
        Entry(("horizon", "reden"), "Reden van horizon", Kind.TEXT, "Waarom langer of korter?", asked="Waarom telt het langer of korter mee?", when=("horizon", "duur")),
        Entry(("klopt",), "Klopt", Kind.TEXT, "Vroeg het programma naar iets van de hele casus, en klopt het? Bijvoorbeeld "
              "toerekening: niemand anders hielp.", asked="Vroeg het programma naar iets van de hele casus? Waarom klopt het?"),
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
        *_several(("uitkomst", "effecten"), "Effect", Kind.TEXT, "Wat is er nu anders?", 4, ("Wat is er nu anders?", "Wat nog meer?")),
        Entry(("bewoner",), "Bewoner", Kind.TEXT, "In eigen woorden, als de bewoner dat goed vindt. Zonder naam.", asked="Wat zegt de bewoner er zelf over?"),
        Entry(("instemming",), "Instemming", Kind.CHOICE, "Vindt de bewoner goed dat deze casus gebruikt wordt? Bij nee telt hij nergens mee.", "instemming", asked="Vindt de bewoner goed dat deze casus gebruikt wordt?", core=True),
        Entry(("invultijd_minuten",), "Invultijd in minuten", Kind.WHOLE, "Hoe lang het invullen duurde.", asked="Hoeveel minuten kostte het invullen?"),
    )),
    Questions("Alleen als iemand erom vraagt", (
        Entry(("huishoudsleutel",), "Huishoudsleutel", Kind.CODE, "Een afgesproken code: 16 tot 64 tekens 0-9 en a-f.", asked="Welke code hebt u voor dit huishouden afgesproken?"),
        Entry(("lotkans",), "Lotkans", _S, "De kans waarmee deze casus geloot is.", asked="Met welke kans is deze casus geloot?"),
        Entry(("controle", "inzet"), "Controle: inzet", Kind.NUMBER, "Met de hand nagerekend, in euro's.", asked="Hebt u de inzet met de hand nagerekend? Hoeveel euro?"),
        Entry(("controle", "baten"), "Controle: baten", Kind.NUMBER, "Met de hand nagerekend, in euro's.", asked="Hebt u de baten met de hand nagerekend? Hoeveel euro?"),
        Entry(("controle", "netto"), "Controle: netto", Kind.NUMBER, "Met de hand nagerekend, in euro's.", asked="Hebt u het netto met de hand nagerekend? Hoeveel euro?"),
        Entry(("controle", "hoe"), "Controle: hoe", Kind.TEXT, "Hoe u het narekende.", asked="Hoe rekende u het na?"),
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
