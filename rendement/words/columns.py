"""The columns of every table that leaves this library: one list of keys, each with what stands under it.

A key means the same in every table. What a column holds (euros, a count, a chance) is its kind.
"""

from types import MappingProxyType
from typing import Final, Literal, NamedTuple

ColumnKind = Literal[
    "tekst", "euro", "euro_cent", "aantal", "getal", "aandeel", "kans", "trekking", "trekking_grof",
    "datum", "jaar",
]  # fmt: skip
"""`trekking`: a drawn chance, to the per cent; `trekking_grof`: of so few draws that it goes in fives."""


class Column(NamedTuple):
    """A column: its key, a word of `COLUMNS` or of the base itself, and what its values are."""

    name: str
    kind: ColumnKind = "tekst"


KIND: Final = "soort"
"""The column that says of what kind a row is, in tables that have more than one."""
RowKind = Literal["groep", "totaal", "zonder casus", "stap", "verzilverbaar"]
"""A group or item; a total of other rows; what belongs to no single filed case; a step between two totals;
the same in cashable money, which is never added to the rest (M13)."""

BENEFIT, COST, NET, CASES = "baten", "inzet", "netto", "casussen"
"""The columns that most tables have."""

DIMENSIONS: Final = MappingProxyType(
    {
        "betaler": "wie betaalt en bij wie de baten vallen, onder zijn eigen naam in het prijzenboek",
        "perspectief": "overheid, andere betalers of inwoners",
        "casus": "het pseudoniem van de casus",
        "programma": "de naam in programma.yaml",
        "gemeente": "context: gemeente",
        "wijk": "context: wijk",
        "organisatie": "context: organisatie",
        "verwijzer": "context: wie verwees",
        "leeftijd": "context: leeftijdsklasse",
        "huishouden": "context: huishouden",
        "thema": "context: thema's; een casus met twee thema's telt in elk voor de helft",
        "aanpak": "context: aanpakken; ook deze delen een casus",
        "jaar": "het jaar waarin de casus is afgesloten, of het kalenderjaar van een bedrag",
        "domein": "waar de prijs in het prijzenboek onder valt",
        "wet": "de wet waaruit de hulp betaald wordt",
    }
)
"""Everything that amounts can be broken down by, and what it is."""

COLUMNS: Final = MappingProxyType(
    {
        **DIMENSIONS,
        KIND: "van welke soort de rij is: groep, totaal, zonder casus, stap, of verzilverbaar",
        CASES: "hoeveel casussen in deze rij meetellen",
        BENEFIT: "hulp die niet of minder nodig was, min hulp die erbij kwam, in euro",
        COST: "wat de aanpak kostte, in euro",
        NET: "baten min inzet, in euro",
        "saldo": "baten min inzet, in euro",
        "geldkolom": "verzilverbaar, capaciteit of maatschappelijk; zij overlappen elkaar",
        "vastgesteld": "of iemand vaststelde dat een budget omlaag gaat",
        "hulp": "wat voor hulp, met de naam uit het prijzenboek",
        "eenheid": "waarin geteld wordt",
        "minder gebruikt": "hoeveel eenheden minder; min is meer",
        "ingediend": "hoeveel casussen zijn ingevuld",
        "afgesloten": "hoeveel casussen zijn afgesloten in de periode",
        "gekozen": "hoe de ingevulde casussen gekozen zijn: alle, geloot of uitgekozen",
        "laag": "de lage waarde of grens",
        "midden": "de middelste waarde",
        "hoog": "de hoge waarde of grens",
        "wat laag en hoog zijn": "wat voor grenzen het zijn",
        "kosten": "of alle kosten meetellen",
        "regel": "de plaats van de regel in de casus, bijvoorbeeld z1.2",
        "plaats": "bestand en regelnummer",
        "prijs": "de sleutel van de prijs in het prijzenboek",
        "uit boek": "het boek waar de prijs in staat",
        "kant": "baten of inzet",
        "gewicht casus": "voor hoeveel casussen deze casus telt",
        "bedrag": "euro van deze regel en deze betaler",
        "waarde": "de waarde van de regel, in euro",
        "maand": "kalendermaand",
        "alle jaren": "alle jaren samen, in euro",
        "terugverdiend": "in welke maand de baten de kosten inhalen",
        "betaalt": "wat deze betaler in de afspraak betaalt, in euro",
        "verschil met nu": "wat hij meer betaalt dan zonder afspraak, in euro",
        "stap": "welke factor erbij komt",
        "erbij of eraf": "wat de stap met het bedrag doet, in euro",
        "dan": "het bedrag na deze stap, in euro",
        "waarvan": "waarover de rij gaat",
        "zonder ons": "wat hulp kost zonder de aanpak, in euro",
        "met ons": "wat hulp kost met de aanpak, in euro",
        "minder": "hoeveel minder",
        "kost nog": "met ons, als deel van zonder ons",
        "gebeurtenis": "wat niet gebeurde, bijvoorbeeld een val",
        "kosten per stuk": "kosten gedeeld door het aantal dat minder voorkwam, in euro",
        "nettokosten per stuk": "hetzelfde, min de baten",
        "nr": "volgnummer",
        "bezwaar": "wat iemand ertegen kan zeggen",
        "oordeel": "of de cijfers het bezwaar weerleggen, deels weerleggen of laten staan",
        "grond": "waarop dat oordeel rust",
        "dekt": "over welk deel van de euro's het antwoord gaat",
        "antwoord": "wat de cijfers erop zeggen",
        "cijfer": "het getal van het antwoord, in de eenheid ernaast",
        "wat": "waarover de rij gaat",
        "naam": "hoe het heet",
        "toelichting": "wat erbij te zeggen is",
        "kenmerk": "de eerste tekens van de hash",
        "map": "waar het staat",
        "scenario": "de naam van het scenario",
        "werelden daaronder": "in welk deel van de werelden het saldo lager is",
        "wat het is": "wat het scenario aanneemt",
        "nu": "de verwachte waarde",
        "omslag": "de waarde waarbij het saldo 0 is",
        "saldo bij laag": "het saldo als deze schatting laag is, in euro",
        "saldo bij hoog": "het saldo als deze schatting hoog is, in euro",
        "uitslag": "het verschil tussen die twee, in euro",
        "aandeel in variantie": "welk deel van de onzekerheid van deze schatting komt",
        "waard om te weten": "wat het gemiddeld scheelt om dit vooraf te weten, in euro",
        "waarom": "de reden",
        "waarom zwak": "wat er zwak is aan de prijs",
        "per": "per welke eenheid",
        "verschil": "het tweede min het eerste",
        "deel van de baten": "welk deel van alle baten hierop rust",
        "schatting": "welke schatting van de regel",
        "antwoorden": "hoeveel mensen antwoordden",
        "maker": "wat de maker van de casus schreef",
        "laagste": "het laagste antwoord",
        "hoogste": "het hoogste antwoord",
        "samengevoegd": "het gemiddelde van alle antwoorden, zoals gerekend",
        "netto laagst": "netto met het laagste antwoord, in euro",
        "netto hoogst": "netto met het hoogste antwoord, in euro",
        "scheelt": "het verschil tussen die twee, in euro",
        "wie": "over wie of van wie",
        "rol": "de rol van die persoon",
        "verwacht": "de verwachte waarde",
        "gemiddeld": "het gemiddelde",
        "P10": "in 1 van de 10 werelden lager, in euro",
        "P50": "in de helft van de werelden lager, in euro",
        "P90": "in 9 van de 10 werelden lager, in euro",
        "kans dat het loont": "in welk deel van de werelden de baten hoger zijn dan de kosten",
        "verlies als dat niet klopt": "wat het gemiddeld kost dat die conclusie soms niet klopt, in euro",
        "toevalsfout": "hoe ver P10, P50 en P90 er door toeval naast kunnen zitten, in euro",
        "band van": "waarover onzekerheid is",
        "wat erin zit": "wat de band meeneemt",
        "vanuit": "wie kijkt",
        "andere conclusie dan samen": "in welk deel van de werelden de conclusie dan anders is",
        "dimensie": "wat gemeten is",
        "gemeten": "in hoeveel casussen",
        "omhoog": "in hoeveel casussen het omhoog ging",
        "gelijk": "in hoeveel casussen het gelijk bleef",
        "omlaag": "in hoeveel casussen het omlaag ging",
    }
)
"""Every key, and what stands under it; payers, people, books, factors and years are their own."""
