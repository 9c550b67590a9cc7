"""A line as a sum of terms: products of the guesses it holds (M31b), each with its weight.

A guessed share is `1 + s·T` with T drawn for all guesses of one grade in one organisation; s differs from
case to case. Multiplied out, a line is `Σ weight × product of Ts`, and lines with the same product add up.
"""

from collections.abc import Iterator
from itertools import combinations
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from rendement.engine.common import GUESS, Cell, Part, expected_guesses
from rendement.engine.uncertain import Uncertain, Who

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
_SHORT: Final = 2**16
_MOST: Final = 2**24
"""Codes up to here are counted in a table."""
Guesses = tuple[int, ...]
"""A product of guesses, in order: twice the same is its square."""


class Terms(NamedTuple):
    """Which terms there are, and of every line which of them (−1: none) with what weight."""

    cells: tuple[Cell, ...]
    place: Ints
    """Lines × terms of a line."""
    weight: Floats
    joint: Floats
    """Per line E[product of its factors around 1]: not 1 for an estimate used twice (M27) or two guesses."""


class _Alike(NamedTuple):
    """Lines with guesses of the same grades and organisation, multiplied out."""

    lines: Ints
    products: dict[Guesses, Floats]
    """Per product of guesses its weight in every line."""


def terms_of(uncertain: Uncertain, cell_of: Ints, cells: tuple[Cell, ...]) -> Terms:
    """The terms of every line; their weights times their expectations add up to 1."""
    joint, alike = _of_names(uncertain), list(_multiplied_out(uncertain))
    family, names = uncertain.optimism.guesses, uncertain.guess_names
    place, weight = _empty(len(cell_of), alike)
    found: dict[Cell, int] = {}
    for group in alike:
        parts = [_parts(names, product) for product in group.products]
        expected = [expected_guesses(family, part) for part in parts]
        joint[group.lines] *= sum(e * w for e, w in zip(expected, group.products.values(), strict=True))
        of, at = _distinct(cell_of[group.lines])
        for column, (part, share) in enumerate(zip(parts, group.products.values(), strict=True)):
            numbers = [found.setdefault(cells[cell]._replace(parts=part), len(found)) for cell in of.tolist()]
            place[group.lines, column] = np.array(numbers, dtype=np.int64)[at]
            weight[group.lines, column] = share / joint[group.lines]
    return _sorted(Terms(tuple(found), place, weight, joint))


def _empty(lines: int, alike: list[_Alike]) -> tuple[Ints, Floats]:
    most = max((len(group.products) for group in alike), default=1)
    return np.full((lines, most), -1, dtype=np.int64), np.zeros((lines, most))


def _of_names(uncertain: Uncertain) -> Floats:
    """E[product] of estimates that are two factors of one line."""
    used, spread = uncertain.line_estimates, uncertain.line_spreads
    joint = np.ones(len(used))
    for one, other in combinations(range(used.shape[1]), 2):
        same = np.flatnonzero((used[:, one] >= 0) & (used[:, one] == used[:, other]))
        joint[same] *= 1.0 + spread[same, one] * spread[same, other]
    return joint


def _multiplied_out(uncertain: Uncertain) -> Iterator[_Alike]:
    """Per set of guesses that lines hold together: `Π (1 + s·T)` as a sum of products."""
    used = uncertain.line_estimates
    guess = np.where(used >= 0, np.append(uncertain.est_guess, -1)[used], -1)
    columns = np.flatnonzero((guess >= 0).any(axis=0))
    code = np.zeros(len(used), dtype=np.int64)
    for column in columns:
        code = code * (len(uncertain.guess_names) + 1) + guess[:, column] + 1
    present, number = _distinct(code)
    short = number.astype(np.uint16) if len(present) < _SHORT else number
    order = np.argsort(short, kind="stable")  # of short numbers ten times as fast
    edges = np.cumsum(np.bincount(number, minlength=len(present)))
    for lines in np.split(order, edges[:-1]) if len(order) else ():
        held = [column for column in columns.tolist() if guess[lines[0], column] >= 0]
        yield _Alike(
            lines, _product([(int(guess[lines[0], c]), uncertain.line_spreads[lines, c]) for c in held])
        )


def _distinct(codes: Ints) -> tuple[Ints, Ints]:
    """The different codes in order, and the number of each; without sorting where they are small."""
    if not len(codes) or codes.max() >= _MOST:
        present, number = np.unique(codes, return_inverse=True)
        return present, number.astype(np.int64)
    counts = np.bincount(codes)
    present = np.flatnonzero(counts)
    place = np.zeros(len(counts), dtype=np.int64)
    place[present] = np.arange(len(present))
    return present, place[codes]


def _product(factors: list[tuple[int, Floats]]) -> dict[Guesses, Floats]:
    found: dict[Guesses, Floats] = {(): np.ones(1)}
    for guess, spread in factors:
        for product, weight in list(found.items()):
            longer = tuple(sorted((*product, guess)))
            found[longer] = found.get(longer, 0.0) + weight * spread
    return found


def _sorted(terms: Terms) -> Terms:
    """In order of name, which does not depend on the order of cases."""
    order = sorted(range(len(terms.cells)), key=lambda place: terms.cells[place].name)
    to = np.empty(len(order) + 1, dtype=np.int64)
    to[order] = np.arange(len(order))
    to[-1] = -1
    cells = tuple(terms.cells[place] for place in order)
    return terms._replace(cells=cells, place=to[terms.place])


def _parts(names: tuple[Who, ...], guesses: Guesses) -> tuple[Part, ...]:
    """The guesses of a product, each with its power."""
    powers = {guess: guesses.count(guess) for guess in guesses}
    parts = (
        Part(GUESS, names[guess].grade, names[guess].organisation, power, ())
        for guess, power in powers.items()
    )
    return tuple(sorted(parts))
