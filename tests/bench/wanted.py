"""What is measured beside what is wanted: one list for all benches, one table at the end (K17).

    RENDEMENT_METINGEN=bench.jsonl python tests/bench/bench_reading.py
    python tests/bench/wanted.py bench.jsonl bench.md
    python tests/bench/wanted.py bench.jsonl bench.md --wacht    # ends with 1 when far too slow

A bench notes what it measured under a key of `WANTED`; with RENDEMENT_METINGEN in the environment that goes
into that file too. What was not measured says so. Everything is about the base of `described.py`, plain cases
unless it says otherwise. Ratios are of one run; seconds are of the machine.
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
    reach: float | None
    """None for what is held to what it was: nobody said what it should become."""
    unit: str = "×"
    least: bool = False
    known: float | None = None
    """What it was when last looked at, in the short run of `make speed`: the guard compares with this."""

    def reached(self, measured: float) -> bool:
        """Whether a measured value is as good as wanted."""
        if self.reach is None:
            return True
        return measured >= self.reach if self.least else measured <= self.reach

    def doubled(self, measured: float) -> bool:
        """Whether it is so much worse than it was that something must have happened (1.5 times)."""
        return self.known is not None and measured > self.known * TOO_SLOW

    def outdated(self, measured: float) -> bool:
        """Whether it became so much better that a doubling would no longer be seen: `known` must follow."""
        return self.known is not None and measured < self.known / TOO_SLOW


WANTED: Final = {
    "reading": Wanted("lezen ÷ CSafeLoader + pydantic", 0.50, known=0.60),
    "columns": Wanted("kolommen maken, per casus", 60, "µs"),
    "columns_plain": Wanted("kolommen maken ÷ dezelfde bestanden kaal lezen", None, known=0.22),
    "values": Wanted("verwachte waarden, 100.000 casussen (mkba)", 0.24, "s"),
    "values_yearly": Wanted("verwachte waarden, 100.000 casussen (per jaar)", 0.37, "s"),
    "values_pass": Wanted("verwachte waarden ÷ kale gang door evenveel getallen (mkba)", None, known=285),
    "values_yearly_pass": Wanted("hetzelfde per jaar", None, known=285),
    "bands": Wanted("banden, 100.000 casussen × 10.000 werelden ÷ 1,7e8 kale trekkingen", 1.0),
    "bands_small": Wanted("hetzelfde met 10.000 casussen", 1.0, known=2.3),
    "bands_named": Wanted("100.000 casussen, 1 op de 20 met een naam op twee plekken", None),
    "bands_small_named": Wanted("hetzelfde met 10.000 casussen", None, known=3.5),
    "brute": Wanted("elke schatting trekken ÷ alleen de bèta's van numpy", 0.15, known=0.27),
    "workers": Wanted("twee processen tegenover één", 1.8, "×", True),
    "million_seconds": Wanted("1.000.000 casussen in delen", 5, "s"),
    "million_memory": Wanted("1.000.000 casussen in delen, geheugen", 1.5, "GB"),
    "analyst": Wanted("scipy en pandas van een analist ÷ wij", 100, "×", True),
    "workbook": Wanted("werkboek ÷ kale XlsxWriter", 0.20, known=0.37),
    "workbook_bare": Wanted("werkboek ÷ kale XlsxWriter die niet zoekt", 1.1, known=1.13),
    "shareable": Wanted("--deelbaar ÷ volledig", 2.0, known=1.6),
    "price_command": Wanted("rendement prijzen zoek", 0.5, "s"),
    "price_command_bare": Wanted("rendement prijzen zoek ÷ een start die alleen invoert", None, known=4.9),
    "loading": Wanted("100.000 bestanden lezen", 60, "s"),
}
TOO_SLOW: Final = 1.5
"""Wide, as machines are busy, and enough to see a doubling the same day."""


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
    reach = "" if wanted.reach is None else f"{bound} {wanted.reach:g} {wanted.unit}"
    if measured is None:
        return f"| {wanted.what} | niet gemeten | {reach} | |"
    said = "" if wanted.reached(measured) else "nog niet"
    return f"| {wanted.what} | {measured:.3g} {wanted.unit} | {reach} | {said} |"


def verdicts(measured: dict[str, float]) -> list[str]:
    """What became far too slow, a line each."""
    return [
        f"{key}: {value:.3g}, en dat was {WANTED[key].known:g} ({WANTED[key].what})"
        for key, value in measured.items()
        if WANTED[key].doubled(value)
    ]


def hints(measured: dict[str, float]) -> list[str]:
    """What became so much faster that the guard must learn it, a line each."""
    return [
        f"{key}: {value:.3g}, veel sneller dan {WANTED[key].known:g}: geef `known` in wanted.py deze waarde"
        for key, value in measured.items()
        if WANTED[key].outdated(value)
    ]


def main(source: str, target: str, guard: str = "") -> None:
    """Print the table of a file of measurements, and write it; as a guard, fail on what is far too slow.

    Only ratios of the short run are guarded: a second tells about the machine. What should have been measured
    and was not makes it fail as well.
    """
    notes = [json.loads(line) for line in Path(source).read_text("utf-8").splitlines()]
    measured = {found["key"]: found["measured"] for found in notes}
    text = table(measured)
    Path(target).write_text(text, "utf-8")
    print(text)
    if not guard:
        return
    print("\n".join(hints(measured)))
    missing = [
        f"{key}: niet gemeten" for key, wanted in WANTED.items() if wanted.known and key not in measured
    ]
    if slow := [*missing, *verdicts(measured)]:
        sys.exit("te langzaam:\n  " + "\n  ".join(slow))


if __name__ == "__main__":
    main(*sys.argv[1:])
