"""The questions of a row of work, of help and of a path: the columns of the tables of the form."""

from typing import Final

from rendement.forms.questions import PAYERS, PER, YES_NO, Entry, Kind

_T, _S, _Q = Kind.TIME, Kind.SHARE, Kind.QUANTITY
HOW_SHARE: Final = (
    "Schrijf 1 op 4, 25%, half, bijna zeker (95 %), bijna zeker niet (5 %), of een telling: 9 van 40."
)
_HOW_TIME: Final = "Schrijf bijvoorbeeld 6 weken, 9 maanden of 2 jaar."
RANGE: Final = "Laag en hoog: in ongeveer één van de tien gevallen is het nog minder, of nog meer."
GRADES: Final = "Van sterk naar zwak: geregistreerd, dossier, met-collega, eigen. Leeg telt als eigen."


_EARLIEST: Final = {
    "vanaf": ("Wanneer begon het op zijn vroegst?", "Wanneer begon het op zijn laatst?"),
    "duur": ("Hoe lang duurde het minstens?", "Hoe lang duurde het hoogstens?"),
    "uitstel": ("Hoeveel later kwam het minstens?", "Hoeveel later kwam het hoogstens?"),
}
"""What is asked of the two ends of a time."""


def _times(field: str, label: str) -> tuple[Entry, Entry]:
    told = f"Alleen als u een bandbreedte voor {field} wilt geven. {_HOW_TIME}"
    low, high = _EARLIEST[field]
    given = (field,)
    return (
        Entry((field, "laag"), f"{label} laag", _T, told, width=11, rare=True, asked=low, when=given),
        Entry((field, "hoog"), f"{label} hoog", _T, told, width=11, rare=True, asked=high, when=given),
    )


def _often(label: str, asked: str) -> tuple[Entry, ...]:
    return (
        Entry(("prijs",), label, Kind.PRICE, "Kies uit de lijst. Zoeken met gewone woorden: blad Prijslijst.",
              width=46, asked=asked, core=True),
        Entry((), PER, Kind.TEXT, width=10),
        Entry(("aantal", "laag"), "Aantal laag", _Q, RANGE, width=10, asked="Hoeveel was het minstens?", when=("aantal", "verwacht")),
        Entry(("aantal", "verwacht"), "Aantal", _Q, "Hoeveel, wat u het meest waarschijnlijk vindt. Zonder "
              "eenheid telt het in de eenheid van de prijs.", width=10, asked="Hoeveel daarvan?", core=True),
        Entry(("aantal", "hoog"), "Aantal hoog", _Q, RANGE, width=10, asked="Hoeveel was het hoogstens?", when=("aantal", "verwacht")),
        Entry(("aantal", "eenheid"), "Eenheid", Kind.UNIT, "Bijvoorbeeld zittingen (in totaal) of uur per week. "
              "Bij per week, maand of jaar hoort een duur.", width=17, asked="Waarin telt u: hoeveel in totaal, of per week of maand?", core=True, when=("prijs",)),
        Entry(("vanaf",), "Vanaf", _T, f"Geteld vanaf de start van de inzet. Leeg: vanaf de afsluiting. {_HOW_TIME}", asked="Wanneer begon deze hulp, geteld vanaf onze start?"),
        Entry(("duur",), "Duur", _T, f"{_HOW_TIME} Of: blijvend.", width=12, asked="Hoe lang ging deze hulp door?", core=True),
    )  # fmt: skip


_CONFIRMED: Final = Entry(
    ("klopt",),
    "Klopt",
    Kind.TEXT,
    "Vroeg het programma naar een getal, en klopt het? Waarom. Bij meer vragen over één regel: aantal: waarom; "
    "duur: waarom.",
    width=26,
    rare=True,
    asked="Vroeg het programma of een getal klopt? Waarom klopt het?",
)
_GROUNDED: Final = (
    Entry(
        ("wat",),
        "Wat",
        Kind.TEXT,
        "Mag leeg blijven. Nooit een naam.",
        width=26,
        asked="Hoe noemt u deze hulp?",
    ),
    Entry(
        ("bewijs",),
        "Bewijs",
        Kind.CHOICE,
        GRADES,
        "bewijs",
        width=14,
        asked="Hoe zeker weet u dit: geregistreerd, uit een dossier, met een collega geschat, of zelf?",
    ),
    Entry(
        ("grond",),
        "Grond",
        Kind.TEXT,
        "Waar rust deze schatting op?",
        width=34,
        asked="Waar haalt u dit vandaan?",
    ),
)
_MONEY: Final = (
    Entry(("uitgave", "bedrag"), "Uitgave: bedrag", Kind.NUMBER, "In euro's. In plaats van prijs en aantal: "
          "zaalhuur, cursusgeld.", rare=True, asked="Ging het om een bedrag in euro's? Hoeveel?"),
    Entry(("uitgave", "prijspeil"), "Uitgave: prijspeil", Kind.WHOLE, "Het jaar van dit bedrag.", rare=True, asked="Van welk jaar is dit bedrag?", when=("uitgave", "bedrag")),
    Entry(("uitgave", "bron"), "Uitgave: bron", Kind.TEXT, "Bijvoorbeeld factuur of huurcontract.", width=22, rare=True, asked="Waar staat dit bedrag?", when=("uitgave", "bedrag")),
    Entry(("betalers", 0, "wie"), "Betaler", Kind.CHOICE, "Bij een uitgave: wie betaalde. Bij een prijs alleen als "
          "een ander betaalde dan in het prijzenboek.", PAYERS, width=16, rare=True, asked="Wie betaalde dit?"),
    Entry(("betalers", 0, "deel"), "Deel", _S, "100%, of minder als er twee betalers zijn.", width=8, rare=True, asked="Welk deel betaalde deze betaler?", when=("betalers", 0, "wie")),
    Entry(("betalers", 1, "wie"), "Tweede betaler", Kind.CHOICE, "Alleen als er twee waren.", PAYERS, width=16, rare=True, asked="Betaalde er nog iemand mee?", when=("betalers", 0, "wie")),
    Entry(("betalers", 1, "deel"), "Tweede deel", _S, "Samen precies 100%.", width=8, rare=True, asked="Welk deel betaalde de tweede?", when=("betalers", 1, "wie")),
)  # fmt: skip
_PERSONS: Final = Entry(("personen",), "Personen", _Q, "Voor hoeveel mensen? Het aantal is dan per persoon. Leeg: één.",
                        width=9, rare=True, asked="Voor hoeveel mensen was dit?")  # fmt: skip
_RARE: Final = (
    _PERSONS,
    Entry(("verdringing",), "Verdringing", _S, "Deel van de besparing dat alleen verschuift.", rare=True, asked="Welk deel van de besparing verschuift alleen naar een ander?"),
    Entry(("afbouw",), "Afbouw", _S, "Hoeveel van het effect per jaar verdwijnt.", rare=True, asked="Welk deel van het effect verdwijnt er per jaar?"),
    *_times("vanaf", "Vanaf"),
    *_times("duur", "Duur"),
    *_MONEY,
    _CONFIRMED,
    Entry(("naast",), "Naast", Kind.TEXT, "Zit deze hulp al in andere hulp van deze casus, en kwam zij er toch bij? Waarom.",
          width=26, rare=True, asked="Zit deze hulp al in andere hulp, en kwam zij er toch bij? Waarom?"),
)  # fmt: skip
_HORIZON: Final = (
    Entry(("horizon", "duur"), "Horizon", _T, "Langer of korter meetellen dan het regime.", rare=True, asked="Moet dit langer of korter meetellen dan gewoon? Hoe lang?"),
    Entry(("horizon", "reden"), "Reden van horizon", Kind.TEXT, "Waarom langer of korter?", width=30, rare=True, asked="Waarom telt dit langer of korter mee?", when=("horizon", "duur")),
)  # fmt: skip

EFFORT_COLUMNS: Final = (
    Entry(("wat",), "Wat", Kind.TEXT, "Wat deden wij? Nooit een naam.", required=True, width=34, asked="Wat deden wij?", core=True),
    Entry(("prijs",), "Prijs", Kind.PRICE, "Kies uit de lijst. Zoeken met gewone woorden: blad Prijslijst.", width=46, asked="Wie deed dat, of welk soort werk was het?", core=True),
    Entry((), PER, Kind.TEXT, width=10),
    Entry(("aantal", "verwacht"), "Aantal", _Q, "Hoeveel. Zonder eenheid telt het in de eenheid van de prijs.", width=10, asked="Hoeveel was dat?", core=True),
    Entry(("aantal", "eenheid"), "Eenheid", Kind.UNIT, "Bijvoorbeeld uur (in totaal) of uur per week.", width=17, asked="Waarin telt u: hoeveel in totaal, of per week of maand?", core=True, when=("prijs",)),
    Entry(("vanaf",), "Vanaf", _T, f"Geteld vanaf de start. Leeg: verdeeld tussen start en afsluiting. {_HOW_TIME}", asked="Wanneer begon dit werk, geteld vanaf onze start?"),
    Entry(("duur",), "Duur", _T, _HOW_TIME, asked="Hoe lang ging dit werk door?"),
    Entry(("groep",), "Groep", _Q, "Deden er meer mensen mee? Hoeveel deelnemers.", width=9, asked="Deden er meer mensen mee? Met hoeveel?"),
    Entry(("gedeeld_over",), "Gedeeld over", _Q, "Deelt u deze inzet over casussen? Over hoeveel.", width=10, asked="Deelt u dit werk over meer casussen? Over hoeveel?"),
    Entry(("grond",), "Grond", Kind.TEXT, "Waar komt dit getal vandaan?", width=30, asked="Waar komt dit getal vandaan?"),
    _PERSONS,
    *_MONEY,
    _CONFIRMED,
)  # fmt: skip

WITHOUT_COLUMNS: Final = (
    *_often("Prijs", "Wat had deze bewoner zonder u nodig gehad?"),
    Entry(("uitstel",), "Uitstel", _T, f"Kwam de hulp dankzij ons later, en niet nooit? Hoeveel later. {_HOW_TIME}", asked="Kwam deze hulp dankzij ons later, en niet nooit? Hoeveel later?"),
    Entry(("verschuift",), "Verschuift", Kind.YES_NO, "Bij uitstel: schuift het einde mee op? Leeg is nee.", YES_NO, width=11, asked="Duurt deze hulp daarna even lang, en eindigt zij dus ook later?", when=("uitstel",)),
    *_GROUNDED,
    Entry(("kans",), "Kans", _S, f"De kans op deze regel binnen het pad. Leeg: zeker. {HOW_SHARE}", rare=True, asked="Hoe waarschijnlijk was deze hulp, als het zo was gegaan?"),
    *_RARE,
    *_times("uitstel", "Uitstel"),
    *_HORIZON,
)  # fmt: skip
WITH_COLUMNS: Final = (
    *_often("Prijs", "Welke hulp is er nu toch, of kwam er door ons bij?"),
    Entry(("kans",), "Kans", _S, f"Alleen bij hulp die misschien komt: de kans op terugval. {HOW_SHARE}", asked="Is het niet zeker dat deze hulp komt? Hoe waarschijnlijk is het?"),
    Entry(("in_plaats_van",), "In plaats van", Kind.CODE, "Kwam deze hulp in plaats van hulp uit een pad, zolang die er niet was? "
          "z1.2 is pad 1, tweede regel. Vanaf, duur en kans laat u dan leeg: die volgen.", width=11, asked="Kwam deze hulp in plaats van hulp die er anders was geweest? Welke?"),
    *_GROUNDED,
    *_RARE,
    Entry(("deel",), "Deel van de tijd", _S, "Bij in plaats van: in welk deel van die tijd. Leeg: al die tijd.", width=8, rare=True, asked="In welk deel van die tijd?", when=("in_plaats_van",)),
    *_HORIZON,
)  # fmt: skip
PATH_HEAD: Final = (
    Entry(
        ("pad",),
        "Wat was er dan gebeurd?",
        Kind.TEXT,
        "In gewone woorden, zonder naam.",
        required=True,
        asked="Wat was er dan gebeurd?",
        core=True,
    ),
    Entry(
        ("kans", "laag"),
        "Kans laag",
        _S,
        f"{RANGE} {HOW_SHARE}",
        asked="Hoe waarschijnlijk was dit minstens?",
        when=(
            "kans",
            "verwacht",
        ),
    ),
    Entry(
        ("kans", "verwacht"),
        "Kans",
        _S,
        f"Hoe waarschijnlijk? {HOW_SHARE}",
        required=True,
        asked="Van tien bewoners zoals deze: bij hoeveel was het zo gegaan?",
        core=True,
    ),
    Entry(
        ("kans", "hoog"),
        "Kans hoog",
        _S,
        f"{RANGE} {HOW_SHARE}",
        asked="Hoe waarschijnlijk was dit hoogstens?",
        when=(
            "kans",
            "verwacht",
        ),
    ),
    Entry(
        ("bewijs",),
        "Bewijs",
        Kind.CHOICE,
        GRADES,
        "bewijs",
        asked="Hoe zeker weet u dit: geregistreerd, uit een dossier, met een collega geschat, of zelf?",
    ),
    Entry(("grond",), "Grond", Kind.TEXT, "Waar rust deze kans op?", asked="Waar rust deze kans op?"),
)
