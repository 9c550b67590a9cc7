"""Does the reference see it when what people read is wrong? Mutants of what works out, words and lays out.

A flipped sign, a dropped row, swapped columns, another threshold, another word: each in a copy of the
package, of which the reference is made until a part differs. What survives is listed in
tests/reference/mutants.txt with a reason, that is kept when the same mutant survives again.

    python tests/bench/mutants_read.py [--mutants 120] [--seed 1] [--workers 2] [BASE …]
"""

import argparse
import ast
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from pathlib import Path
from types import CodeType
from typing import Final, NamedTuple, TypeGuard

from reference.dump import parts_of
from reference.steady import settled

ROOT: Final = Path(__file__).resolve().parents[2]
LOG: Final = ROOT / "tests" / "reference" / "mutants.txt"
ROOMS: Final = ("results", "reports", "words", "pages", "media", "forms")
"""The rooms that work out and show; those that are there."""
BASES: Final = ("fief", "cultuur-dichtbij", "schulden-voorkomen", "algemeen")
_UNKNOWN: Final = "?"
_NOT_REACHED: Final = "no base calls this function"


class Mutant(NamedTuple):
    """One change of one piece of source, by offsets in its bytes."""

    kind: str
    file: str
    line: int
    start: int
    end: int
    before: str
    after: str

    @property
    def said(self) -> str:
        """The change on one line; without line numbers, so that it is known again after a move."""
        shown = [re.sub(r"\s+", " ", text)[:90] for text in (self.before, self.after)]
        return f"{self.kind}: {Path(self.file).name}: {shown[0]} → {shown[1]}"


class Source:
    """A file as a tree, with the text of each of its nodes."""

    def __init__(self, path: Path) -> None:
        self.file = path.relative_to(ROOT).as_posix()
        self.raw = path.read_bytes()
        self.tree = ast.parse(self.raw)
        lengths = [len(line) for line in self.raw.splitlines(keepends=True)]
        self._starts = [sum(lengths[:number]) for number in range(len(lengths))]

    def span(self, node: ast.expr | ast.stmt) -> tuple[int, int]:
        last, after = node.end_lineno or 0, node.end_col_offset or 0
        return self._starts[node.lineno - 1] + node.col_offset, self._starts[last - 1] + after

    def text(self, node: ast.expr | ast.stmt) -> str:
        start, end = self.span(node)
        return self.raw[start:end].decode()

    def change(self, kind: str, node: ast.expr | ast.stmt, after: str) -> Mutant:
        return Mutant(kind, self.file, node.lineno, *self.span(node), self.text(node), after)


# ---------------------------------------------------------------- kinds of mutants

Kind = Callable[[Source, ast.AST, random.Random], Iterator[Mutant]]


def _is_number(node: ast.expr) -> bool:
    """Whether a plus or minus here is arithmetic, as far as can be seen."""
    words = (ast.JoinedStr, ast.List, ast.Tuple, ast.ListComp, ast.Dict, ast.Set)
    return not isinstance(node, words) and not (
        isinstance(node, ast.Constant) and isinstance(node.value, str)
    )


def flipped_sign(source: Source, node: ast.AST, _: random.Random) -> Iterator[Mutant]:
    """`a - b` → `a + b`, and the other way; `-a` → `a`."""
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add | ast.Sub):
        if _is_number(node.left) and _is_number(node.right):
            sign = "+" if isinstance(node.op, ast.Sub) else "-"
            yield source.change(
                "sign", node, f"({source.text(node.left)}) {sign} ({source.text(node.right)})"
            )
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        yield source.change("sign", node, f"({source.text(node.operand)})")


def dropped_row(source: Source, node: ast.AST, chance: random.Random) -> Iterator[Mutant]:
    """One of several rows or parts is not there, or is not given."""
    rows = (ast.Tuple, ast.List, ast.Call, ast.JoinedStr, ast.Starred)
    if isinstance(node, ast.List | ast.Tuple) and isinstance(node.ctx, ast.Load):
        if len(node.elts) > 2 and all(isinstance(one, rows) for one in node.elts):
            kept = list(node.elts)
            kept.pop(chance.randrange(len(kept)))
            inside = ", ".join(source.text(one) for one in kept)
            yield source.change("row", node, f"({inside},)" if isinstance(node, ast.Tuple) else f"[{inside}]")
    elif isinstance(node, ast.Expr) and isinstance(node.value, ast.Yield | ast.YieldFrom):
        yield source.change("row", node, "yield from ()")
    elif isinstance(node, ast.AugAssign) and isinstance(node.value, ast.List | ast.ListComp):
        yield source.change("row", node.value, "[]")


def swapped_columns(source: Source, node: ast.AST, chance: random.Random) -> Iterator[Mutant]:
    """Two neighbours of a tuple or list change places."""
    if isinstance(node, ast.List | ast.Tuple) and isinstance(node.ctx, ast.Load) and len(node.elts) > 2:
        texts = [source.text(one) for one in node.elts]
        place = chance.randrange(len(texts) - 1)
        texts[place], texts[place + 1] = texts[place + 1], texts[place]
        inside = ", ".join(texts)
        after = f"[{inside}]" if isinstance(node, ast.List) else f"({inside})"
        if sorted(set(texts)) == sorted(texts):
            yield source.change("columns", node, after)


def _is_plain_number(node: ast.expr | None) -> TypeGuard[ast.expr]:
    return isinstance(node, ast.Constant) and type(node.value) in (int, float)


_OTHER: Final = {ast.Gt: ">=", ast.GtE: ">", ast.Lt: "<=", ast.LtE: "<"}


def other_threshold(source: Source, node: ast.AST, _: random.Random) -> Iterator[Mutant]:
    """`>` → `>=` and so on, a bound that is a number one further, and a constant one further."""
    if isinstance(node, ast.Compare) and len(node.ops) == 1:
        right = node.comparators[0]
        if type(getattr(right, "value", None)) is int:
            yield source.change("threshold", right, f"({source.text(right)} + 1)")
        elif type(node.ops[0]) in _OTHER:
            operator = _OTHER[type(node.ops[0])]
            yield source.change(
                "threshold", node, f"({source.text(node.left)}) {operator} ({source.text(right)})"
            )
    elif isinstance(node, ast.AnnAssign) and _is_plain_number(node.value):
        yield source.change("threshold", node.value, f"({source.text(node.value)} * 1.5 + 1)")


def other_word(source: Source, node: ast.AST, chance: random.Random) -> Iterator[Mutant]:
    """One word of a text of two words or more is another; not in what stands between braces."""
    if not isinstance(node, ast.JoinedStr) and not (
        isinstance(node, ast.Constant) and isinstance(node.value, str)
    ):
        return
    text = source.text(node)
    free = re.sub(r"\{[^{}]*\}", lambda found: "\0" * len(found[0]), text)
    words = list(re.finditer(r"(?<![\w\\{])[a-z]{3,}(?![\w}(=])", free))
    if len(words) > 1 and " " in free.strip():
        found = words[chance.randrange(len(words))]
        yield source.change("word", node, f"{text[: found.start()]}anders{text[found.end() :]}")


KINDS: Final[dict[str, Kind]] = {
    "sign": flipped_sign,
    "row": dropped_row,
    "columns": swapped_columns,
    "threshold": other_threshold,
    "word": other_word,
}


def _docstrings(tree: ast.Module) -> set[ast.AST]:
    """Texts that only stand there, and annotations: nobody reads them in a result."""
    found: set[ast.AST] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            found.add(node.value)
        for said in (getattr(node, "annotation", None), getattr(node, "returns", None)):
            found.update(ast.walk(said) if isinstance(said, ast.AST) else ())
        if isinstance(node, ast.Raise | ast.JoinedStr):
            found.update(inner for inner in ast.walk(node) if inner is not node)
    return found


def mutants(seed: int, number: int) -> list[Mutant]:
    """A sample with as many of each kind, mixed; the same for the same seed and source."""
    chance = random.Random(seed)
    every: dict[str, list[Mutant]] = {kind: [] for kind in KINDS}
    for path in sorted(path for room in ROOMS for path in (ROOT / "rendement" / room).rglob("*.py")):
        source = Source(path)
        left_out = _docstrings(source.tree)
        for node in (node for node in ast.walk(source.tree) if node not in left_out):
            for kind, make in KINDS.items():
                every[kind] += make(source, node, chance)
    picked = [one for kind in every for one in chance.sample(every[kind], number // len(KINDS))]
    chance.shuffle(picked)
    return picked


# ---------------------------------------------------------------- one mutant


def _reached(base: str) -> set[str]:
    """`file:line` of every function that making a base calls."""
    words = [sys.executable, __file__, "--reach", base]
    done = subprocess.run(words, env=_environment(ROOT), capture_output=True, text=True, check=False)
    return set(_must(done).stdout.splitlines())


def _must(done: subprocess.CompletedProcess[str]) -> subprocess.CompletedProcess[str]:
    """Without a mutant nothing may go wrong."""
    if done.returncode:
        raise RuntimeError(done.stderr[-2000:])
    return done


def _print_reached(base: str) -> None:
    """Make a base while writing down what is called; in a process of its own."""
    called: set[CodeType] = set()
    sys.setprofile(lambda frame, *_: called.add(frame.f_code))
    for _ in parts_of(base, ROOT):
        pass
    sys.setprofile(None)
    for code in called:
        if code.co_filename.startswith(str(ROOT / "rendement")):
            print(f"{Path(code.co_filename).relative_to(ROOT).as_posix()}:{code.co_firstlineno}")


def _home(mutant: Mutant) -> str | None:
    """The function a mutant stands in, as `_print_reached` names it; None for what loading runs."""
    tree = ast.parse((ROOT / mutant.file).read_bytes())
    homes = [
        node
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef) and node.lineno <= mutant.line <= (node.end_lineno or 0)
    ]
    if not homes:
        return None
    inner = max(homes, key=lambda node: node.lineno)
    return f"{mutant.file}:{min([inner.lineno, *(one.lineno for one in inner.decorator_list)])}"


def _first_difference(mutant: Mutant, wanted: Path, bases: Sequence[str]) -> str | None:
    """The first part that differs, or what broke; None for a mutant that nobody sees."""
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        shutil.copytree(
            ROOT / "rendement", folder / "rendement", ignore=shutil.ignore_patterns("__pycache__")
        )
        for name in ("pricebooks", "examples", "tests"):
            (folder / name).symlink_to(ROOT / name)
        path = folder / mutant.file
        raw = path.read_bytes()
        path.write_bytes(raw[: mutant.start] + mutant.after.encode() + raw[mutant.end :])
        done = _reference(folder, "differs", str(wanted), *bases)
    if done.returncode == 0:
        return None
    return done.stdout.strip() or f"breaks: {done.stderr.strip().splitlines()[-1][:100]}"


def _environment(folder: Path) -> dict[str, str]:
    places = os.pathsep.join([str(folder), str(ROOT / "tests")])
    return settled() | {"PYTHONPATH": places, "PYTHONDONTWRITEBYTECODE": "1"}


def _reference(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "reference", *words]
    place = _environment(folder)  # and not where one stands: that comes first for `-m`
    return subprocess.run(command, env=place, cwd=folder, capture_output=True, text=True, check=False)


# ---------------------------------------------------------------- the list


def _reasons() -> dict[str, str]:
    """What was said of survivors before."""
    lines = LOG.read_text("utf-8").splitlines() if LOG.exists() else []
    pairs = pairwise(lines)
    return {one.removeprefix("survived "): why.strip() for one, why in pairs if one.startswith("survived ")}


def _lines(found: list[tuple[Mutant, str | None, str]], seed: int, bases: Sequence[str]) -> Iterator[str]:
    survivors = [(mutant, why) for mutant, seen, why in found if seen is None]
    yield f"{len(found)} mutants (seed {seed}) against {', '.join(bases)}: {len(survivors)} survive"
    all_of, left = Counter(one.kind for one, *_ in found), Counter(one.kind for one, _ in survivors)
    yield from (f"    {kind}: {all_of[kind] - left[kind]} of {all_of[kind]} seen" for kind in KINDS)
    known = _reasons()
    for mutant, why in sorted(survivors):
        yield ""
        yield f"survived {mutant.said}"
        yield f"    {why if why != _UNKNOWN else known.get(mutant.said, why)}"


def main() -> None:
    """Run the sample and write the list."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--mutants", type=int, default=120)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--seconds", type=float, default=float("inf"), help="begin no mutant after this")
    parser.add_argument("--reach", metavar="BASE", help=argparse.SUPPRESS)
    parser.add_argument("bases", nargs="*", default=list(BASES))
    asked = parser.parse_args()
    if asked.reach:
        _print_reached(asked.reach)
        return
    picked = mutants(asked.seed, asked.mutants)
    begin, found = time.monotonic(), []
    with tempfile.TemporaryDirectory() as made:
        print("the reference without a mutant …", flush=True)
        _must(_reference(ROOT, "make", made, *asked.bases))
        with ThreadPoolExecutor(asked.workers) as pool:
            reached = dict(zip(asked.bases, pool.map(_reached, asked.bases), strict=True))

        def look(mutant: Mutant) -> tuple[Mutant, str | None, str] | None:
            if time.monotonic() - begin > asked.seconds:
                return None
            home = _home(mutant)
            bases = [base for base in asked.bases if home is None or home in reached[base]]
            seen = _first_difference(mutant, Path(made), bases) if bases else None
            print(
                f"{'SURVIVED' if seen is None else 'seen'}  {mutant.said}  {seen or mutant.line}", flush=True
            )
            return mutant, seen, _UNKNOWN if bases else _NOT_REACHED

        with ThreadPoolExecutor(asked.workers) as pool:
            found = [one for one in pool.map(look, picked) if one is not None]
    LOG.write_text("\n".join(_lines(found, asked.seed, asked.bases)) + "\n", encoding="utf-8")
    print(LOG.read_text("utf-8"))


if __name__ == "__main__":
    main()
