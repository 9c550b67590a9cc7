"""Where the time of reading goes, part by part, as a share of CSafeLoader and pydantic on the same files.

    python tests/bench/reading_parts.py [number of files] [rounds]

Each part is done for all files before the next begins, beside the baseline of `bench_reading.py`, in
processor time. What is left of a whole reading (the account, reviews, comparing with other cases, letting go
of texts) is the last line. Of every part the least of all rounds is shown: a busy machine only adds.
"""

import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from functools import partial
from pathlib import Path
from typing import Final

from bench_reading import ours, plain, warm_up
from made import write_base
from paired import timed

from rendement.model.case import Case
from rendement.reading.cases.checks import check_case
from rendement.reading.cases.line_places import line_numbers
from rendement.reading.cases.price_checks import check_prices
from rendement.reading.documents.collector import collector_paused
from rendement.reading.documents.document import _bytes_of
from rendement.reading.documents.unsaid import left_open
from rendement.reading.loading.load import load_cases
from rendement.reading.privacy.look import check_privacy
from rendement.reading.usual.plausible import looked_at
from rendement.reading.yaml.text import Text, read_text

FILES: Final = 2_000
ROUNDS: Final = 5
TODAY: Final = date(2026, 1, 1)


class Clock:
    """Processor time of each part, the least of all rounds."""

    def __init__(self) -> None:
        self.least: dict[str, float] = {}

    @contextmanager
    def part(self, name: str) -> Iterator[None]:
        """What happens within it is that part."""
        start = time.process_time()
        yield
        self.note(name, time.process_time() - start)

    def note(self, name: str, seconds: float) -> None:
        """Another round of a part."""
        self.least[name] = min(seconds, self.least.get(name, seconds))


def validated(texts: list[Text]) -> list[tuple[Text, Case]]:
    """The models of what was read."""
    return [(text, Case.model_validate(text.data)) for text in texts]


def parts_of(folder: Path, clock: Clock, say: Callable[[Text, Case], object]) -> None:
    """Every part of reading a case, one after the other; `say` checks a case with its prices."""
    names = [str(path) for path in sorted(folder.glob("bench-*.yaml"))]
    with collector_paused():
        with clock.part("openen"):
            raws = [_bytes_of(Path(name)) for name in names]
        with clock.part("regels lezen"):
            texts = [read_text(name, raw) for name, raw in zip(names, raws, strict=True)]
        with clock.part("persoonsgegevens"):
            for text in texts:
                check_privacy(text)
                text.problems.extend(left_open(text))
        with clock.part("pydantic en onze eigen controles van velden"):
            cases = validated(texts)
        with clock.part("wat een casus betekent"):
            for text, case in cases:
                check_case(text, case, TODAY)
        with clock.part("prijzen en ongewone getallen"):
            for text, case in cases:
                say(text, case)
        with clock.part("regelnummers"):
            for text, case in cases:
                line_numbers(text, case)


def main(files: int = FILES, rounds: int = ROUNDS) -> None:
    """Write the files of the bench, and show each part beside the baseline."""
    clock = Clock()
    with tempfile.TemporaryDirectory() as name:
        warm_up(Path(name) / "vooraf")
        folder = Path(name) / "meting"
        folder.mkdir()
        write_base(folder, files)
        home = load_cases(folder).programmes[0]
        year, horizon = home.settings.price_year, home.settings.regime.horizon.likely_years

        def say(text: Text, case: Case) -> None:
            check_prices(text, case, home.book, year, horizon)
            looked_at(case, home.programme.id, home.book, year)

        for _ in range(rounds):
            clock.note("kaal", timed(partial(plain, folder)))
            clock.note("alles", timed(partial(ours, folder)))
            parts_of(folder, clock, say)
    show(clock.least)


def show(least: dict[str, float]) -> None:
    """Hundredths of the baseline."""
    bare, whole = least.pop("kaal"), least.pop("alles")
    least["de rest"] = whole - sum(least.values())
    for name, seconds in (*least.items(), ("samen", whole)):
        print(f"{name:<44} {seconds / bare:.3f} van kaal")


if __name__ == "__main__":
    main(*(int(argument) for argument in sys.argv[1:]))
