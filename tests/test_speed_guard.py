"""The guard of `make speed`: it fails on what doubled and on nothing else, over a base that does not move.

How fast anything is, is no test: `tests/bench` measures that.
"""

import hashlib
import json
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parent / "bench"))

from bases import read_base
from described import NAMED, PLAIN
from made import case_text, is_named
from paired import DUBBEL, in_turns, ratio
from wanted import METINGEN, WANTED, main, note

from rendement.model.names import has_names

BENCH = Path(__file__).resolve().parent / "bench"
GUARDED = {key: wanted.known for key, wanted in WANTED.items() if wanted.known is not None}
MOVED = "the base of the benches moved: measure `known` in wanted.py again, then put the new hash here"


@pytest.fixture
def guard(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv(METINGEN, str(tmp_path / "speed.jsonl"))
    return tmp_path


def judged(folder: Path, measured: dict[str, float]) -> str:
    """What the table says of these measurements; raises SystemExit where the guard fails."""
    for key, value in measured.items():
        note(key, value)
    main(str(folder / "speed.jsonl"), str(folder / "speed.md"), "--wacht")
    return (folder / "speed.md").read_text("utf-8")


def test_what_matters_most_is_guarded() -> None:
    """A merge may lose `known` of a line, and nobody would see it."""
    assert GUARDED.keys() >= {
        "reading",
        "columns_plain",
        "values_pass",
        "bands_small",
        "bands_small_named",
        "workbook",
    }


def test_what_is_as_it_was_passes(guard: Path) -> None:
    busy = {key: known * 1.4 for key, known in GUARDED.items()}
    assert "niet gemeten" in judged(guard, busy)  # what takes minutes is not in the short run


@pytest.mark.parametrize("key", GUARDED)
def test_a_doubling_fails(guard: Path, key: str) -> None:
    with pytest.raises(SystemExit, match=f"te langzaam:\n  {key}: "):
        judged(guard, {**GUARDED, key: 2 * GUARDED[key]})
    assert WANTED[key].what in (guard / "speed.md").read_text("utf-8")


def test_what_was_not_measured_fails(guard: Path) -> None:
    with pytest.raises(SystemExit, match="reading: niet gemeten"):
        judged(guard, {key: known for key, known in GUARDED.items() if key != "reading"})


def test_what_became_much_faster_is_told(guard: Path, capsys: pytest.CaptureFixture[str]) -> None:
    judged(guard, {**GUARDED, "reading": GUARDED["reading"] / 2})
    assert f"veel sneller dan {GUARDED['reading']:g}" in capsys.readouterr().out


@pytest.mark.parametrize(("doubled", "times"), [("", 1), ("reading", 2), ("brute,reading", 2), ("brute", 1)])
def test_work_can_be_doubled_to_try_the_guard(
    monkeypatch: pytest.MonkeyPatch, doubled: str, times: int
) -> None:
    monkeypatch.setenv(DUBBEL, doubled)
    ours: list[int] = []
    found = in_turns("reading", lambda: ours.append(1), [lambda: None], 3)
    assert len(ours) == 4 * times
    assert len(found) == 3


def test_a_ratio_is_that_of_quiet_rounds() -> None:
    assert ratio([(4.0, 2.0), (4.0, 1.0), (9.0, 3.0)]) == 3.0  # the median
    assert ratio([(2.0, 2.0), (6.0, 1.0), (6.0, 1.0)]) == 2.0  # the best of each
    assert ratio([(4.0, 2.0), (12.0, 1.0), (12.0, 1.0)]) == 4.0  # twice the work is seen in both


def test_the_base_does_not_move() -> None:
    texts = "".join(case_text(number, NAMED) for number in range(100))
    found = hashlib.blake2b(texts.encode(), digest_size=8).hexdigest()
    assert found == "e4ac1be3a3f71919", MOVED


def test_the_base_holds_what_it_says() -> None:
    """One case in twenty has a name; the others are those of the plain base."""
    plain, named = read_base(100, PLAIN), read_base(100, NAMED)
    mine = [has_names(loaded.case) for loaded in named]
    assert mine == [is_named(number, NAMED) for number in range(100)]
    assert sum(mine) == 5
    assert not any(has_names(loaded.case) for loaded in plain)
    assert all(a.case == b.case for a, b, named in zip(plain, named, mine, strict=True) if not named)


def test_no_measure_reads_the_examples() -> None:
    texts = {path.name: path.read_text("utf-8") for path in BENCH.glob("*.py")}
    base = ("described.py", "made.py", "bases.py", "reading_parts.py")
    measures = {name for name, text in texts.items() if "from wanted import" in text}.union(base)
    assert len(measures) == 9
    assert [name for name in sorted(measures) if '"examples"' in texts[name]] == []


def test_a_note_is_a_line_of_json(guard: Path) -> None:
    note("reading", 0.5)
    assert json.loads((guard / "speed.jsonl").read_text("utf-8")) == {"key": "reading", "measured": 0.5}
