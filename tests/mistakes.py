"""Mistakes as people make them, put into the example cases at random: each follows from its seed and number.

RENDEMENT_MISTAKES=5000 python -m pytest tests/test_repairs.py -k generated
"""

import random
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final, NamedTuple

from rendement.reading.reviews.reviews import is_review

EXAMPLES: Final = Path(__file__).resolve().parents[1] / "examples"
CASES: Final = [
    path
    for path in sorted(EXAMPLES.rglob("*.yaml"))
    if path.name not in ("programma.yaml", "namen.yaml") and not is_review(path)
]


class Mistake(NamedTuple):
    """An example with one thing typed wrongly, and what kind of thing that was."""

    case: Path
    kind: str
    text: str


Change = Callable[[re.Match[str], random.Random], str]


def _misspelled(word: str, rnd: random.Random) -> str:
    """One letter lost, doubled, or in the place of its neighbour."""
    at = rnd.randrange(len(word) - 1)
    return rnd.choice(
        (
            word[:at] + word[at + 1 :],
            word[: at + 1] + word[at:],
            word[:at] + word[at + 1] + word[at] + word[at + 2 :],
        )
    )


def _one_of(*changed: str) -> Change:
    """One of these, with the groups of what was found."""
    return lambda found, rnd: rnd.choice(changed).format_map(found.groupdict(""))


def _word(found: re.Match[str], rnd: random.Random) -> str:
    word = found["word"]
    return found[0].replace(word, _misspelled(word, rnd), 1)


KINDS: Final[dict[str, tuple[re.Pattern[str], Change]]] = {
    "sleutel": (re.compile(r"(?<![\w.])(?P<word>[a-z_]{4,}): "), _word),
    "sleutel met hoofdletter": (re.compile(r"(?<![\w.])(?P<word>[a-z_]{4,}): "), lambda m, _: m[0].title()),
    "prijs": (re.compile(r"prijs: \w+\.(?P<word>[\w-]{4,})"), _word),
    "eenheid": (re.compile(r"\b\d+ (?P<word>uur|weken|maanden|zittingen|dagen|jaar|keer)\b"), _word),
    "eenheid achter per": (re.compile(r"\d per (?P<word>week|maand|jaar|dag)\b"), _word),
    "getal met twee tekens": (
        re.compile(r"(?P<key>aantal|verwacht|laag|hoog): (?P<n>\d+)\b"),
        _one_of("{key}: {n}.5.5"),
    ),
    "punt of komma": (
        re.compile(r"(?P<key>aantal): (?P<n>\d)\b"),
        _one_of("{key}: {n}.500", "{key}: {n},5", "{key}: .{n}"),
    ),
    "voorloopnul": (re.compile(r"(?P<key>aantal|bedrag): (?P<n>\d+)\b"), _one_of("{key}: 0{n}")),
    "datum": (
        re.compile(r": (?P<y>20\d\d)-(?P<m>\d\d)-(?P<d>\d\d)"),
        _one_of(": {m}-{m}-{y}", ": {y}/{m}/{d}", ": {y}{m}{d}", ": {y}-{m}-45", ": {d}.{m}.{y}"),
    ),
    "keuze": (
        re.compile(r"(?:bewijs|status|instemming|verdeling|gebruikt|oordeel): (?P<word>[a-z-]{4,})"),
        _word,
    ),
    "kans": (
        re.compile(r"(?P<key>kans|ook_zonder_ons): (?P<n>\d+)%(?=\s|,|\})"),
        _one_of(
            *("{key}: {n}", "{key}: {n} procent", "{key}: 1/4", "{key}: -{n}%", "{key}: 4 op 1"),
            *("{key}: ca {n}%", "{key}: 1{n}%", "{key}: 20-{n}%", "{key}: een op vier", "{key}: {n}.%"),
            *("{key}: 40 van 9", "{key}: {n}% x 50%", "{key}: 9 van 40, bewijs: dossier"),
        ),
    ),
    "reeks": (
        re.compile(r"aantal: (?P<n>\d+)(?P<unit> (?:uur|zittingen|keer|dagen))?(?=,|\}|$)", re.MULTILINE),
        _one_of(
            *(
                "aantal: {n}-30{unit}",
                "aantal: {n} tot 30{unit}",
                "aantal: ongeveer {n}{unit}",
                "aantal: € {n}",
            ),
            *(
                "aantal: {n}{unit} (of iets meer)",
                "aantal: 7/2{unit}",
                "aantal: {n}:30 uur",
                "aantal: -{n}{unit}",
            ),
            *(
                "aantal: {n}{unit} x 50%",
                "aantal: {{gemiddelde: {n} keer, sd: 3}}",
                "aantal: {{{n}, 20, 30}}",
            ),
            *(
                "aantal: {{gemiddeld: {n}, sd: 3}}",
                "aantal: {{maal: {n} keer, 50%}}",
                "aantal: {n} gesprekken",
            ),
        ),
    ),
    "duur": (
        re.compile(r"(?P<key>duur|uitstel|vanaf): (?P<n>\d+) (?P<unit>weken|maanden|jaar)"),
        _one_of(
            "{key}: {n}",
            "{key}: altijd",
            "{key}: tot 2026-01-01",
            "{key}: 3-{n} {unit}",
            "{key}: {n} {unit}, naam: z",
        ),
    ),
    "spatie": (
        re.compile(r"(?P<key>aantal|kans|prijs|duur|wat|pad): "),
        _one_of("{key}:", "{key} ", "{key} : "),
    ),
    "dubbele punt in tekst": (
        re.compile(r"(?P<key>vraag|grond|wat|pad): (?P<text>[a-z][^:#\"{}\[\],\n]{8,})"),
        _one_of("{key}: dus: {text}"),
    ),
    "aanhalingsteken": (
        re.compile(r": \"(?P<text>[^\"\n]+)\""),
        _one_of(': "{text}', ": “{text}”", ": {text}"),
    ),
    "inspringing": (
        re.compile(r"^(?P<deep>  +)(?P<rest>\S.*)$", re.MULTILINE),
        _one_of(" {deep}{rest}", "\t{rest}"),
    ),
    "haak": (re.compile(r"\}$", re.MULTILINE), _one_of("", "}}}}", "]")),
    "komma": (re.compile(r", (?=[a-z_]+: )"), _one_of(" ", "; ")),
    "leeg": (
        re.compile(r"(?P<key>kans|aantal|duur|prijs|grond|klopt|gestart|vraag): [^,{}\n]+(?=,|\}|\n)"),
        _one_of("{key}:"),
    ),
    "weg": (re.compile(r"(?:kans|aantal|duur|prijs|vraag|gestart|bron): [^,{}\n]+(?:, |\n *)"), _one_of("")),
    "twee keer": (re.compile(r"(?P<all>(?P<key>aantal|duur|prijs): [^,{}\n]+, )"), _one_of("{all}{all}")),
    "ja of nee": (
        re.compile(r"(?P<key>fictief|verschuift): ja"),
        _one_of("{key}: yes", "{key}: wel", "{key}: 1"),
    ),
    "klopt zonder reden": (re.compile(r"klopt: [^,{}\n]+"), _one_of("klopt: ja", 'klopt: "klopt"')),
    "getal te hoog": (re.compile(r"hoog: (?P<n>\d+)(?=[ ,}])"), _one_of("hoog: {n}00")),
    "hekje": (
        re.compile(r"(?P<all>(?:vraag|grond|bewoner): [a-z][^:#\"{}\[\],\n]{12,})$", re.MULTILINE),
        _one_of("{all} #1 en verder"),
    ),
    "leeftijd": (
        re.compile(r"leeftijd: [^,}\n]+"),
        _one_of("leeftijd: 77", "leeftijd: 1948", "leeftijd: 77-78"),
    ),
}
"""What people mistype: what to look for in a case, and what stands there instead."""


def mistakes(number: int, seed: int) -> Iterator[Mistake]:
    """So many examples, each with one mistake; every kind in turn."""
    texts = {path: path.read_text("utf-8") for path in CASES}
    kinds = list(KINDS)
    for turn in range(number):
        rnd = random.Random(f"{seed}:{turn}")
        kind = kinds[turn % len(kinds)]
        pattern, change = KINDS[kind]
        spots = [(path, found) for path in rnd.sample(CASES, 6) for found in pattern.finditer(texts[path])]
        if spots:
            path, found = rnd.choice(spots)
            text = texts[path]
            yield Mistake(path, kind, text[: found.start()] + change(found, rnd) + text[found.end() :])
