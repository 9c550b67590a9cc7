"""Case files for the benches, written from `described.py`: case n is the same in every base that holds it.

    folder = write_base(Path("ergens"), 100, NAMED)

About eleven lines of effort and help a case, 53–78 lines a file, 61 prices and a dozen payers.
"""

import random
import re
from pathlib import Path
from typing import Any, Final

import described as of
from described import PLAIN, Help, Mix

Data = dict[str, Any]
PATHS: Final = 3
PROGRAMME: Final = """\
programma: bench-2025
titel: Meting (fictief)
periode: {{van: 2022-01-01, tot: 2026-12-31}}
afgesloten_casussen: {files}
gekozen: alle
hoe_gekozen: gemaakt voor een meting
prijzen: {book}
prijspeil: 2025
regime: mkba-2021
realisme: werkaanname-2025
verzilvering: bovengrens
"""
RATIO: Final = {
    "verhouding": 0.5,
    "van95": 0.3,
    "tot95": 0.8,
    "bewijs": "dossier",
    "grond": "een verzonnen cijfer",
}


def write_base(folder: Path, cases: int, mix: Mix = PLAIN) -> list[int]:
    """Write so many cases and their programme; returns the number of lines of each file."""
    (folder / "programma.yaml").write_text(PROGRAMME.format(files=cases, book=of.BOOK), "utf-8")
    lengths = []
    for number in range(cases):
        text = case_text(number, mix)
        (folder / f"bench-{number:05d}.yaml").write_text(text, "utf-8")
        lengths.append(text.count("\n"))
    return lengths


def case_text(number: int, mix: Mix) -> str:
    """One case file."""
    chance = random.Random(f"{of.SEED}/{number}")
    case = _case(number, mix, chance)
    if is_named(number, mix):
        _give_names(case, by_chance=int(number * mix.named) % 2 == 0)
    looks = random.Random(f"{of.SEED}/{number}/vorm")
    lines = ["# gemaakt voor een meting"]
    for key, value in case.items():
        if key == "zonder_inzet":
            lines += [f"{key}:", *(text for path in value for text in _path(path, mix, looks))]
        elif isinstance(value, list):
            lines += [f"{key}:", *(text for line in value for text in _item(line, "  ", mix, looks))]
        else:
            lines.append(f"{key}: {_flow(value)}")
    return "\n".join([*lines, ""])


def is_named(number: int, mix: Mix) -> bool:
    """Whether this is one of the cases with a name in two places: an even spread, without chance."""
    return int((number + 1) * mix.named) > int(number * mix.named)


# ---------------------------------------------------------------- what stands in a case


def _case(number: int, mix: Mix, chance: random.Random) -> Data:
    crowded = chance.random() < mix.crowded
    context = _context(chance)
    help_lines = chance.sample(help_of(context["organisatie"]), 2 * PATHS + 2)
    parts = chance.choice(of.SHARES)
    return {
        "casus": f"bench-{number:05d}",
        "fictief": "ja",
        "gestart": f"2025-0{chance.randint(1, 4)}-{chance.randint(10, 28)}",
        "afgesloten": f"2025-1{chance.randint(0, 2)}-{chance.randint(10, 28)}",
        "status": "concept",
        "context": context,
        "vraag": _sentence(of.SENTENCES, chance),
        "inzet": [_effort(kind, chance) for kind in chance.sample(of.EFFORT, 3)],
        "zonder_inzet": [
            _described_path(place, help_lines[2 * place : 2 * place + 2], crowded and not place, mix, chance)
            for place in range(PATHS)
        ],
        "met_inzet": [_care(kind, mix, chance) for kind in help_lines[-2:]],
        "toerekening": {who: f"{part}%" for who, part in zip(("wij", *of.OTHERS), parts, strict=False)},
        "bewoner": _sentence(of.SENTENCES, chance),
        "instemming": "ja",
        "invultijd_minuten": chance.randint(10, 40),
    }


def help_of(organisation: str) -> tuple[Help, ...]:
    """The kinds of help that people of an organisation would have used."""
    first = of.ORGANISATIONS.index(organisation) * len(of.HELP) // len(of.ORGANISATIONS)
    return (of.HELP * 2)[first : first + of.KINDS_OF_HELP]


def _context(chance: random.Random) -> Data:
    return {
        "gemeente": "meetstad",
        "wijk": chance.choice(of.DISTRICTS),
        "organisatie": chance.choice(of.ORGANISATIONS),
        "verwijzer": chance.choice(of.REFERRERS),
        "leeftijd": chance.choice(of.AGES),
        "huishouden": chance.choice(of.HOUSEHOLDS),
        "thema": chance.sample(of.THEMES, 2),
        "aanpak": chance.sample(of.APPROACHES, 1),
    }


def _effort(kind: Help, chance: random.Random) -> Data:
    amount = f"{chance.randint(kind.least, kind.most)} {kind.unit}"
    return {"wat": chance.choice(of.EFFORTS), "prijs": kind.price, "aantal": amount}


def _described_path(place: int, kinds: list[Help], likely: bool, mix: Mix, chance: random.Random) -> Data:
    points, ranged, spelled = (
        chance.choice(of.CHANCES),
        chance.random() < mix.ranges,
        chance.choice(of.SPELLED),
    )
    if likely:
        points, ranged = of.LIKELY, True
    return {
        "pad": f"{_sentence(of.SENTENCES, chance)} ({place + 1})",
        "kans": _points([f"{point}%" for point in points]) if ranged else spelled,
        "bewijs": chance.choice(of.GRADES),
        "grond": _sentence(of.GROUNDS, chance),
        "hulp": [_care(kind, mix, chance) for kind in kinds],
    }


def _care(kind: Help, mix: Mix, chance: random.Random) -> Data:
    """Help as three points or one, from some month, and as long as it lasts."""
    amount, months = chance.randint(kind.least, kind.most), chance.randint(4, 10)
    ranged, timed, displaced = (chance.random() < x for x in (mix.ranges, mix.times, mix.displaced))
    found: Data = {"prijs": kind.price, "aantal": f"{amount} {kind.unit}".strip()}
    if ranged:
        found["aantal"] = _points([round(amount * part, 1) for part in (0.7, 1, 1.5)])
        if kind.unit:
            found["aantal"]["eenheid"] = kind.unit
    found["vanaf"] = f"{chance.randint(1, 4)} maanden"
    if kind.lasts:
        lengths = [f"{length} maanden" for length in (months - 2, months, months + 4)]
        found["duur"] = _points(lengths) if timed else lengths[1]
    if displaced:
        found["verdringing"] = f"{chance.randint(2, 5)}0%"
    return {**found, "grond": _sentence(of.GROUNDS, chance)}


def _points(three: list[Any]) -> Data:
    return dict(zip(("laag", "verwacht", "hoog"), three, strict=True))


def _give_names(case: Data, by_chance: bool) -> None:
    """A chance that comes back with us, smaller; or else an amount of help that does, shorter."""
    first, *_ = paths = case["zonder_inzet"]
    for path, points in zip(paths, of.CHANCES, strict=False):
        path["kans"] = _points([f"{point}%" for point in points])  # a name needs paths that stay below 100 %
    line = first["hulp"][0]
    if by_chance:
        first["kans"]["naam"] = "kern"
        again = {"pad": "toch nog", "kans": {"maal": ["= kern", RATIO]}, "hulp": [line]}
    else:
        line |= {"prijs": "wmo.begeleiding", "duur": "8 maanden"}
        line["aantal"] = {**_points([2, 3, 5]), "eenheid": "uur per week", "naam": "omvang"}
        again = {**line, "aantal": "= omvang", "duur": "2 maanden"}
    case["met_inzet"].append(again)


# ---------------------------------------------------------------- how it is written


def _sentence(pool: tuple[str, ...], chance: random.Random) -> str:
    """A text nobody wrote before, of words that people use."""
    start, end = chance.choice(pool).split(), chance.choice(pool).split()
    return " ".join(start[: chance.randint(4, len(start))] + end[-chance.randint(3, len(end)) :])


def _path(path: Data, mix: Mix, looks: random.Random) -> list[str]:
    """One path, its lines of help below it."""
    rest = {key: value for key, value in path.items() if key != "hulp"}
    lines = [*_block(rest, "  "), "    hulp:"]
    return lines + [text for line in path["hulp"] for text in _item(line, "      ", mix, looks)]


def _item(line: Data, indent: str, mix: Mix, looks: random.Random) -> list[str]:
    """One line of effort or help: on one line, or spread out."""
    return _block(line, indent) if looks.random() < mix.spread_out else [f"{indent}- {_flow(line)}"]


def _block(value: Data, indent: str) -> list[str]:
    """A mapping over several lines, as an item of a list."""
    fields = [f"{key}: {_flow(part)}" for key, part in value.items()]
    return [f"{indent}{'  ' if number else '- '}{text}" for number, text in enumerate(fields)]


def _flow(value: object) -> str:
    """A value on one line, as it is written by hand."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {_flow(part)}" for key, part in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(_flow(part) for part in value) + "]"
    text = str(value)
    return f'"{text}"' if re.search(r"[:#,\[\]{}'\"]", text) else text
