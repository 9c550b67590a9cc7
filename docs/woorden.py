"""The glossary: words with an explanation, and every field of our documents with its name in the code."""

from collections.abc import Iterator
from typing import Any, Final, NamedTuple, get_args

from pydantic import BaseModel

from rendement.model.book_files import PriceFile, SeriesFile, SourceFile
from rendement.model.case import Case
from rendement.model.name_list import NameList
from rendement.model.price import BookHeader
from rendement.model.programme import Programme
from rendement.model.review import Review
from rendement.model.settings import SettingsFile

WORDS: Final[dict[str, tuple[str, str]]] = {
    "grondige controle": (
        "thorough check",
        "de controle op persoonsgegevens met lange lijsten van namen (controleer --grondig)",
    ),
    "afbouw": ("drop-off", "hoeveel van een effect per jaar verdwijnt; in stappen (trap), of glijdend"),
    "geknipt": ("cut", "loopt door na de horizon: wat daarna komt telt niet mee, en staat er in euro's bij"),
    "bruto": ("gross", "wat het waard was als elk pad zeker was en alles door ons kwam"),
    "baten": ("benefit", "wat er niet uitgegeven hoefde te worden, min wat er extra uitgegeven werd"),
    "betaler": ("payer", "wie de rekening betaalt: gemeente, zorgverzekeraar, zorgkantoor, Rijk, inwoner …"),
    "beoordeling": ("review", "wat iemand van een ander vak van een casus vindt, met eigen getallen"),
    "bewijsgraad": (
        "evidence grade",
        "waar een schatting op rust: van geregistreerd (sterk) tot eigen (zwak)",
    ),
    "bewind": ("protective administration", "iemand anders beheert op last van de rechter het geld"),
    "capaciteit": ("capacity", "uren, dagen en plekken die vrijkomen voor een ander"),
    "casus": ("case", "één afgerond traject met één huishouden"),
    "contante waarde": ("present value", "wat een later bedrag nu waard is"),
    "deadweight": ("deadweight", "wat er ook zonder ons was gebeurd; zit al in de kans"),
    "deelbare uitgave": (
        "shareable edition",
        "een werkboek om door te geven: niets erin gaat over minder casussen dan de drempel",
    ),
    "discipline": (
        "discipline",
        "een vak, zoals huisarts of schuldhulpverlener, dat over bepaalde hulp kan oordelen",
    ),
    "disconto": ("discount rate", "hoeveel later geld per jaar minder telt"),
    "drempel": ("threshold", "het kleinste aantal casussen waarover een uitgave iets zegt; gewoon vijf"),
    "eerste verlies": (
        "first loss",
        "één partij betaalt als eerste wat er tekort komt, tot een afgesproken bedrag",
    ),
    "evenredig": ("proportional", "wie meer baten heeft, betaalt naar verhouding meer"),
    "gedeelde schatting": (
        "shared estimate",
        "een schatting in programma.yaml die meer casussen gebruiken (`= naam`): één twijfel, niet veertig",
    ),
    "gedeelde opbrengst": (
        "shared saving",
        "wie meer krijgt dan hij betaalt, geeft daarvan een deel aan wie tekort komt",
    ),
    "gebeurtenis": (
        "event",
        "iets dat iemand één keer overkomt, zoals een val: een prijs met de eenheid incident",
    ),
    "grond": ("ground", "waarom u dit zo schat"),
    "horizon": ("horizon", "tot wanneer wij meetellen; zonder reden 12 maanden na de afsluiting"),
    "indexstap": ("index step", "van de euro's van het prijsjaar naar die van het prijspeil"),
    "in plaats van": (
        "instead of",
        "hulp die er was zolang andere hulp er niet was; kans en tijd volgen uit die andere hulp",
    ),
    "inzet": ("effort", "wat wij deden en wat dat kostte"),
    "kans": ("probability", "hoe waarschijnlijk iets was; `1 op 4` of `25%`"),
    "kasstroom": ("cash flow", "bedragen per maand of jaar, zonder disconto"),
    "loting": ("lot", "de casussen zijn door het toeval gekozen"),
    "kosten onvolledig": (
        "costs incomplete",
        "de inzet van casussen die niet zijn ingediend ontbreekt; dan is er geen verhouding en geen kans",
    ),
    "maatschappelijk": ("societal", "alles samen, ook tijd van bewoners, familie en vrijwilligers"),
    "mantelzorg": ("informal care", "zorg door familie, vrienden of buren"),
    "meebetalen": ("co-investment", "andere betalers nemen een deel van de kosten over"),
    "met inzet": ("with", "wat er gebeurde nu wij er waren"),
    "naam van een schatting": (
        "name of an estimate",
        "twee plekken met dezelfde naam zijn één schatting: valt zij tegen, dan overal",
    ),
    "naast": (
        "beside",
        "hulp die er echt bij kwam, ook al zit zij in de prijs van andere hulp; met een reden",
    ),
    "netto": ("net benefit", "het saldo, zoals het in tabellen en in `controle` van een casus heet"),
    "noemer": ("denominator", "hoeveel casussen er waren, ook de niet ingediende"),
    "omslagpunt": ("switching value", "de waarde waarbij baten en kosten gelijk zijn"),
    "omvat": ("includes", "welke andere prijzen al in deze prijs zitten"),
    "opbouw": ("composition", "een prijs die uit bestanddelen is uitgerekend"),
    "ouder": ("parent", "het prijzenboek waar een lokaal boek op staat, vastgelegd met uitgave en inhoud"),
    "overdracht": ("transfer", "geld dat van de een naar de ander schuift, zoals een uitkering; samen nul"),
    "pad": ("pathway", "één manier waarop het zonder ons had kunnen gaan"),
    "Positieve Gezondheid": ("positive health", "zes cijfers in een spinnenweb; nooit opgeteld of geprijsd"),
    "personen": ("persons", "voor hoeveel mensen een regel is; het aantal is per persoon"),
    "prijspeil": ("price year", "het jaar waarin de euro's luiden"),
    "prijzenboek": ("price book", "een vaste, genummerde verzameling prijzen met bronnen"),
    "product": (
        "product",
        "twee tot vier getallen die met elkaar vermenigvuldigd worden, elk met een eigen grond",
    ),
    "raming": (
        "forecast",
        "een jaar van een reeks dat nog niet gemeten is; overal waar het gebruikt is, staat het erbij",
    ),
    "realisme": ("realism factor", "correctie omdat inschattingen vaak te gunstig zijn"),
    "reeks": ("index series", "hoe prijzen van jaar op jaar veranderden, met een naam en een bron"),
    "regime": ("regime", "afspraak over disconto, conventie en horizon, met een naam en een datum"),
    "schema": (
        "schema",
        "wat een tekstverwerker van een casus weet: velden, prijzen en woorden om uit te kiezen",
    ),
    "saldo": ("net benefit", "baten min kosten; op elk scherm heet het zo"),
    "saldo na n maanden": (
        "balance after n months",
        "wat een betaler tot dan bespaarde min wat hij betaalde, zonder disconto",
    ),
    "samengevoegd": ("pooled", "ieders antwoord telt even zwaar, ook dat van de maker"),
    "stap": ("step", "één factor van een regel: waarmee, waarom, en hoeveel het dan is"),
    "telling": ("count", "zoveel van zoveel mensen, zoals `9 van 40`; zegt zelf hoe zeker het is"),
    "tegenspraak": (
        "objections",
        "wat een kritische econoom zou zeggen, met het cijfer dat daarop antwoordt",
    ),
    "terugverdientijd": ("payback", "wanneer de baten de kosten hebben ingehaald, en dat zo blijft"),
    "toerekening": ("attribution", "welk deel van de verandering van ons komt, en welk deel van anderen"),
    "grond van een antwoord": (
        "ground",
        "waar een antwoord op een bezwaar op rust: telling, identiteit, bron, oordeel, afspraak of aanname",
    ),
    "verantwoording": (
        "account",
        "waarmee een uitkomst is gemaakt: naam en kenmerk van casussen, boeken en sets",
    ),
    "uitgave": ("release", "een versie van een prijzenboek die niet meer verandert"),
    "uitgekozen": ("chosen", "wij kozen zelf welke casussen meedoen; dan noemen wij alleen grenzen"),
    "uitgangspunten": (
        "settings",
        "de keuzes waarmee gerekend is; eigen sets staan in een map met uitgangspunten.yaml",
    ),
    "wat als": (
        "what if",
        "een uitkomst waarvoor ter plekke een prijs of set is veranderd; met een eigen kenmerk",
    ),
    "tijdfactor": (
        "time factor",
        "waarmee het bedrag van een regel in de tijd verandert: tijd × horizon × afbouw × disconto × uitstel",
    ),
    "uitstel": ("delay", "hulp die later komt in plaats van niet"),
    "verdringing": ("displacement", "een besparing die alleen verschuift, naar een ander of een andere plek"),
    "verzilverbaar": (
        "cashable",
        "geld dat een betaler minder uitgeeft binnen de horizon, als hij zijn budget verlaagt; zolang niemand dat zag: niet vastgesteld",
    ),
    "verhouding": (
        "ratio",
        "hoeveel keer zo groot of klein iets wordt; maakt een kans of aantal groter of kleiner",
    ),
    "één naam": (
        "normal form",
        "hoofdletters, spaties, streepjes en leestekens maken geen andere wijk, organisatie of thema",
    ),
    "vervangt": ("replaces", "deze lokale prijs komt in de plaats van de hele prijs van de ouder"),
    "overzicht van bestanden": ("account", "wat er met elk bestand in een map gebeurde, en waarom"),
    "zit al in": (
        "contained",
        "hulp die in de prijs van andere hulp van dezelfde casus zit; zij telt in die tijd niet nog eens",
    ),
    "zonder inzet": ("without", "wat er waarschijnlijk gebeurd was zonder ons"),
}
"""Dutch word → (English word in the code, explanation for readers)."""

DOCUMENTS: Final[dict[str, type[BaseModel]]] = {
    "casus": Case,
    "beoordeling": Review,
    "programma.yaml": Programme,
    "namen.yaml": NameList,
    "uitgangspunten": SettingsFile,
    "boek.yaml": BookHeader,
    "prijzen": PriceFile,
    "bronnen.yaml": SourceFile,
    "indexen.yaml": SeriesFile,
}
TOP: Final = """\
# Woordenlijst

Deze pagina wordt gemaakt met `python docs/genereer.py woordenlijst`. Verander haar niet met de hand.

## Woorden

| woord | wat het betekent | in de code |
|---|---|---|
"""
FIELDS: Final = """
## Velden

Elk veld heeft één spelling in YAML; de code heeft er een Engelse naam voor.

| veld | in de code | in |
|---|---|---|
"""


class _Field(NamedTuple):
    alias: str
    name: str
    document: str


def glossary_page() -> str:
    """docs/woordenlijst.md."""
    words = [
        f"| {word} | {told} | {english} |" for word, (english, told) in sorted(WORDS.items(), key=_alphabetic)
    ]
    return TOP + "\n".join(words) + "\n" + FIELDS + "\n".join(_field_rows()) + "\n"


def _alphabetic(item: tuple[str, object]) -> str:
    return item[0].lower()


def _field_rows() -> Iterator[str]:
    found = sorted({field for title, model in DOCUMENTS.items() for field in _fields(model, title, set())})
    for alias in dict.fromkeys(field.alias for field in found):
        mine = [field for field in found if field.alias == alias]
        names = ", ".join(f"`{name}`" for name in dict.fromkeys(field.name for field in mine))
        places = ", ".join(dict.fromkeys(field.document for field in mine))
        yield f"| `{alias}` | {names} | {places} |"


def _fields(model: type[BaseModel], document: str, seen: set[type[BaseModel]]) -> Iterator[_Field]:
    if model in seen:
        return
    seen.add(model)
    for name, field in model.model_fields.items():
        yield _Field(field.alias or name, f"{model.__name__}.{name}", document)
        for inner in _models_in(field.annotation):
            yield from _fields(inner, document, seen)


def _models_in(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for part in get_args(annotation):
        yield from _models_in(part)
