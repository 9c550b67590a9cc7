"""How long reading takes, next to a plain `yaml.load` and the same models.

    python tests/bench/bench_reading.py [number of files] [rounds]

Writes realistic case files (60-120 lines, about 11 lines of help) to a temporary folder, put together from
the examples, and reads them in two ways, in turns: with `load_cases`, which also knows every place, looks for
personal data and checks meaning and prices; and with PyYAML's C loader and `Case.model_validate` alone.
The ratio is taken per pair of rounds of processor time, so that a busy machine slows both; the target is at
most 0.50 (`wanted.py`). The baseline is a plain loop in a plain Python, which looks for garbage while it
reads; reading pauses that look, and the last line says how much of the difference is due to it.
"""

import gc
import random
import re
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, ClassVar, Final

import yaml
from wanted import WANTED, note

from rendement.model.case import Case
from rendement.reading.loading.load import load_cases
from rendement.reading.reviews.reviews import is_review

EXAMPLES: Final = Path(__file__).resolve().parents[2] / "examples"
FILES: Final = 2_000
ROUNDS: Final = 5
TARGET: Final = WANTED["reading"].reach
RANGES: Final = ("{laag: 10%, verwacht: 20%, hoog: 25%}", "{laag: 5%, verwacht: 15%, hoog: 20%}")
CHANCES: Final = ("1 op 5", "15%", "0,1", *RANGES)
GRADES: Final = ("met-collega", "eigen", "dossier")
PROGRAMME: Final = """\
programma: bench-2025
titel: Meting van het lezen (fictief)
periode: {{van: 2022-01-01, tot: 2026-12-31}}
afgesloten_casussen: {files}
gekozen: alle
hoe_gekozen: gemaakt voor een meting
prijzen: landelijk@2025.1
prijspeil: 2025
regime: mkba-2021
realisme: werkaanname-2025
verzilvering: bovengrens
"""


class Pool:
    """Parts of the examples, as text: nothing is converted, so that what is written is what people write."""

    def __init__(self, folder: Path) -> None:
        files = (path for path in sorted(folder.rglob("*.yaml")) if path.name != "programma.yaml")
        files = (path for path in files if not is_review(path))
        texts = (path.read_text("utf-8") for path in files)
        self.cases: list[dict[str, Any]] = [yaml.load(text, Loader=yaml.CBaseLoader) for text in texts]
        self.cases = [case for case in self.cases if "afgesloten" in case and not refers(case["toerekening"])]
        said = [case.get("zonder_inzet", []) for case in self.cases]
        without = [path for paths in said if isinstance(paths, list) for path in paths]  # not: geen verschil
        self.paths = [path["pad"] for path in without]
        self.grounds = [part["grond"] for part in walk(self.cases) if "grond" in part]
        effort = [line for case in self.cases for line in case["inzet"]]
        self.effort = [x for x in effort if "prijs" in x and "duur" not in x and not refers(x)]
        usual = [case for case in self.cases if "horizon" not in case]  # what counts within a year anywhere
        mine = [case["zonder_inzet"] for case in usual if isinstance(case.get("zonder_inzet"), list)]
        care = [line for paths in mine for path in paths for line in path["hulp"]]
        self.care = [line for line in care if not {"uitstel", "horizon"} & set(line) and not refers(line)]


def refers(value: object) -> bool:
    """Whether some part is a reference to an estimate with a name, which only its own case or folder has."""
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list):
        return any(refers(part) for part in value)
    return str(value).startswith("=")


def walk(value: object) -> Iterator[dict[str, Any]]:
    """Every mapping in a value."""
    if isinstance(value, dict):
        yield value
        value = list(value.values())
    if isinstance(value, list):
        for part in value:
            yield from walk(part)


def flow(value: object) -> str:
    """A value on one line, as it is written by hand."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {flow(part)}" for key, part in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(flow(part) for part in value) + "]"
    text = str(value)
    quoted = text.replace("\\", "").replace('"', "'")
    return f'"{quoted}"' if re.search(r"[:#,\[\]{}'\"]", text) else text


def block(value: dict[str, Any], indent: str) -> list[str]:
    """A mapping over several lines, as an item of a list."""
    fields = [f"{key}: {flow(part)}" for key, part in value.items()]
    return [f"{indent}{'  ' if number else '- '}{text}" for number, text in enumerate(fields)]


def sentence(pool: list[str], chance: random.Random) -> str:
    """A text nobody wrote before, of words that people use."""
    start, end = chance.choice(pool).split(), chance.choice(pool).split()
    words = start[: chance.randint(3, max(3, len(start)))] + end[-chance.randint(3, max(3, len(end))) :]
    return " ".join(words).strip(" -")


def item(line: dict[str, Any], indent: str, chance: random.Random) -> list[str]:
    """One line of effort or help: mostly on one line, sometimes spread out."""
    return block(line, indent) if chance.random() < 0.4 else [f"{indent}- {flow(line)}"]


def case_text(number: int, pool: Pool, chance: random.Random) -> str:
    """One case file of 60-120 lines."""
    base = chance.choice(pool.cases)
    lines = [
        "# gemaakt voor een meting",
        f"casus: bench-{number:05d}",
        "fictief: ja",
        f"gestart: 2025-0{chance.randint(1, 4)}-{chance.randint(10, 28)}",
        f"afgesloten: 2025-1{chance.randint(0, 2)}-{chance.randint(10, 28)}",
        "status: concept",
        "context:",
        *(f"  {key}: {flow(value)}" for key, value in base["context"].items()),
        f"vraag: {flow(sentence([case['vraag'] for case in pool.cases], chance))}",
        "inzet:",
        *(text for line in chance.sample(pool.effort, 4) for text in item(line, "  ", chance)),
        "zonder_inzet:                     # kansen samen hoogstens 100 %",
    ]
    for _ in range(3):
        lines += path_lines(pool, chance)
    lines.append("met_inzet:")
    lines += [text for line in chance.sample(pool.care, 2) for text in item(line, "  ", chance)]
    lines += [f"toerekening: {flow(base['toerekening'])}"]
    lines += outcome_lines(base)
    return "\n".join([*lines, "instemming: ja", f"invultijd_minuten: {chance.randint(10, 40)}", ""])


def path_lines(pool: Pool, chance: random.Random) -> list[str]:
    """One path with three lines of help."""
    lines = [
        f"  - pad: {flow(sentence(pool.paths, chance))}",
        f"    kans: {chance.choice(CHANCES)}",
        f"    bewijs: {chance.choice(GRADES)}",
        f"    grond: {flow(sentence(pool.grounds, chance))}",
        "    hulp:",
    ]
    for line in chance.sample(pool.care, 3):
        ground = {"grond": sentence(pool.grounds, chance)} if "grond" not in line else {}
        lines += item({**line, **ground}, "      ", chance)
    return lines


def outcome_lines(base: dict[str, Any]) -> list[str]:
    """What is not in euros, when the example has it."""
    outcome = base.get("uitkomst", {})
    lines = ["uitkomst:"] if outcome else []
    lines += [f"  {key}: {flow(value)}" for key, value in outcome.items()]
    return [*lines, f"bewoner: {flow(base['bewoner'])}"] if "bewoner" in base else lines


class Plain(yaml.CSafeLoader):
    """PyYAML's own C loader, that knows ja and nee as the models want them."""

    bool_values: ClassVar[dict[str, bool]] = {**yaml.CSafeLoader.bool_values, "ja": True, "nee": False}


Plain.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile(r"^(?:ja|nee)$"), list("jn"))


def plain(folder: Path) -> int:
    """The baseline: text, data, model; no places, no checks, no prices."""
    files = (path for path in sorted(folder.glob("*.yaml")) if path.name != "programma.yaml")
    models = [Case.model_validate(yaml.load(path.read_text("utf-8"), Loader=Plain)) for path in files]
    return len(models)


def ours(folder: Path) -> int:
    """Everything that happens to a folder of cases before anything is computed."""
    return len(load_cases(folder))


def plain_without_collector(folder: Path) -> int:
    """The baseline with the one remedy against slow bulk validation that is not ours."""
    gc.disable()
    try:
        return plain(folder)
    finally:
        gc.enable()


def timed(read: Callable[[Path], int], folder: Path, expected: int) -> float:
    """Seconds of processor time of one reading of the whole folder."""
    gc.collect()
    start = time.process_time()
    assert read(folder) == expected, "every file must be read"
    return time.process_time() - start


WAYS: Final = {"rendement": ours, "kaal": plain, "kaal zonder opruimer": plain_without_collector}
"""What is measured; the target is against the second."""


def write_files(folder: Path, files: int) -> list[int]:
    """Write the cases and their programme; returns the number of lines of each."""
    pool, chance = Pool(EXAMPLES), random.Random(7)
    (folder / "programma.yaml").write_text(PROGRAMME.format(files=files), "utf-8")
    lengths = []
    for number in range(files):
        text = case_text(number, pool, chance)
        (folder / f"bench-{number:05d}.yaml").write_text(text, "utf-8")
        lengths.append(text.count("\n"))
    return lengths


def main(files: int = FILES, rounds: int = ROUNDS) -> None:
    """Write, read in turns, and print the ratio."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        lengths = write_files(folder, files)
        load_cases(EXAMPLES)  # what is read once for all files: the price book and the sets
        first = [timed(way, folder, files) for way in (ours, plain)]
        problems = load_cases(folder).problems
        for problem in [problem for problem in problems if problem.severity == "fout"][:5]:
            print(problem)
        middle = statistics.median(lengths)
        print(f"eerste lezing, elk woord nieuw: {first[0] / first[1]:.3f} van kaal")
        print(f"{files} bestanden, {min(lengths)}-{max(lengths)} regels, mediaan {middle:.0f}")
        measured_rounds = [tuple(timed(way, folder, files) for way in WAYS.values()) for _ in range(rounds)]
    for label, measured in zip(WAYS, zip(*measured_rounds, strict=True), strict=True):
        shown = [1000 * seconds / files for seconds in (min(measured), statistics.median(measured))]
        print(f"{label:<22} best {shown[0]:.3f} ms per bestand, mediaan {shown[1]:.3f}")
    for number, (label, target) in enumerate(
        (("kaal", f" (doel {TARGET})"), ("kaal zonder opruimer", "")), 1
    ):
        ratios = sorted(times[0] / times[number] for times in measured_rounds)
        middle = statistics.median(ratios)
        if number == 1:
            note("reading", middle)
        print(f"tot {label}: mediaan {middle:.3f}, van {ratios[0]:.2f} tot {ratios[-1]:.2f}{target}")


if __name__ == "__main__":
    main(*(int(argument) for argument in sys.argv[1:]))
