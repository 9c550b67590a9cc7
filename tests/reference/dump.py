"""The reference: all that people read of all examples, as named texts.

A base is an example folder, all of them together (`samen`), or what needs no cases (`algemeen`). Its parts
come one by one, so that whoever looks for a difference can stop at the first. Only public doors are used: the
command line, `import rendement`, and the files these write; the house may move inside.
"""

import contextlib
import os
import shutil
import tempfile
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from reference import steady
from reference.answers import answers
from reference.screens import ASIDE, OUT, Base, all_runs, forgotten, help_runs, runs_apart, runs_on, shown
from reference.sheets import workbook_parts

import rendement as rd

EXAMPLES: Final = "examples"
TOGETHER: Final = "samen"
APART: Final = "algemeen"
Parts = Iterator[tuple[str, str]]
_BROKEN: Final = "casus: fout-2025-001\nafgesloten: 2025-02-31\nzorg: [\n"
_SETS: Final = """\
realisme:
  voorzichtig:
    titel: Voorzichtig
    vanaf: 2025-01-01
    bron: Verzonnen voor deze proef
    geleend: nee
    factoren:
      geregistreerd: {verwacht: 1}
      dossier: {laag: 0.5, verwacht: 0.8, hoog: 1}
      getoetst: {laag: 0.5, verwacht: 0.8, hoog: 1}
      met-collega: {laag: 0.5, verwacht: 0.7, hoog: 1}
      eigen: {laag: 0.4, verwacht: 0.6, hoog: 1}
"""


def base_names(source: Path) -> list[str]:
    """Every base there is, from the folders of the examples."""
    return [*sorted(path.name for path in (source / EXAMPLES).iterdir() if path.is_dir()), TOGETHER, APART]


def parts_of(name: str, source: Path) -> Parts:
    """`(name of part, text)` of a base, made in a folder of its own from the examples of `source`."""
    version = _ready()
    seen: set[str] = set()
    with _elsewhere(source) as folder:
        for part, text in _apart() if name == APART else _of_cases(name):
            if str(folder) in text or str(source) in text:
                raise RuntimeError(f"{name}/{part} names a place on this machine")
            if part in seen:
                raise RuntimeError(f"{name}/{part} is made twice")
            seen.add(part)
            yield f"{name}/{part}", steady.steady_text(text, version)


def _ready() -> str:
    """The clock stopped; the version that is left out."""
    if not steady.is_settled():
        raise RuntimeError("the reference is made in a process of its own: python -m reference")
    steady.stop_the_clock()
    return rd.__version__


@contextlib.contextmanager
def _elsewhere(source: Path) -> Iterator[Path]:
    """A folder with a copy of the examples to work in, so that every path in a text is a short one."""
    before = Path.cwd()
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made).resolve()
        shutil.copytree(source / EXAMPLES, folder / EXAMPLES, ignore=shutil.ignore_patterns("__pycache__"))
        for name in (OUT, ASIDE):
            (folder / name).mkdir()
        os.chdir(folder)
        try:
            yield folder
        finally:
            os.chdir(before)


def _base(name: str) -> Base:
    path = EXAMPLES if name == TOGETHER else f"{EXAMPLES}/{name}"
    found = rd.load_cases(path)
    ids = tuple(loaded.case.id for loaded in found)
    files = tuple(Path(loaded.file).as_posix() for loaded in found)
    return Base(name, path, ids, files, tuple(home.programme.id for home in found.programmes))


def _of_cases(name: str) -> Parts:
    base = _base(name)
    bc: Any = rd.business_case(rd.load_cases(base.path))
    yield "python/casussen.txt", f"{rd.load_cases(base.path)!r}\n"
    yield from ((f"python/{part}.txt", text) for part, text in answers(bc, base.cases[0]))
    yield from _shown(all_runs(runs_on(base)))


def _apart() -> Parts:
    base = _base(min(path.name for path in Path(EXAMPLES).iterdir() if path.is_dir()))
    books = rd.available_books()
    runs = runs_apart(base, books, sorted(rd.load_prices().prices))
    if missing := forgotten([runs, runs_on(base)]):
        raise RuntimeError(f"the reference does not see everything: {missing}")
    _lay_aside(base)
    yield from _shown(help_runs())
    yield from _shown(all_runs(runs))
    yield "python/boek.txt", "".join(f"{rd.load_prices(book)!s:.2000}\n" for book in books)


def _lay_aside(base: Base) -> None:
    """A folder without a programme, one without cases, one with a broken file, and own sets."""
    for name in ("los", "leeg", "fout", "sets"):
        (Path(ASIDE) / name).mkdir()
    for file in base.files[:3]:
        shutil.copy(file, Path(ASIDE) / "los")
    (Path(ASIDE) / "fout" / "fout-2025-001.yaml").write_text(_BROKEN, encoding="utf-8")
    (Path(ASIDE) / "sets" / "uitgangspunten.yaml").write_text(_SETS, encoding="utf-8")


def _shown(runs: Iterator[tuple[str, list[str]]]) -> Parts:
    """The screens, those of one part together, each with the files that its run wrote."""
    part, texts = "", [""]
    seen: dict[Path, list[tuple[int, int]]] = defaultdict(list)
    for name, arguments in runs:
        if name != part and part:
            yield f"scherm/{part}", "\n".join(texts)
        texts = [*(texts if name == part else []), shown(arguments)]
        part = name
        yield from _written(seen)
    yield f"scherm/{part}", "\n".join(texts)


def _written(seen: dict[Path, list[tuple[int, int]]]) -> Parts:
    """What is new in the folder to write in: workbooks by sheet, other files as they are."""
    for path in sorted(Path(OUT).rglob("*")):
        stamp = (path.stat().st_ino, path.stat().st_mtime_ns)
        if path.is_file() and stamp not in seen[path][-1:]:
            seen[path].append(stamp)
            yield from _file_parts(path, len(seen[path]))


def _file_parts(path: Path, time: int) -> Parts:
    """The parts of a file; what was written over it later has a number."""
    name = path.relative_to(OUT).as_posix() + (f" ({time})" if time > 1 else "")
    if ".xlsx" in path.name:  # also a copy that was kept of one
        yield from ((f"{name}/{sheet}.txt", text) for sheet, text in workbook_parts(path))
    else:
        yield f"bestand/{name}", path.read_text("utf-8")
