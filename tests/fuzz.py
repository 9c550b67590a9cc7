"""Damaged files of every kind: never a traceback, never longer than three seconds of processor time.

    python tests/fuzz.py [rounds per kind] [seed]

Starts from good files, changes them by byte, by word and by structure, and reads them as their users do. What
came of it is counted and printed; a file that breaks something is kept, and told how to make it again.
"""

import random
import re
import signal
import sys
import tempfile
import time
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from types import FrameType
from typing import Any, Final

import yaml
from filled import GOOD, form
from written import programme_text, write_book

from rendement.asking.business_case import business_case
from rendement.forms.excel.read import load_form
from rendement.model.settings import Selection
from rendement.reading.books.price_books import load_folder
from rendement.reading.complaints.problems import ReadingError
from rendement.reading.loading.load import load_cases
from rendement.reading.loading.loaded import CaseSet
from rendement.reading.reviews.reviews import is_review
from rendement.words.misuse import CannotAdd

EXAMPLES: Final = Path(__file__).resolve().parents[1] / "examples"
LONGEST: Final = 3.0
"""Seconds of processor time that one file may cost."""
NASTY: Final = (
    '', ' ', '0', '-1', '1.000', '1,5', '1e999', "9" * 40, '99999999999', '0.0000001', 'nan', '-', '- ',
    ':', '{', '}', '[', ']', '{}', '[]', '~', 'null', 'ja', 'nee', 'yes', '&a', '*a', '!x', '|', '>',
    '%', '@', '`', "'", '"', '#', ' # ', '\t', '\n', '\r', '\x00', '\x1b[2J', '\ufeff', '\u202e',
    '\u200b', 'é', '𝄞', '150%', 'half', 'blijvend', '2 uur per week', '1 op 4', '1 op 0', '0%',
    '2025-02-30', '9999-12-31', '0001-01-01', '29-02-2024', '<vul in>', "a" * 300, "0 " * 200, 'z1',
    'z1.1', 'i1', '..', '../..', 'a/b', 'wij', '{1: 2}', '{laag: 1, verwacht: 2, hoog: 3}',
    '{laag: 3, verwacht: 2, hoog: 1}', '[1, [2, [3]]]', 'landelijk', '=1+1', 'Ria de Vries',
)  # fmt: skip
_WORDS: Final = re.compile(r"[\w.%-]+|\s+|[^\w\s]")


class Hang(BaseException):
    """Raised in a read that takes too long; no reader catches it."""


# ---------------------------------------------------------------- changes


def by_byte(raw: bytes, rnd: random.Random) -> bytes:
    """A few bytes changed, taken out, put in or said twice, or the end cut off."""
    data = bytearray(raw)
    for _ in range(rnd.choice((1, 1, 2, 5, 20))):
        at = rnd.randrange(len(data) + 1)
        change = rnd.randrange(6)
        if change == 0 and at < len(data):
            data[at] ^= 1 << rnd.randrange(8)
        elif change == 1:
            del data[at : at + rnd.choice((1, 1, 3, 40))]
        elif change == 2:
            data[at:at] = bytes(rnd.randrange(256) for _ in range(rnd.choice((1, 2, 8))))
        elif change == 3:
            data[at:at] = data[at : at + rnd.choice((1, 10, 200))]
        elif change == 4 and at < len(data):
            data[at] = rnd.choice(b" \n:-{}[]'\"#0%\x00\xff")
        elif change == 5 and rnd.random() < 0.2:
            del data[at:]
    return bytes(data)


def by_word(raw: bytes, rnd: random.Random) -> bytes:
    """Words taken out, said twice, swapped, or replaced by what nobody expects."""
    words = _WORDS.findall(raw.decode("utf-8", errors="replace"))
    for _ in range(rnd.choice((1, 1, 2, 4))):
        if not words:
            break
        at, other = rnd.randrange(len(words)), rnd.randrange(len(words))
        change = rnd.randrange(4)
        if change == 0:
            words[at] = rnd.choice(NASTY)
        elif change == 1:
            words[at], words[other] = words[other], words[at]
        elif change == 2:
            words[at] = ""
        else:
            words.insert(at, words[other])
    return "".join(words).encode("utf-8", errors="surrogatepass")


def by_structure(raw: bytes, rnd: random.Random) -> bytes:
    """Keys and items taken away, moved, said twice, or with another kind of value."""
    tree = yaml.load(raw, Loader=yaml.CBaseLoader)
    for _ in range(rnd.choice((1, 1, 2, 3))):
        _change_node(tree, rnd, list(_nodes(tree)))
    style = rnd.choice((None, True, False))
    return _dumped(tree, style)


def _dumped(tree: Any, style: bool | None) -> bytes:
    text: str = yaml.dump(tree, allow_unicode=True, sort_keys=False, default_flow_style=style)
    return text.encode()


def _nodes(tree: Any) -> Iterator[tuple[Any, Any]]:
    """Every place in a tree, as its container and its key."""
    inside = tree.items() if isinstance(tree, dict) else enumerate(tree) if isinstance(tree, list) else ()
    for key, value in inside:
        yield tree, key
        yield from _nodes(value)


def _change_node(tree: Any, rnd: random.Random, nodes: list[tuple[Any, Any]]) -> None:
    if not nodes:
        return
    (holder, key), (other, other_key) = rnd.choice(nodes), rnd.choice(nodes)
    change = rnd.randrange(6)
    if change == 0:
        del holder[key]
    elif change == 1:
        holder[key] = rnd.choice(NASTY)
    elif change == 2:
        holder[key] = _copy(other[other_key]) if other_key in other or isinstance(other, list) else None
    elif change == 3:
        holder[key] = [_copy(holder[key])] * rnd.choice((1, 2, 30))
    elif change == 4:
        holder[key] = {rnd.choice(NASTY): _copy(holder[key])}
    elif isinstance(holder, dict):
        holder[rnd.choice(NASTY)] = _copy(holder[key])


def _copy(tree: Any) -> Any:
    return yaml.load(yaml.dump(tree), Loader=yaml.CBaseLoader)


def by_part(raw: bytes, rnd: random.Random) -> bytes:
    """A workbook with one of its parts damaged, gone, or that of another sheet."""
    made = BytesIO()
    with zipfile.ZipFile(BytesIO(raw)) as packed, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as other:
        names = packed.namelist()
        wanted, change = rnd.choice(names), rnd.randrange(5)
        for name in names:
            part = packed.read(name)
            if name == wanted:
                if change == 0:
                    continue
                part = (by_byte, by_word, _by_tag, _by_tag)[change - 1](part, rnd)
            other.writestr(name, part)
    return made.getvalue()


_TAG: Final = re.compile(rb"<[^>]*>")


def _by_tag(part: bytes, rnd: random.Random) -> bytes:
    """A tag of XML taken out, said twice, or with another number in it."""
    tags = list(_TAG.finditer(part))
    if not tags:
        return b""
    tag = rnd.choice(tags)
    far = re.sub(rb"\d+", b"1048577", tag.group())
    said = rnd.choice((b"", tag.group() * 2, far, b"<c r='XFD9'><v>1</v></c>"))
    return part[: tag.start()] + said + part[tag.end() :]


# ---------------------------------------------------------------- kinds of files


Change = Callable[[bytes, random.Random], bytes]


@dataclass
class Kind:
    """One kind of file: good ones, ways to change them, and how they are read."""

    name: str
    seeds: list[bytes]
    changes: list[Change]
    read: Callable[[bytes, Path], str]
    """Reads the bytes in a folder, and says what came of it in a word."""


_TEXT: Final[list[Change]] = [by_byte, by_word, by_structure]


def kinds() -> list[Kind]:
    """Every kind of file that somebody writes."""
    files = sorted(EXAMPLES.rglob("*.yaml"))
    programmes = [path for path in files if path.name == "programma.yaml"]
    reviews = [path for path in files if is_review(path)]
    cases = [path for path in files if path not in programmes and not is_review(path)]
    with tempfile.TemporaryDirectory() as place:
        books = sorted(write_book(Path(place) / "boek").iterdir())
        parts = {path.name: path.read_bytes() for path in books if path.is_file()}
        workbook = form(Path(place) / "f.xlsx").read_bytes()
    return [
        Kind("casus", [GOOD.encode(), *(path.read_bytes() for path in cases)], _TEXT, _read_case),
        Kind("programma", [path.read_bytes() for path in programmes], _TEXT, _read_programme),
        Kind("beoordeling", [path.read_bytes() for path in reviews], _TEXT, _reader_of_reviews(reviews[0])),
        *(Kind(f"boek: {name}", [raw], _TEXT, _reader_of_books(parts, name)) for name, raw in parts.items()),
        Kind("formulier", [workbook], [by_byte, by_part, by_part, by_part], _read_form),
    ]


def _read_case(raw: bytes, folder: Path) -> str:
    (folder / "programma.yaml").write_text(programme_text(closed=9), "utf-8")
    path = folder / "x.yaml"
    path.write_bytes(raw)
    return _valued(load_cases(folder))


def _valued(cases: CaseSet) -> str:
    _said(cases)
    if not len(cases):
        return "geweigerd" if cases.problems or cases.account.problems else "telt niet"
    try:
        if cases.programmes:
            business_case(cases).sentence()
        else:
            business_case(cases, closed=len(cases), selection=Selection.ALL).sentence()
    except (CannotAdd, OverflowError):
        return "niet op te tellen"
    return "geteld"


def _said(cases: CaseSet) -> None:
    for problem in (*cases.problems, *cases.account.problems):
        assert str(problem)


def _read_programme(raw: bytes, folder: Path) -> str:
    (folder / "programma.yaml").write_bytes(raw)
    (folder / "x.yaml").write_text(GOOD, "utf-8")
    return _valued(load_cases(folder))


def _reader_of_reviews(beside: Path) -> Callable[[bytes, Path], str]:
    """Reads what stands in the place of one review, beside its case."""
    stem = beside.name.partition(".")[0]
    case = (beside.parent / f"{stem}.yaml").read_bytes()

    def read(raw: bytes, folder: Path) -> str:
        (folder / f"{stem}.yaml").write_bytes(case)
        (folder / beside.name).write_bytes(raw)
        return _valued(load_cases(folder))

    return read


def _reader_of_books(parts: dict[str, bytes], changed: str) -> Callable[[bytes, Path], str]:
    def read(raw: bytes, folder: Path) -> str:
        for name, good in parts.items():
            (folder / name).write_bytes(raw if name == changed else good)
        try:
            load_folder(folder)
        except ReadingError:
            return "geweigerd"
        return "gelezen"

    return read


def _read_form(raw: bytes, folder: Path) -> str:
    (folder / "x.xlsx").write_bytes(raw)
    found = load_form(folder / "x.xlsx", folder / "x.yaml")
    for problem in found.problems:
        assert str(problem)
    load_cases(folder)
    return "geweigerd" if found.problems else "gelezen"


# ---------------------------------------------------------------- the run


@dataclass
class Found:
    """What came of the files of one kind."""

    outcomes: Counter[str] = field(default_factory=Counter)
    broken: list[str] = field(default_factory=list)
    slowest: float = 0.0


def fuzz(kind: Kind, rounds: int, seed: int, kept: Path | None = None) -> Found:
    """Read so many damaged files of a kind; each follows from the seed and its number alone."""
    found = Found()
    for number in range(rounds):
        rnd = random.Random(f"{seed}:{kind.name}:{number}")
        raw = rnd.choice(kind.changes)(rnd.choice(kind.seeds), rnd)
        start = time.process_time()
        try:
            with tempfile.TemporaryDirectory() as folder, at_most(LONGEST):
                found.outcomes[kind.read(raw, Path(folder))] += 1
        except Hang:
            found.broken.append(f"{kind.name} {number}: longer than {LONGEST} s")
        except Exception as error:  # what is looked for
            found.broken.append(f"{kind.name} {number}: {type(error).__name__}: {error}")
        found.slowest = max(found.slowest, time.process_time() - start)
        if kept is not None and len(found.broken) and found.broken[-1].startswith(f"{kind.name} {number}:"):
            (kept / f"{kind.name.replace(': ', '-')}-{number}").write_bytes(raw)
    return found


@contextmanager
def at_most(seconds: float) -> Iterator[None]:
    """Raises Hang in a block that takes more processor time; does nothing where there is no such clock."""
    if not hasattr(signal, "setitimer"):
        yield
        return
    before = signal.signal(signal.SIGVTALRM, _too_long)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


def _too_long(_signal: int, _frame: FrameType | None) -> None:
    raise Hang


def main(arguments: list[str]) -> int:
    """Print what came of every kind; 1 when anything broke."""
    rounds = int(arguments[0]) if arguments else 2_000
    seed = int(arguments[1]) if len(arguments) > 1 else 1
    kept = Path(tempfile.mkdtemp(prefix="rendement-fuzz-"))
    broken: list[str] = []
    for kind in kinds():
        found = fuzz(kind, rounds, seed, kept)
        broken += found.broken
        told = ", ".join(f"{count} {word}" for word, count in found.outcomes.most_common())
        sys.stdout.write(
            f"{kind.name}: {rounds} files ({told}); {len(found.broken)} broken, "
            f"slowest {found.slowest:.2f} s\n"
        )
        sys.stdout.flush()
    for line in broken:
        sys.stdout.write(f"  {line}\n")
    sys.stdout.write(
        f"{len(broken)} broken in all (seed {seed})" + (f"; kept in {kept}\n" if broken else "\n")
    )
    if not broken:
        kept.rmdir()
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
