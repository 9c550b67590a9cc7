"""How long reading takes, next to a plain `yaml.load` and the same models.

    python tests/bench/bench_reading.py [number of files] [rounds]

Writes the case files of `described.py` (53–78 lines, eleven lines of help) to a temporary folder and
reads them in two ways, in turns: with `load_cases`, which also knows every place, looks for personal data and
checks meaning and prices; and with PyYAML's C loader and `Case.model_validate` alone.
The ratio is taken per pair of rounds of processor time, so that a busy machine slows both; what to reach is
in `wanted.py`. The baseline is a plain loop in a plain Python, which looks for garbage while it
reads; reading pauses that look, and the last line says how much of the difference is due to it.
"""

import gc
import re
import statistics
import sys
import tempfile
from functools import partial
from pathlib import Path
from typing import ClassVar, Final

import yaml
from made import write_base
from paired import in_turns, ratio, timed
from wanted import WANTED, note

from rendement.model.case import Case
from rendement.reading.loading.load import load_cases

FILES: Final = 2_000
ROUNDS: Final = 5
TARGET: Final = WANTED["reading"].reach


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


def warm_up(folder: Path) -> None:
    """Read a few files: what is read once for all files, the price book and the sets, is no part of it."""
    folder.mkdir()
    write_base(folder, 5)
    ours(folder)
    plain(folder)


def main(files: int = FILES, rounds: int = ROUNDS) -> None:
    """Write, read in turns, and print the ratio."""
    with tempfile.TemporaryDirectory() as name:
        warm_up(Path(name) / "vooraf")
        folder = Path(name) / "meting"
        folder.mkdir()
        lengths = write_base(folder, files)
        first = [timed(partial(way, folder)) for way in (ours, plain)]
        assert ours(folder) == plain(folder) == files, "every file must be read"
        print(f"eerste lezing, elk woord nieuw: {first[0] / first[1]:.3f} van kaal")
        middle = statistics.median(lengths)
        print(f"{files} bestanden, {min(lengths)}-{max(lengths)} regels, mediaan {middle:.0f}")
        ways = [partial(way, folder) for way in (ours, plain, plain_without_collector)]
        found = in_turns("reading", ways[0], ways[1:], rounds)
    note("reading", ratio(found))
    show(found, files)


def show(found: list[tuple[float, ...]], files: int) -> None:
    """Milliseconds a file of each way, and how ours compares to the others."""
    labels = ("rendement", "kaal", "kaal zonder opruimer")
    for label, measured in zip(labels, zip(*found, strict=True), strict=True):
        shown = [1000 * seconds / files for seconds in (min(measured), statistics.median(measured))]
        print(f"{label:<22} best {shown[0]:.3f} ms per bestand, mediaan {shown[1]:.3f}")
    for number, target in ((1, f" (doel {TARGET})"), (2, "")):
        ratios = sorted(times[0] / times[number] for times in found)
        middle = statistics.median(ratios)
        print(f"tot {labels[number]}: mediaan {middle:.3f}, van {ratios[0]:.2f} tot {ratios[-1]:.2f}{target}")


if __name__ == "__main__":
    main(*(int(argument) for argument in sys.argv[1:]))
