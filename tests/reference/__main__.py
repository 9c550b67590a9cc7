"""The reference at a desk: `make reference` and `make reference-accept`.

python -m reference check [BASE …] [--to FOLDER] [--from COMMIT]   compare; both texts where they differ
python -m reference accept [BASE …]                                store anew; the commit says why
python -m reference make FOLDER [BASE …]                           only write the parts as they are now
python -m reference differs FOLDER [BASE …]                        the first part that is not as there
"""

import argparse
import subprocess
import sys
from pathlib import Path

from reference import compare, steady, store
from reference.dump import base_names, parts_of


def main() -> int:
    """Run one of the four; 1 when something moved."""
    if not steady.is_settled():
        again = [sys.executable, "-m", "reference", *sys.argv[1:]]
        return subprocess.run(again, env=steady.settled(), check=False).returncode
    asked = _asked()
    known = base_names(compare.ROOT)
    if unknown := set(asked.bases) - set(known):
        print(f"no such base: {', '.join(sorted(unknown))}; choose from {', '.join(known)}")
        return 2
    whole = not asked.bases
    bases = asked.bases or known
    if asked.what == "differs":
        return _differs(asked.folder, bases)
    texts = compare.made(bases, asked.workers)
    if asked.what == "make":
        for part, text in texts.items():
            store.write(asked.folder, part, text)
        return 0
    gone = {store.base_of(part) for part in store.stored_hashes()} - set(known) if whole else set()
    parts = compare.moved(texts, [*bases, *gone])
    if asked.what == "accept":
        store.accept(texts, bases, whole)
        print(f"stored {len(texts)} parts of {len(bases)} bases; {len(parts)} moved")
        return 0
    return _told(parts, texts, asked)


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m reference", description=__doc__)
    parser.add_argument("--workers", type=int, default=2)
    several = parser.add_subparsers(dest="what", required=True)
    for what in ("check", "accept", "make", "differs"):
        one = several.add_parser(what)
        if what in ("make", "differs"):
            one.add_argument("folder", type=Path)
        if what == "check":
            one.add_argument("--to", type=Path, default=compare.ROOT / ".reference")
            one.add_argument("--from", dest="revision", metavar="COMMIT")
        one.add_argument("bases", nargs="*", metavar="BASE")
    return parser.parse_args()


def _told(parts: list[str], texts: dict[str, str], asked: argparse.Namespace) -> int:
    if not parts:
        print(f"the reference holds: {len(texts)} parts")
        return 0
    if store.stored_with() != store.made_with():
        print(f"stored with {store.stored_with()}; here {store.made_with()}")
    found = compare.both_texts(parts, texts, asked.revision)
    for line in compare.written(found, asked.to):
        print(line)
    print(f"{len(parts)} of {len(texts)} parts moved; both texts: diff -r {asked.to}/then {asked.to}/now")
    print("Meant so? make reference-accept, and say why in the commit.")
    return 1


def _differs(folder: Path, bases: list[str]) -> int:
    for base in bases:
        for part, text in parts_of(base, compare.ROOT):
            path = folder / part
            if not path.exists() or path.read_text("utf-8") != text:
                print(part)
                return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
