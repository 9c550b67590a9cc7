"""Released price books and sets are frozen: their hashes are written down once, and never again.

    python docs/uitgaven.py                what is new, and what has changed although it may not
    python docs/uitgaven.py --vastleggen   write down what is new

A release that is written down is never overwritten here. Exit code 1 when one has changed.
"""

import sys
from pathlib import Path
from typing import Final, NamedTuple

import yaml

from rendement.reading.books.files import data_root
from rendement.reading.books.price_books import available_books, load_prices
from rendement.reading.terms.settings_sets import available_settings, load_settings

_HEAD: Final = """\
# De inhoud van elke uitgave, vastgelegd toen zij uitkwam. Een uitgave verandert nooit meer; een verbetering
# komt in een volgende. Een nieuwe uitgave vastleggen: python docs/uitgaven.py --vastleggen
"""


class Releases(NamedTuple):
    """Hash per book and per version of the sets."""

    boeken: dict[str, str]
    uitgangspunten: dict[str, str]


def releases_file() -> Path:
    """Where the hashes are written down."""
    return data_root() / "uitgaven.yaml"


def recorded() -> Releases:
    """What was written down."""
    said = yaml.safe_load(releases_file().read_text("utf-8")) if releases_file().is_file() else {}
    return Releases(dict(said.get("boeken") or {}), dict(said.get("uitgangspunten") or {}))


def present() -> Releases:
    """What is here now."""
    books = {name: load_prices(name).content_hash for name in available_books()}
    return Releases(books, {name: load_settings(name).content_hash for name in available_settings()})


def changed(old: Releases, new: Releases) -> list[str]:
    """Releases that are no longer what was written down, or that are gone."""
    return [
        name
        for before, after in zip(old, new, strict=True)
        for name, digest in before.items()
        if after.get(name) != digest
    ]


def added(old: Releases, new: Releases) -> Releases:
    """Releases that are not written down yet."""
    fresh = [
        {name: digest for name, digest in after.items() if name not in before}
        for before, after in zip(old, new, strict=True)
    ]
    return Releases(*fresh)


def written(releases: Releases) -> str:
    """The file as text."""
    parts = [_HEAD]
    for title, rows in zip(Releases._fields, releases, strict=True):
        parts += [f"{title}:\n", *(f'  "{name}": {digest}\n' for name, digest in rows.items())]
    return "".join(parts)


def main(words: list[str]) -> int:
    """Say what is new or wrong; write down what is new when asked."""
    old, new = recorded(), present()
    for name in changed(old, new):
        sys.stderr.write(f"{name} is veranderd of weg; een uitgave ligt vast. Maak een volgende uitgave.\n")
    fresh = added(old, new)
    for rows in fresh:
        for name, digest in rows.items():
            sys.stdout.write(f"nieuw: {name} {digest}\n")
    if "--vastleggen" in words and not changed(old, new):
        kept = Releases(*({**before, **more} for before, more in zip(old, fresh, strict=True)))
        releases_file().write_text(written(kept), "utf-8")
    return 1 if changed(old, new) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
