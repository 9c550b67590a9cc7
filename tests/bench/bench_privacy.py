"""How much personal data is found, and how often for nothing.

    python tests/bench/bench_privacy.py [number of planted sentences]

Plants names, numbers, addresses and dates in sentences of social work, in the spellings people use, and counts what
is found, with the ordinary check and with `--grondig`. First names and surnames come from Faker (nl_NL) and from
deduce; the lists of `--grondig` are halved here, and the planted names of deduce come from the *other* half.
False alarms are counted over clean sentences: of templates, of the examples, and of Dutch texts of installed Debian
packages that nobody here wrote: `apt-get install libreoffice-help-nl manpages-nl` (read where they stand).
"""

import gzip
import html
import random
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Final

from faker.providers.person.nl_NL import Provider
from stdnum.iso7064 import mod_97_10

from rendement.reading.folder.thorough import all_names
from rendement.reading.privacy.known_names import COMMON, KnownNames, known
from rendement.reading.privacy.signs import signs

EXAMPLES: Final = Path(__file__).resolve().parents[2] / "examples"
HELP: Final = Path("/usr/share/libreoffice/help/nl/text")
MANUALS: Final = Path("/usr/share/man/nl")
Make = Callable[[random.Random, "Sources"], tuple[str, str]]


class Sources:
    """Where planted names come from, and the lists that are held apart from them."""

    def __init__(self) -> None:
        everything = all_names()
        listed = sorted(everything.first - COMMON.first), sorted(everything.last - COMMON.last)
        self.first = [*sorted(_FAKER), *listed[0][::24]]
        self.last = [*_plain(Provider.last_names), *listed[1][::24]]
        known_first, known_last = set(self.first[1::2]), set(self.last[1::2])
        last = frozenset(listed[1][1::2]) - frozenset(self.last) | known_last
        self.halved = known(
            frozenset(listed[0][1::2]) - frozenset(self.first) | known_first,
            last,
            alone=last & everything.alone,
        )


def _plain(names: Iterable[str]) -> list[str]:
    """Surnames of today: Faker also knows counts of Holland."""
    return sorted(
        {
            str(name)
            for name in names
            if re.fullmatch(r"(?:(?:van|de|der|den|ter|ten) )*[A-Z][a-zé]+", str(name))
        }
    )


_FAKER: Final = frozenset(Provider.first_names)

# ---------------------------------------------------------------- what is planted

BEFORE: Final = (
    "De afspraak is verzet; {}", "Zij belt elke week met {}", "Het contact loopt via {}", "Vorige maand is {}",
    "In overleg met {}", "Aan de keukentafel zat {}", "De brief is geschreven door {}", "Er is een melding over {}",
)  # fmt: skip
BEHIND: Final = (
    "{} durft weer naar buiten", "{} heeft schulden en slaapt slecht", "{} wil graag meedoen aan het eetcafé",
    "{} kwam drie keer langs", "{} vertelt over thuis", "{} helpt met de post", "{} gaat weer naar school",
)  # fmt: skip
LOOSE: Final = (
    "nagevraagd: {}", "zie ook {} in de map", "staat erbij als {} en klopt", "genoteerd is {} op het formulier",
    "volgens de brief {} dus", "({})", "het gaat om {}, zei zij", "opgegeven: {}",
)  # fmt: skip
TITLES: Final = (
    "mevrouw",
    "Mevrouw",
    "meneer",
    "mw.",
    "Mw.",
    "dhr.",
    "de heer",
    "familie",
    "dokter",
    "mevr.",
)
KIN: Final = (
    "haar man",
    "zijn vrouw",
    "haar zoon",
    "de dochter",
    "buurvrouw",
    "haar kleinzoon",
    "zijn broer",
    "tante",
    "haar vriend",
    "haar schoonzus",
)
ROLES: Final = (
    "huisarts",
    "begeleider",
    "wijkverpleegkundige",
    "collega",
    "vrijwilliger",
    "consulent",
    "mentor",
    "bewindvoerder",
    "psycholoog",
    "coach",
)
LETTERS: Final = "ABCDEFGHJKLMNPRSTVW"


def name_in(frames: tuple[str, ...], chance: random.Random, name: str) -> tuple[str, str]:
    return chance.choice(frames).format(name), name


def first(chance: random.Random, of: Sources) -> str:
    return chance.choice(of.first)


def last(chance: random.Random, of: Sources) -> str:
    return chance.choice(of.last)


def surname(chance: random.Random, of: Sources) -> str:
    """With a particle, as often as in the Netherlands."""
    name = last(chance, of)
    link = chance.choice(("van ", "de ", "van der ", "van den ", "el ")) if chance.random() < 0.25 else ""
    return name if " " in name else link + name


def either(chance: random.Random, name: str) -> tuple[str, str]:
    return name_in(chance.choice((BEFORE, BEHIND)), chance, name)


def capital(name: str) -> str:
    return name[:1].upper() + name[1:]


NAMES: Final[dict[str, Make]] = {
    "na een aanspreekvorm": lambda c, s: either(c, f"{c.choice(TITLES)} {surname(c, s)}"),
    "aanspreekvorm, kleine letters": lambda c, s: either(c, f"{c.choice(TITLES)} {surname(c, s)}".lower()),
    "na een woord voor familie": lambda c, s: either(c, f"{c.choice(KIN)} {first(c, s)}"),
    "na een rol": lambda c, s: either(c, f"{c.choice(ROLES)} {c.choice((first, last))(c, s)}"),
    "voorletter en achternaam": lambda c, s: either(c, f"{c.choice(LETTERS)}. {surname(c, s)}"),
    "volle naam in de zin": lambda c, s: name_in(BEFORE, c, f"{first(c, s)} {surname(c, s)}"),
    "volle naam vooraan": lambda c, s: name_in(BEHIND, c, f"{first(c, s)} {surname(c, s)}"),
    "alleen een voornaam": lambda c, s: either(c, first(c, s)),
}


def number(chance: random.Random, digits: int) -> str:
    return "".join(chance.choice("0123456789") for _ in range(digits))


def citizen(chance: random.Random) -> str:
    """A number that passes the test of eleven."""
    while True:
        digits = [chance.randint(1, 9), *(chance.randint(0, 9) for _ in range(7))]
        check = sum(weight * digit for weight, digit in zip(range(9, 1, -1), digits, strict=True)) % 11
        if check < 10:
            return "".join(map(str, digits)) + str(check)


def spelled_citizen(c: random.Random, _: Sources) -> tuple[str, str]:
    n = citizen(c)
    ways = (
        n,
        f"{n[:3]} {n[3:6]} {n[6:]}",
        f"{n[:3]}.{n[3:6]}.{n[6:]}",
        f"{n[:4]}.{n[4:6]}.{n[6:]}",
        f"bsn{n}",
        f"BSN: {n}",
        f"bsn-{n}",
        f"BSN{n}",
        f"bsnnr {n}",
    )
    return name_in(LOOSE, c, c.choice(ways))


def phone(c: random.Random, _: Sources) -> tuple[str, str]:
    n = c.choice("1234568") + number(c, 7)
    pairs = f"{n[:2]} {n[2:4]} {n[4:6]} {n[6:]}"
    ways = (
        f"06{n}",
        f"06-{n}",
        f"06 {n}",
        f"06 {pairs}",
        f"+31 6 {n}",
        f"+316{n}",
        f"(06) {n}",
        f"tel06{n}",
        f"06-{pairs.replace(' ', '-')}",
        f"0031 6 {n}",
    )
    return name_in(LOOSE, c, c.choice(ways))


def email(c: random.Random, s: Sources) -> tuple[str, str]:
    who, where = first(c, s).lower(), c.choice(("ziggo", "gmail", "kpnmail", "hetnet"))
    ways = (
        f"{who}@{where}.nl",
        f"{who} apenstaartje {where} punt nl",
        f"{who}[at]{where}.nl",
        f"{who} [at] {where} [dot] nl",
        f"{who} @ {where} . nl",
        f"{who}(at){where}.nl",
        f"{who}.{who[0]}@{where}.com",
        f"{who} at {where} punt nl",
        f"{who} apestaartje {where}.nl",
    )
    return name_in(LOOSE, c, c.choice(ways))


def iban(c: random.Random, _: Sources) -> tuple[str, str]:
    account = c.choice(("INGB", "RABO", "ABNA", "SNSB", "TRIO")) + "0" + number(c, 9)
    whole = f"NL{mod_97_10.calc_check_digits(account + 'NL')}{account}"
    parts = [whole[i : i + 4] for i in range(0, len(whole), 4)]
    return name_in(
        LOOSE, c, c.choice((whole, " ".join(parts), ".".join(parts), "-".join(parts), whole.lower()))
    )


def postcode(c: random.Random, _: Sources) -> tuple[str, str]:
    digits, letters = str(c.randint(1000, 9999)), c.choice(LETTERS) + c.choice(LETTERS[:15])
    ways = (
        f"{digits} {letters}",
        f"{digits}{letters}",
        f"{digits} {letters.lower()}",
        f"{digits} {letters} {c.randint(1, 200)}",
        f"{digits} {letters.lower()} {c.randint(1, 200)}",
    )
    return name_in(LOOSE, c, c.choice(ways))


def address(c: random.Random, _: Sources) -> tuple[str, str]:
    street = c.choice(
        (
            "Dorpsstraat",
            "Wilgenlaan",
            "Oude Gracht",
            "Laan van de Vrijheid",
            "Jan van Galenstraat",
            "Burgemeester Kolkweg",
            "kerkstraat",
            "Plein van het Zuiden",
            "Merwedekade",
        )
    )
    return name_in(LOOSE, c, f"{street} {c.randint(1, 300)}{c.choice(('', '', 'a', ' hs'))}")


def birth(c: random.Random, _: Sources) -> tuple[str, str]:
    day, month, year = c.randint(1, 28), c.randint(1, 12), c.randint(1930, 2009)
    name = (
        "jan",
        "feb",
        "maart",
        "april",
        "mei",
        "juni",
        "juli",
        "augustus",
        "sept",
        "okt",
        "november",
        "dec",
    )[month - 1]
    ways = (
        f"{day}-{month}-{year}",
        f"{day:02}-{month:02}-{year % 100:02}",
        f"{day}/{month}/{year}",
        f"{day} {name} {year}",
        f"{day:02}.{month:02}.{year}",
        f"{day:02}.{month:02}.{year % 100:02}",
        f"{year}-{month:02}-{day:02}",
        f"geb. {day}-{month}-'{year % 100:02}",
    )
    return name_in(LOOSE, c, c.choice(ways))


def plate(c: random.Random, _: Sources) -> tuple[str, str]:
    def two() -> str:
        return c.choice(LETTERS[1:]) + c.choice("BDFGHJKLNPRSTVXZ")

    d, t = number(c, 3), c.choice("BDFGHJKLNPRSTVXZ")
    ways = (
        f"{two()}-{d[:2]}-{two()}",
        f"{d[:2]}-{two()}-{two()}",
        f"{d[0]}-{t}{t}{t}-{d[1:]}",
        f"{t}-{d}-{t}{t}",
        f"{t}{t}-{d}-{t}",
        f"kenteken {two().lower()}-{d[:2]}-{two().lower()}",
        f"kenteken {d[:2]}{two()}{two()}",
    )
    return name_in(LOOSE, c, c.choice(ways))


def care_number(c: random.Random, _: Sources) -> tuple[str, str]:
    n = number(c, 8)
    ways = (
        f"AGB {n}",
        f"AGB-code: {n}",
        f"agbcode {n}",
        f"BIG-nummer {n}123",
        f"BIG {n}901",
        f"cliëntnummer {n[:6]}",
        f"clientnr. {n[:5]}",
        f"klantnummer: {n}",
        f"dossiernummer D{n[:4]}-{n[4:]}",
        f"cliëntnummer is {n}",
        f"patiëntnummer {n[:7]}",
    )
    return name_in(LOOSE, c, c.choice(ways))


OTHERS: Final[dict[str, Make]] = {
    "burgerservicenummer": spelled_citizen,
    "telefoonnummer": phone,
    "e-mailadres": email,
    "rekeningnummer": iban,
    "postcode": postcode,
    "straat en huisnummer": address,
    "geboortedatum": birth,
    "kenteken": plate,
    "AGB, BIG, cliëntnummer": care_number,
}

# ---------------------------------------------------------------- what is clean

CLEAN: Final = (
    "{wie} {doet} sinds {maand} 2025 {hoe}", "In {maand} {doet} {wie} {hoe}", "Volgens {bron} {doet} {wie} {hoe}",
    "{bron} schat {n} uur per week", "Zonder ons {doet} {wie} {hoe}, kans {n} %", "De inzet duurde {n} weken via {bron}",
)  # fmt: skip
WHO: Final = (
    "mevrouw",
    "meneer",
    "de bewoner",
    "haar zoon",
    "het gezin",
    "de buurvrouw",
    "zij",
    "hij",
    "de cliënt",
    "moeder",
    "haar man",
    "de oudste dochter",
)
DOES: Final = (
    "komt",
    "slaapt",
    "vertelt",
    "woont",
    "helpt",
    "belt",
    "wandelt",
    "durft",
    "leert Nederlands en oefent",
)
HOW: Final = (
    "weer mee naar buiten",
    "slecht door schulden",
    "2 keer per week in de buurtkamer",
    "bij Humanitas",
    "in Hoek van Holland",
    "naar de GGZ",
    "met het wijkteam van Dordrecht",
    "in de Dorpsstraat",
    "voor € 1500 per jaar",
)
SOURCE: Final = (
    "de huisarts",
    "de Wmo-consulent",
    "Stichting MEE",
    "het CBS",
    "Yulius",
    "de wijkverpleegkundige",
    "GGD Zuid-Holland Zuid",
    "het dossier",
    "onderzoek van het RIVM",
    "Buurtzorg",
)
MONTHS: Final = ("januari", "maart", "mei", "september", "december")


def made_clean(chance: random.Random, count: int) -> list[str]:
    made: dict[str, None] = {}
    while len(made) < count:
        sentence = chance.choice(CLEAN).format(
            wie=chance.choice(WHO), doet=chance.choice(DOES), hoe=chance.choice(HOW), maand=chance.choice(MONTHS),
            bron=chance.choice(SOURCE), n=chance.randint(2, 60),
        )  # fmt: skip
        made[sentence[:1].upper() + sentence[1:]] = None
    return list(made)


def help_sentences() -> Iterator[str]:
    """Sentences of the help of LibreOffice."""
    for path in sorted(HELP.rglob("*.html")):
        for part in re.findall(r"<p[^>]*>(.*?)</p>", path.read_text("utf-8"), re.DOTALL):
            yield from _sentences(html.unescape(re.sub(r"<[^>]+>", "", part)))


def manual_sentences() -> Iterator[str]:
    """Sentences of Dutch manual pages, the names of their makers left out."""
    for path in sorted(MANUALS.rglob("*.gz")):
        body = gzip.decompress(path.read_bytes()).decode("utf-8", "replace")
        body = re.split(r"\n\.SH \"?(?:AUTEUR|VERTALING|COPYRIGHT|GESCHIEDENIS)", body)[0]
        plain = re.sub(r"\\f[A-Z]|\\[&|]|\\-|^[.'].*$", "", body, flags=re.MULTILINE)
        for block in plain.split("\n\n"):
            yield from _sentences(block)


def _sentences(block: str) -> Iterator[str]:
    for sentence in re.split(r"(?<=[.!?])\s+", " ".join(block.split())):
        if (
            5 <= len(sentence.split()) <= 40
            and re.search(r"\b(?:de|het|een|van|is|worden)\b", sentence)
            and "\\" not in sentence
        ):
            yield sentence


def example_sentences() -> list[str]:
    """Texts of the examples of at least three words."""
    found = re.findall(
        r"(?:vraag|pad|grond|bewoner|wat): \"?([^\"{}\[\]#\n]{15,})",
        "\n".join(p.read_text("utf-8") for p in sorted(EXAMPLES.rglob("*.yaml"))),
    )
    return sorted(set(found))


def picked(sentences: Iterator[str], count: int, seed: int) -> list[str]:
    everything = sorted(set(sentences))
    return random.Random(seed).sample(everything, min(count, len(everything)))


# ---------------------------------------------------------------- measuring


def is_found(sentence: str, planted: str, names: KnownNames) -> bool:
    """Whether a sign touches the last word of a name, or any part of something else."""
    start = sentence.index(planted)
    end = start + len(planted)
    if not any(sign.isdigit() or sign == "@" for sign in planted):
        start = end - len(planted.rsplit(maxsplit=1)[-1])
    return any(sign.start < end and sign.end > start for sign in signs(sentence, names))


def recall(
    makes: dict[str, Make], count: int, of: Sources, names: KnownNames, seed: int = 1
) -> dict[str, float]:
    """Share found of each kind, the same sentences for every set of names."""
    shares = {}
    for kind, make in makes.items():
        chance = random.Random(f"{seed} {kind}")
        planted = [make(chance, of) for _ in range(count)]
        shares[kind] = sum(is_found(*pair, names) for pair in planted) / count
    return shares


def alarms(sentences: list[str], names: KnownNames) -> list[tuple[str, str, str]]:
    """Sentences with a false alarm, with its kind and its words."""
    found = ((sentence, signs(sentence, names)) for sentence in sentences)
    return [(s, told[0].slug, s[told[0].start : told[0].end]) for s, told in found if told]


def clean_sets(seed: int = 1) -> dict[str, list[str]]:
    chance = random.Random(seed)
    sets = {"gemaakt naar sjablonen": made_clean(chance, 1_200), "de voorbeelden": example_sentences()}
    for label, folder, read in (
        ("hulp van LibreOffice (libreoffice-help-nl)", HELP, help_sentences),
        ("handleidingen (manpages-nl)", MANUALS, manual_sentences),
    ):
        if folder.is_dir():
            sets[label] = picked(read(), 2_000, seed)
        else:
            print(f"overgeslagen: {label} is niet geïnstalleerd")
    return sets


def main(count: int = 4_000) -> None:
    """Print what is found, and false alarms."""
    if find_spec("deduce") is None:
        raise SystemExit("vraagt de extra 'grondig': pip install 'rendement[grondig]'")
    of = Sources()
    each = count // (len(NAMES) + len(OTHERS))
    print(f"{each * (len(NAMES) + len(OTHERS))} zinnen met een persoonsgegeven\n")
    print("| soort | gewoon | --grondig, halve lijsten | --grondig |\n|---|--:|--:|--:|")
    for label, makes in (("**namen samen**", NAMES), ("**andere samen**", OTHERS)):
        columns = [recall(makes, each, of, names) for names in (COMMON, of.halved, all_names())]
        for kind in makes:
            print(f"| {kind} | " + " | ".join(f"{100 * column[kind]:.0f} %" for column in columns) + " |")
        means = (sum(column.values()) / len(column) for column in columns)
        print(f"| {label} | " + " | ".join(f"{100 * mean:.1f} %" for mean in means) + " |")
    _print_alarms(clean_sets())


def _print_alarms(sets: dict[str, list[str]]) -> None:
    print("\n| zinnen zonder persoonsgegeven | aantal | gewoon | --grondig |\n|---|--:|--:|--:|")
    sets["**samen**"] = [sentence for part in sets.values() for sentence in part]
    for label, sentences in sets.items():
        both = [100 * len(alarms(sentences, names)) / len(sentences) for names in (COMMON, all_names())]
        print(f"| {label} | {len(sentences)} | {both[0]:.2f} % | {both[1]:.2f} % |")
    if "-v" in sys.argv:
        for names in (COMMON, all_names()):
            told = alarms(sets["**samen**"], names)
            print(Counter(slug for _, slug, _ in told), *told[:60], sep="\n")


if __name__ == "__main__":
    main(*(int(argument) for argument in sys.argv[1:] if argument.isdigit()))
