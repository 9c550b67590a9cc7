"""A line as a sum of terms: products of the guesses it holds (M31b), each with its weight.

A guessed share is `1 + s·T` with T drawn for all guesses of one grade in one organisation; s differs from
case to case. Multiplied out, a line is `Σ weight × product of Ts`, and lines with the same product add up.
"""

from collections.abc import Iterator
from itertools import chain, combinations
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from rendement.engine.common import GUESS, Cell, Part, expected_guesses
from rendement.engine.uncertain import Uncertain, Who

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]


class Terms(NamedTuple):
    """Which terms there are, and of every line which of them (−1: none) with what weight."""

    cells: tuple[Cell, ...]
    place: Ints
    """Lines × terms of a line."""
    weight: Floats


class _Product(NamedTuple):
    """Some lines, the product of guesses that each has as a term, and the weight of that."""

    line: Ints
    product: tuple[tuple[Part, ...], ...]
    """The different products."""
    which: Ints
    """Per line: which of them."""
    weight: Floats


def joint_of(uncertain: Uncertain) -> Floats:
    """Per line E[product of its factors around 1]: not 1 for an estimate used twice (M27) or two guesses."""
    used, spread = uncertain.line_estimates, uncertain.line_spreads
    joint = np.ones(len(used))
    for one, other in combinations(range(used.shape[1]), 2):
        same = np.flatnonzero((used[:, one] >= 0) & (used[:, one] == used[:, other]))
        joint[same] *= 1.0 + spread[same, one] * spread[same, other]
    guessed = np.ones(len(used))
    for term in _products(uncertain):
        family = uncertain.optimism.guesses
        expected = np.array([expected_guesses(family, parts) for parts in term.product])
        guessed[term.line] += term.weight * expected[term.which]
    return np.asarray(joint * guessed, dtype=np.float64)


def terms_of(uncertain: Uncertain, cell_of: Ints, cells: tuple[Cell, ...], joint: Floats) -> Terms:
    """The terms of every line; `joint` is what their expectations add up to."""
    places, weights = [cell_of], [1.0 / joint]
    found = {cell: place for place, cell in enumerate(cells)}
    for term in _products(uncertain):
        place, weight = np.full(len(cell_of), -1), np.zeros(len(cell_of))
        number = _numbered(term, cell_of, cells, found)
        place[term.line], weight[term.line] = number, term.weight / joint[term.line]
        places.append(place)
        weights.append(weight)
    return _sorted(Terms(tuple(found), np.stack(places, axis=1), np.stack(weights, axis=1)))


def _numbered(term: _Product, cell_of: Ints, cells: tuple[Cell, ...], found: dict[Cell, int]) -> Ints:
    """The number of the term of every line, new ones at the end."""
    code = cell_of[term.line] * len(term.product) + term.which
    codes, at = np.unique(code, return_inverse=True)
    numbers = []
    for cell, product in zip(*np.divmod(codes, len(term.product)), strict=True):
        key = cells[cell]._replace(parts=term.product[product])
        numbers.append(found.setdefault(key, len(found)))
    return np.array(numbers, dtype=np.int64)[at]


def _sorted(terms: Terms) -> Terms:
    """In order of name, which does not depend on the order of cases."""
    order = sorted(range(len(terms.cells)), key=lambda place: terms.cells[place].name)
    to = np.empty(len(order) + 1, dtype=np.int64)
    to[order] = np.arange(len(order))
    to[-1] = -1
    return Terms(tuple(terms.cells[place] for place in order), to[terms.place], terms.weight)


def _products(uncertain: Uncertain) -> Iterator[_Product]:
    """Every product of one guess or more, over the lines that have it."""
    used = uncertain.line_estimates
    guess = np.where(used >= 0, np.append(uncertain.est_guess, -1)[used], -1)
    columns = np.flatnonzero((guess >= 0).any(axis=0)).tolist()
    sizes = range(1, len(columns) + 1)
    for chosen in chain.from_iterable(combinations(columns, size) for size in sizes):
        lines = np.flatnonzero((guess[:, chosen] >= 0).all(axis=1))
        if len(lines):
            held, spread = guess[lines][:, chosen], uncertain.line_spreads[lines][:, chosen]
            yield _product(uncertain.guess_names, lines, held, spread)


def _product(names: tuple[Who, ...], lines: Ints, guess: Ints, spread: Floats) -> _Product:
    rows, which = np.unique(np.sort(guess, axis=1), axis=0, return_inverse=True)
    products = tuple(_parts(names, row) for row in rows.tolist())
    return _Product(lines, products, which.reshape(-1).astype(np.int64), spread.prod(axis=1))


def _parts(names: tuple[Who, ...], guesses: list[int]) -> tuple[Part, ...]:
    """The guesses of a product, each with its power."""
    powers = {guess: guesses.count(guess) for guess in guesses}
    parts = (
        Part(GUESS, names[guess].grade, names[guess].organisation, power, ())
        for guess, power in powers.items()
    )
    return tuple(sorted(parts))
