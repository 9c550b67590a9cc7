"""A short run of `make fuzz`, writers that are killed, and texts made to keep a pattern busy."""

import os
import random
import signal
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import fuzz
import pytest
from filled import GOOD, form

from rendement.asking.business_case import business_case
from rendement.forms.excel.read import load_form
from rendement.model.settings import Selection
from rendement.reading.loading.load import load_cases

SECONDS = 3.0
KINDS = fuzz.kinds()


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_damaged_files_never_break_a_reader(kind: fuzz.Kind) -> None:
    found = fuzz.fuzz(kind, 40, seed=2026)
    assert found.broken == []
    assert sum(found.outcomes.values()) == 40
    assert len(found.outcomes) > 1 or kind.name == "beoordeling"


def test_a_broken_reader_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(raw: bytes, _: Path) -> str:
        raise KeyError(raw[:1])

    def hangs(_raw: bytes, _: Path) -> str:
        while True:
            pass

    broken = fuzz.fuzz(fuzz.Kind("x", [b"abc"], [fuzz.by_byte], fails), 2, seed=1).broken
    assert [line.split(":")[1] for line in broken] == [" KeyError", " KeyError"]
    monkeypatch.setattr(fuzz, "LONGEST", 0.2)
    slow = fuzz.fuzz(fuzz.Kind("x", [b"abc"], [fuzz.by_byte], hangs), 1, seed=1)
    assert slow.broken == ["x 0: longer than 0.2 s"]


def _marked(text: str) -> str:
    return text.replace("\n", "  # een opmerking\n", 3)


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text.replace("\n", "\r\n"),
        lambda text: "\ufeff" + text,
        lambda text: text.replace("\n", "   \n"),
        lambda text: "# kop\n\n" + text + "\n\n",
        lambda text: "---\n" + text,
        _marked,
    ],
)
def test_what_keeps_the_meaning_keeps_every_bit(change: Callable[[str], str], tmp_path: Path) -> None:
    path = tmp_path / "x.yaml"
    values = []
    for text in (GOOD, change(GOOD)):
        path.write_bytes(text.encode())
        values.append(business_case(load_cases(path), closed=1, selection=Selection.ALL).net.hex())
    assert values[0] == values[1]


# ---------------------------------------------------------------- texts made to keep a pattern busy

MILLION = 990_000
UNITS = ("a", "A", "1", "0 0 ", "Aa ", "A. ", "a@", "06-", "de ", "mw A ", "#", "-", "1.000 ")


@pytest.mark.parametrize("unit", UNITS)
def test_a_million_signs_cost_less_than_three_seconds(unit: str, tmp_path: Path) -> None:
    body = (unit * (MILLION // len(unit) + 1))[:MILLION]
    lines = "".join(f'k{at}: "{body[at : at + 3900]}"\n' for at in range(0, MILLION - 20_000, 3_920))
    for text in (
        f'casus: vb-1\nvraag: "{body}"\n',
        f"casus: vb-1\n# {body}\n",
        body,
        f"casus: vb-1\n{lines}",
    ):
        (tmp_path / "x.yaml").write_text(text, "utf-8")
        start = time.process_time()
        assert load_cases(tmp_path / "x.yaml").problems
        assert time.process_time() - start < SECONDS


def _repacked(path: Path, part: str, before: bytes, after: bytes) -> Path:
    """The same workbook with something else in one part."""
    made = BytesIO()
    with zipfile.ZipFile(path) as packed, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as other:
        for name in packed.namelist():
            raw = packed.read(name)
            assert name != part or before in raw
            other.writestr(name, raw.replace(before, after) if name == part else raw)
    path.write_bytes(made.getvalue())
    return path


SHEET = "xl/worksheets/sheet4.xml"


HOSTILE = [
    (SHEET, b"</sheetData>", b"</sheetData>" + b" " * 55_000_000, "formulier_te_groot"),
    (
        SHEET,
        b"</sheetData>",
        b"<row r='9'><c r='A9'><v>1</v></c></row>" * 30_000 + b"</sheetData>",
        "formulier_",
    ),
    ("xl/sharedStrings.xml", b"</sst>", b"<si><t>a</t></si>" * 80_000 + b"</sst>", ""),
    ("xl/styles.xml", b"</cellXfs>", b'<xf numFmtId="0"/>' * 70_000 + b"</cellXfs>", ""),
    ("xl/sharedStrings.xml", b"<sst", b'<!DOCTYPE x [<!ENTITY a "b">]><sst', "formulier_onleesbaar"),
    (
        SHEET,
        b"</sheetData>",
        b"<row r='1048576'><c r='XFD1048576'><v>1</v></c></row></sheetData>",
        "formulier_los",
    ),
]
"""The part of a form, what is replaced in it by what, and what is said of that."""


@pytest.mark.parametrize(("part", "before", "after", "slug"), HOSTILE)
def test_a_hostile_workbook_costs_little_or_is_refused(
    part: str, before: bytes, after: bytes, slug: str, tmp_path: Path
) -> None:
    path = _repacked(form(tmp_path / "x.xlsx"), part, before, after)
    start = time.process_time()
    slugs = [problem.slug for problem in load_form(path, tmp_path / "x.yaml").problems]
    assert time.process_time() - start < SECONDS
    assert all(told.startswith(slug) for told in slugs), slugs
    assert bool(slugs) is bool(slug)


def test_no_part_of_a_zip_that_is_flipped_breaks_the_reader(tmp_path: Path) -> None:
    raw = form(tmp_path / "x.xlsx").read_bytes()
    rnd = random.Random(1)
    for _ in range(150):
        damaged = bytearray(raw)
        damaged[rnd.randrange(len(damaged))] ^= 1 << rnd.randrange(8)
        (tmp_path / "x.xlsx").write_bytes(damaged)
        found = load_form(tmp_path / "x.xlsx", tmp_path / "x.yaml")
        assert all(problem.slug == "formulier_onleesbaar" for problem in found.problems)


# ---------------------------------------------------------------- writers that are killed

WRITER = """
import sys
from pathlib import Path
from rendement.reports.files import made_folder, replaced
target, folder = Path(sys.argv[1]), Path(sys.argv[2])
print("ready", flush=True)
number = 0
while True:
    number += 1
    with replaced(target) as draft:
        with draft.open("w") as file:
            for _ in range(400):
                file.write(f"{number:06d}\\n")
    with made_folder(folder / f"map-{number}") as made:
        for name in ("a", "b", "c"):
            (made / name).write_text(f"{number}\\n")
"""
KILLS = int(os.environ.get("RENDEMENT_KILLS", "12"))
"""How often the crash test kills a writer: `RENDEMENT_KILLS=200` at the desk."""


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGKILL there")
def test_a_killed_writer_leaves_the_old_file_whole_and_the_next_run_clears(tmp_path: Path) -> None:
    target, folders = tmp_path / "uit.txt", tmp_path / "mappen"
    folders.mkdir()
    rnd = random.Random(7)
    for number in range(KILLS):
        command = [sys.executable, "-c", WRITER, str(target), str(folders / str(number))]
        with subprocess.Popen(command, stdout=subprocess.PIPE) as writer:
            assert writer.stdout is not None
            writer.stdout.readline()
            time.sleep(rnd.random() / 20)
            writer.send_signal(signal.SIGKILL)
        if target.exists():
            lines = target.read_text("utf-8").splitlines()
            assert len(lines) == 400
            assert len(set(lines)) == 1
        for made in (path for path in folders.rglob("map-*") if path.is_dir()):
            assert sorted(path.name for path in made.iterdir()) == ["a", "b", "c"]
        assert len(list(tmp_path.glob(".uit*"))) <= 1, "the next run clears what the last one left"


def test_a_key_that_looks_like_a_step_of_the_validator_is_an_unknown_field(tmp_path: Path) -> None:
    """Found by the fuzzer: the key `[]` had no path, and the complaint about it no name."""
    (tmp_path / "x.yaml").write_text(GOOD + "'[]': iets\n", "utf-8")
    (problem,) = load_cases(tmp_path).problems
    assert problem.slug == "onbekend_veld"
    assert "'[]'" in problem.cause


@pytest.mark.parametrize("key", ["[a]", "{a: b}", "[]"])
@pytest.mark.parametrize("block", ["hulp", "toerekening", "schatting"])
def test_a_key_that_is_no_word_breaks_nothing(key: str, block: str, tmp_path: Path) -> None:
    """Found by the fuzzer: where a case has names, its keys are looked through before they are validated."""
    old = {"hulp": "{prijs: zorg.fysio", "toerekening": "{wij: 70%", "schatting": "kans: 50%"}[block]
    new = old.replace("{", f"{{{key}: 1, ") if "{" in old else f"kans: {{verwacht: 50%, {key}: 1, naam: x}}"
    (tmp_path / "x.yaml").write_text(GOOD.replace(old, new) + "# naam: x\n", "utf-8")
    (problem,) = load_cases(tmp_path).problems
    assert problem.slug == "sleutel_geen_woord"


# ---------------------------------------------------------------- how much memory a form may cost

MOST_MEMORY = 150.0
"""Megabytes on top of what a good form costs."""
READER = """
import resource, sys
from pathlib import Path
from rendement.forms.excel.read import load_form
load_form(Path(sys.argv[1]), Path("x.yaml"))
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
load_form(Path(sys.argv[2]), Path("x.yaml"))
print((resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024)
"""


@pytest.mark.skipif(
    sys.platform != "linux", reason="measures the most memory that a process had, in kilobytes"
)
@pytest.mark.parametrize(("part", "before", "after"), [(part, *change) for part, *change, _ in HOSTILE])
def test_a_hostile_workbook_costs_little_memory(
    part: str, before: bytes, after: bytes, tmp_path: Path
) -> None:
    good = form(tmp_path / "goed.xlsx")
    hostile = _repacked(form(tmp_path / "x.xlsx"), part, before, after)
    command = [sys.executable, "-c", READER, str(good), str(hostile)]
    told = subprocess.run(command, capture_output=True, check=True, text=True)
    assert 0 <= float(told.stdout) < MOST_MEMORY
