"""What a case of the benches is made of: the fixed description of their base.

Written down here, and not taken from `examples/`: an example that is added or changed must not move a
measure. Changing a line here does move it: then `known` in `wanted.py` is measured again, in the same commit.
Everybody and everything is fictional.
"""

from typing import Final, NamedTuple

BOOK: Final = "landelijk@2025.1"
"""A released book: its prices never change."""
SEED: Final = 2026


class Mix(NamedTuple):
    """Shares of what makes a case light or heavy: a chance per case, path or line, drawn with `SEED`."""

    named: float = 0.0
    """Cases in which a name stands in two places (M26): exactly this share, spread evenly."""
    ranges: float = 0.85
    """Chances of paths and amounts of help given as three points."""
    times: float = 0.15
    """Lines with a length, of which that length has three points."""
    crowded: float = 0.1
    """Cases with a likely first path; a quarter of all cases can then pass 100 % together (see `Caps`)."""
    displaced: float = 0.1
    """Lines of help with displacement."""
    spread_out: float = 0.75
    """Lines written over several lines of the file."""


PLAIN: Final = Mix()
"""What the targets of speed.md are about: no names."""
NAMED: Final = Mix(named=0.05)
"""One case in twenty has a name in two places; all other cases are those of `PLAIN`."""


class Help(NamedTuple):
    """A price, what it is counted in, and the least and most of it in a case."""

    price: str
    unit: str
    least: int
    most: int

    @property
    def lasts(self) -> bool:
        """Whether it is so much a week or month, for some months."""
        return " per " in self.unit


EFFORT: Final = (
    Help("welzijn.ouderenadviseur", "uur", 4, 20),
    Help("welzijn.maatschappelijk-werker", "uur", 3, 16),
    Help("welzijn.opbouwwerker", "uur", 6, 40),
    Help("welzijn.sociaal-cultureel-werker", "uur", 4, 24),
    Help("welzijn.coordinator", "uur", 2, 12),
    Help("welzijn.vrijwilliger", "uur", 8, 60),
    Help("welzijn.jobcoach", "uur", 5, 30),
    Help("welzijn.consulent", "uur", 2, 10),
)
HELP: Final = (  # none holds another: times within times make a named case (M42), and `named` says how many
    Help("zorg.huisarts-consult", "", 2, 9),
    Help("zorg.huisarts-consult-lang", "", 1, 5),
    Help("zorg.huisarts-visite", "", 1, 6),
    Help("zorg.huisartsenpost-consult", "", 1, 3),
    Help("zorg.fysiotherapie", "", 6, 24),
    Help("zorg.oefentherapie", "", 4, 18),
    Help("zorg.ergotherapie", "", 2, 9),
    Help("zorg.dietist", "", 2, 8),
    Help("zorg.wijkverpleging", "uur per week", 1, 6),
    Help("zorg.persoonlijke-verzorging", "uur per week", 1, 5),
    Help("ggz.poh-consult", "", 2, 8),
    Help("ggz.basis-consult", "", 4, 12),
    Help("ggz.specialistisch-consult", "", 6, 24),
    Help("ggz.poh-groepsconsult", "", 4, 12),
    Help("ggz.dagbesteding", "dagdelen per week", 1, 4),
    Help("ziekenhuis.polikliniek", "", 1, 6),
    Help("ziekenhuis.seh", "", 1, 3),
    Help("ziekenhuis.dagbehandeling", "", 1, 6),
    Help("ziekenhuis.ambulance-spoed", "", 1, 2),
    Help("ziekenhuis.ct", "", 1, 3),
    Help("ziekenhuis.mri", "", 1, 2),
    Help("wlz.pgb-dagdeel", "dagdelen per week", 1, 4),
    Help("wlz.dagbesteding-ouderen", "dagdelen per week", 1, 4),
    Help("wlz.pgb-uur-formeel", "uur per week", 1, 6),
    Help("wmo.huishoudelijke-hulp", "uur per week", 1, 4),
    Help("wmo.begeleiding", "uur per week", 1, 5),
    Help("wmo.begeleiding-specialistisch", "uur per week", 1, 3),
    Help("wmo.dagbesteding", "dagdelen per week", 1, 4),
    Help("wmo.vervoer-dagbesteding", "", 20, 90),
    Help("wmo.taxi-kilometer", "km per week", 5, 40),
    Help("wmo.woningaanpassing-traplift", "", 1, 1),
    Help("wmo.uitvoering-voorziening", "", 1, 3),
    Help("wmo.eigen-bijdrage", "", 3, 18),
    Help("jeugd.ambulant-hbo", "uur per week", 1, 4),
    Help("jeugd.ggz-regulier", "uur", 6, 40),
    Help("jeugd.dagbehandeling", "dagdelen per week", 1, 5),
    Help("jeugd.dyslexie", "uur", 8, 40),
    Help("onderwijs.speciaal-dag", "", 20, 120),
    Help("onderwijs.voortgezet-dag", "", 10, 80),
    Help("schulden.bewind-schulden", "", 6, 24),
    Help("schulden.budgetbeheer", "", 6, 24),
    Help("schulden.schuldhulptraject", "", 1, 1),
    Help("schulden.invordering", "", 1, 6),
    Help("schulden.dagvaarding", "", 1, 4),
    Help("wonen.huisuitzetting", "", 1, 1),
    Help("schulden.betekening", "", 1, 4),
    Help("wonen.beschermd-wonen-toeslag", "dagen", 30, 120),
    Help("werk.bijstand-alleenstaand", "", 3, 12),
    Help("werk.re-integratie-uur", "uur", 5, 30),
    Help("werk.productiviteit", "uur per week", 2, 12),
    Help("mantelzorg.uur", "uur per week", 2, 10),
    Help("veiligheid.bedreiging", "", 1, 2),
    Help("overig.auto-kilometer", "km per week", 10, 60),
)
CHANCES: Final = ((10, 20, 25), (5, 15, 20), (8, 12, 20), (15, 22, 30), (10, 18, 28))
"""Three points in percents; three paths of these never pass 100 % together."""
LIKELY: Final = (35, 50, 65)
"""The chance of the path that makes a case a crowded one."""
SPELLED: Final = ("1 op 5", "15%", "0.1", "1 op 4", "12%")
"""Chances without a range, as people write them."""
EFFORTS: Final = (
    "huisbezoeken",
    "samen op pad",
    "overleg met anderen",
    "groep op vrijdag",
    "bellen en regelen",
)
GRADES: Final = ("met-collega", "eigen", "dossier")
ORGANISATIONS: Final = ("bureau-noord", "bureau-oost", "bureau-zuid", "bureau-west")
KINDS_OF_HELP: Final = 16
"""Each organisation meets a part of `HELP`, so many kinds in a row, and overlaps with the next."""
DISTRICTS: Final = ("dorp", "polder", "kade", "molen", "wilgen", "sluis", "veld", "dijk")
AGES: Final = ("18-26", "27-44", "45-64", "65-74", "75-84", "85-plus")
HOUSEHOLDS: Final = ("alleenwonend", "samenwonend", "gezin-met-kinderen")
REFERRERS: Final = ("huisarts", "wijkteam", "praktijkondersteuner", "woningcorporatie", "mantelzorger")
THEMES: Final = ("bewegen", "zingeving", "schulden", "mantelzorg", "wonen", "eenzaamheid")
APPROACHES: Final = ("groep", "huisbezoek", "maatje", "inloop", "coaching")
SHARES: Final = ((100,), (50, 50), (60, 40), (50, 30, 20), (40, 40, 20), (35, 35, 30))
"""What we and others did, ours first."""
OTHERS: Final = ("huisarts", "mantelzorger", "wijkteam")
SENTENCES: Final = (
    "komt nergens meer en slaapt slecht sinds het laatste half jaar",
    "de post blijft liggen en er zijn aanmaningen van drie schuldeisers",
    "valt vaker en durft de trap niet meer op zonder hulp",
    "wil weer iets betekenen maar weet niet waar te beginnen",
    "zorgt dag en nacht voor een ander en houdt dat niet lang meer vol",
    "gaat steeds vaker naar de huisarts met klachten zonder oorzaak",
    "de jongste blijft thuis van school en praat met niemand",
    "het huis is vol en de buren klagen over de geur in het trappenhuis",
    "eet slecht en vergeet de pillen als er niemand langskomt",
    "heeft na een lange opname geen ritme en geen contacten meer",
    "dreigt de woning kwijt te raken door een achterstand van vier maanden",
    "beweegt bijna niet en wordt elke winter een paar weken ziek",
)
GROUNDS: Final = (
    "zo ging het de vorige keer ook, staat in het dossier van toen",
    "de wijkverpleegkundige schat dit zo in na twee gesprekken aan huis",
    "bij ongeveer een op de vijf gaat het volgens het team deze kant op",
    "er lag al een aanvraag klaar die na ons gesprek is ingetrokken",
    "het gemiddelde van de mensen die wij in dat jaar hebben gezien",
    "de regeling duurt meestal een jaar en wordt vaak met een half jaar verlengd",
    "de vorige indicatie was voor hetzelfde aantal en liep twee jaar door",
    "in overleg met de praktijk, die het een voorzichtige schatting vindt",
)
