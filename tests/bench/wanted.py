"""What is measured beside what is wanted: one list for all benches, one table at the end.

    RENDEMENT_METINGEN=bench.jsonl python tests/bench/bench_reading.py
    python tests/bench/wanted.py bench.jsonl bench.md
    python tests/bench/wanted.py bench.jsonl bench.md --wacht    # ends with 1 when far too slow

A bench notes what it measured under a key of `WANTED`; with RENDEMENT_METINGEN in the environment that goes
into that file too. What was not measured says so. Ratios are of one run; seconds are of the machine.
"""

import json
import os
import sys
from pathlib import Path
from typing import Final, NamedTuple

METINGEN: Final = "RENDEMENT_METINGEN"
"""The environment variable that names the file of measurements."""


class Wanted(NamedTuple):
    """What is measured, and the value to reach: at most, unless `least`."""

    what: str
    reach: float
    unit: str = "×"
    least: bool = False
    so_far: float | None = None
    """What was reached, where that is not yet what is wanted; the guard compares with this."""

    def reached(self, measured: float) -> bool:
        """Whether a measured value is as good as wanted."""
        return measured >= self.reach if self.least else measured <= self.reach

    def doubled(self, measured: float) -> bool:
        """Whether it is so much worse than before that something must have happened (1.5 times)."""
        known = self.reach if self.so_far is None else self.so_far
        return measured < known / 1.5 if self.least else measured > known * 1.5


WANTED: Final = {
    "values_pass": Wanted("verwachte waarden ÷ kale gang (mkba)", 300),
    "values_yearly_pass": Wanted("verwachte waarden ÷ kale gang (per jaar)", 500),
    "columns_plain": Wanted("kolommen maken ÷ dezelfde bestanden kaal lezen", 0.1),
    "reading": Wanted("lezen ÷ CSafeLoader + pydantic", 0.50, so_far=0.60),
    "columns": Wanted("kolommen maken, per casus", 60, "µs"),
    "values": Wanted("verwachte waarden, 100.000 casussen (mkba)", 0.24, "s"),
    "values_yearly": Wanted("verwachte waarden, 100.000 casussen (per jaar)", 0.37, "s"),
    "bands": Wanted("banden, 100.000 casussen × 10.000 werelden ÷ 1,7e8 kale trekkingen", 1.0),
    "bands_small": Wanted("hetzelfde met 10.000 casussen", 1.0, so_far=1.2),
    "brute": Wanted("elke schatting trekken ÷ alleen de bèta's van numpy", 0.15, so_far=0.25),
    "workers": Wanted("twee processen tegenover één", 1.8, "×", True),
    "million_seconds": Wanted("1.000.000 casussen in delen", 5, "s"),
    "million_memory": Wanted("1.000.000 casussen in delen, geheugen", 1.5, "GB"),
    "analyst": Wanted("scipy en pandas van een analist ÷ wij", 100, "×", True),
    "workbook": Wanted("werkboek ÷ kale XlsxWriter", 0.20),
    "workbook_bare": Wanted("werkboek ÷ kale XlsxWriter die niet zoekt", 1.1),
    "shareable": Wanted("--deelbaar ÷ volledig, de voorbeelden", 2.0),
    "price_command": Wanted("rendement prijzen zoek", 0.5, "s"),
    "price_command_bare": Wanted("rendement prijzen zoek ÷ een start die alleen invoert", 3.0),
    "loading": Wanted("100.000 bestanden lezen", 60, "s"),
}


def note(key: str, measured: float) -> None:
    """Keep a measurement for the table, when there is a file for it."""
    assert key in WANTED, f"'{key}' is not in WANTED"
    if file := os.environ.get(METINGEN):
        with Path(file).open("a", encoding="utf-8") as lines:
            lines.write(json.dumps({"key": key, "measured": measured}) + "\n")


def table(measured: dict[str, float]) -> str:
    """Markdown: every row of `WANTED`, measured or not."""
    rows = [_row(wanted, measured.get(key)) for key, wanted in WANTED.items()]
    return "\n".join(["| wat | gemeten | gewenst | |", "|---|--:|--:|---|", *rows, ""])


def _row(wanted: Wanted, measured: float | None) -> str:
    bound = "≥" if wanted.least else "≤"
    reach = f"{bound} {wanted.reach:g} {wanted.unit}"
    if measured is None:
        return f"| {wanted.what} | niet gemeten | {reach} | |"
    said = "" if wanted.reached(measured) else "veel te langzaam" if wanted.doubled(measured) else "nog niet"
    return f"| {wanted.what} | {measured:.3g} {wanted.unit} | {reach} | {said} |"


def main(source: str, target: str, guard: str = "") -> None:
    """Print the table of a file of measurements, and write it; as a guard, fail on what is far too slow.

    Only ratios are guarded: a second tells about the machine.
    """
    notes = [json.loads(line) for line in Path(source).read_text("utf-8").splitlines()]
    measured = {found["key"]: found["measured"] for found in notes}
    text = table(measured)
    Path(target).write_text(text, "utf-8")
    print(text)
    slow = [key for key, value in measured.items() if WANTED[key].unit == "×" and WANTED[key].doubled(value)]
    if guard and slow:
        sys.exit(f"veel langzamer dan gewenst: {', '.join(slow)}")


if __name__ == "__main__":
    main(*sys.argv[1:])
