"""How long a price book takes: loading, resolving, and importing the library.

    python tests/bench/bench_prices.py [rounds]
    python tests/bench/bench_prices.py --klein      only the command, for `make speed`

Writes a local book with 25 replaced prices on the newest national one and measures, best and median,
in milliseconds of processor time (a busy machine makes a clock on the wall tell about its neighbours):

* `ouder + lokaal`: both folders read, resolved and checked with nothing kept in memory (the target: 50 ms);
* `lokaal`: the same with the parent in memory, as in a notebook;
* `opnieuw`: asked again, nothing changed on disk: the files are fingerprinted, the book in memory is given;
* `zoeken`: a price by everyday words, in a book that was searched before;
* `ouder uit YAML`: the national book without its read form, as a contributor works who is changing it;
* `rendement prijzen zoek` as somebody types it, in a new process (the target: 0.5 s), in turns with a process
  that only imports what is not ours;
* `import rendement` in a new process (the target: 0.4 s), and that with the first use of three functions.
"""

import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final

from paired import in_turns, ratio
from wanted import note

from rendement.model.price import PriceBook
from rendement.reading.books import price_books
from rendement.reading.books.files import data_root, look_at, parts_of, read_texts
from rendement.reading.books.price_books import book_folder, load_prices
from rendement.reading.keeping.template import local_book
from rendement.results.prices.search import search_prices

ROUNDS: Final = 15
REPLACED: Final = 25
QUESTION: Final = "hulp in de huishouding voor mijn moeder"
COMMAND: Final = ("prijzen", "zoek", *QUESTION.split())
IMPORTS: Final = {
    "import rendement": "import rendement",
    "… en load_prices()": "import rendement as rd; rd.load_prices()",
    "… en business_case": "import rendement as rd; rd.business_case",
}


def forget(parent_too: bool) -> None:
    """Empty the memory, or only what is not the parent."""
    for store in (price_books._PARTS, price_books._BOOKS):
        kept = {key: value for key, value in store.items() if key[0].startswith(str(data_root()))}
        store.clear()
        if not parent_too:
            store.update(kept)  # type: ignore[arg-type]


def timed(work: Callable[[], object], before: Callable[[], None], rounds: int) -> list[float]:
    """Milliseconds of each round."""
    found = []
    for _ in range(rounds):
        before()
        start = time.process_time()
        work()
        found.append(1000 * (time.process_time() - start))
    return found


def show(name: str, found: list[float]) -> None:
    """Best and median on one line."""
    print(f"{name:<22} best {min(found):7.1f} ms, mediaan {statistics.median(found):7.1f} ms")


def write_local(folder: Path, parent: PriceBook) -> Path:
    """A local book that replaces the first prices of its parent."""
    folder.mkdir(parents=True)
    for file, text in local_book("meting", parent, sorted(parent.prices)[:REPLACED]).items():
        (folder / file).write_text(text, "utf-8")
    return folder


def from_yaml(folder: Path) -> object:
    """The parts of a book without its read form."""
    look = look_at(folder)
    return parts_of(read_texts(look), look.fingerprint)


def fresh(code: str) -> float:
    """Milliseconds of some code in a process that just started."""
    script = f"import time; t = time.process_time(); {code}; print(time.process_time() - t)"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    return 1000 * float(done.stdout)


def typed() -> None:
    """One search, from the start of the process to its end."""
    subprocess.run([sys.executable, "-m", "rendement", *COMMAND], capture_output=True, check=True)


def bare_start() -> None:
    """A process that imports what a command cannot do without, and ends."""
    subprocess.run([sys.executable, "-c", "import pydantic, rich, typer, yaml"], check=True)


def command(rounds: int) -> None:
    """A search as somebody types it, in seconds and next to a bare start."""
    found = in_turns("price_command_bare", typed, [bare_start], rounds)
    note("price_command", statistics.median(seconds[0] for seconds in found))
    note("price_command_bare", ratio(found))
    show("rendement prijzen zoek", [1000 * seconds[0] for seconds in found])
    print(f"÷ een start die alleen invoert: {ratio(found):.2f}")


def main(rounds: int = ROUNDS) -> None:
    """Write, measure, print."""
    parent = load_prices()
    with tempfile.TemporaryDirectory() as name:
        folder = write_local(Path(name) / "meting" / "2025.1", parent)
        book = load_prices(folder)
        print(f"{book.name} op {parent.name}: {len(book.prices)} prijzen, {len(book.own)} vervangen")
        show("ouder + lokaal", timed(lambda: load_prices(folder), lambda: forget(True), rounds))
        show("lokaal", timed(lambda: load_prices(folder), lambda: forget(False), rounds))
        show("opnieuw", timed(lambda: load_prices(folder), lambda: None, rounds))
        national = book_folder("landelijk")
        search_prices(parent, QUESTION)
        show("zoeken", timed(lambda: search_prices(parent, QUESTION), lambda: None, rounds))
        show("ouder uit YAML", timed(lambda: from_yaml(national), lambda: None, rounds))
    command(max(3, rounds // 3))
    for label, code in IMPORTS.items():
        show(label, [fresh(code) for _ in range(max(3, rounds // 3))])


if __name__ == "__main__":
    if sys.argv[1:] == ["--klein"]:
        command(5)
    else:
        main(*(int(argument) for argument in sys.argv[1:]))
