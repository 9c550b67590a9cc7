"""What cases draw together: prices, realism factors and guesses of M31, and shared estimates (M26).

A cell is worth, in one world, its amount times everything in it that cases share. Here stand the draws of
those factors, and the exact expectation of the product of two of them.
"""

from collections.abc import Callable, Hashable, Mapping, Sequence
from functools import lru_cache
from itertools import groupby
from typing import Final, NamedTuple, TypeVar

import numpy as np
from numpy.typing import NDArray

from rendement.engine.draws import shared_doubles
from rendement.engine.optimism import Family, Powers
from rendement.engine.shapes import SLICES, Key, Law, table_of
from rendement.engine.uncertain import Optimism, Who

Floats = NDArray[np.float64]
K = TypeVar("K", bound=Hashable)

NO_PRICE: Final = "uitgave"
GUESS, ESTIMATE, TIME = "gok", "gedeeld", "tijd"


class Part(NamedTuple):
    """A shared variable to some power, as a factor of a term."""

    kind: str
    """`gok` (M31b), `gedeeld` (an estimate) or `tijd` (the event that a shared time is at one level)."""
    name: str
    """The evidence grade of a guess; the slot of a shared estimate."""
    organisation: str
    power: int
    """The power; of a time: which level."""
    law: Key
    """The shape of a shared estimate; of a time: the chance of the level."""


class Cell(NamedTuple):
    """What lines have in common that are drawn alike: one price, one realism factor, one side and purse."""

    price: str
    grade: str
    organisation: str
    effort: bool
    shares: tuple[tuple[str, float], ...]
    cash: tuple[tuple[str, float], ...]
    parts: tuple[Part, ...] = ()
    """Guesses and shared estimates that the amount is multiplied by; none for a cell of drawn cases."""

    @property
    def name(self) -> str:
        """Its name, to which its draws belong."""
        side = "inzet" if self.effort else "hulp"
        name = f"cel/{self.price}/{self.grade}/{self.organisation}/{side}/{self.shares}"
        return f"{name}/{self.parts}" if self.parts else name

    @property
    def base(self) -> "Cell":
        """The cell without what is drawn of cases."""
        return self._replace(parts=())


class Common(NamedTuple):
    """The laws of what cases share."""

    prices: Mapping[str, Law]
    realism: Mapping[Who, Law]
    optimism: Optimism


def price_name(key: str) -> str:
    """The name to which the draws of a price belong."""
    return f"prijs/{key}"


def price_factor(seed: int, key: str, law: Law, first: int, count: int) -> Floats:
    """Draws of one price over its mean."""
    if not law.sd:
        return np.ones(count)
    table = table_of(law.key).astype(np.float64)
    place = np.clip(shared_doubles(seed, price_name(key), first, count) * SLICES - 0.5, 0.0, SLICES - 1.0)
    below = np.minimum(place.astype(np.intp), SLICES - 2)
    rise = np.diff(table)[below] * (place - below)
    return np.asarray(1.0 + law.sd * (table[below] + rise), dtype=np.float64)


def realism_factor(common: Common, who: Who, seed: int, first: int, count: int) -> Floats:
    """Draws of one realism factor over its mean (M31)."""
    law = common.realism[who]
    if not law.sd:
        return np.ones(count)
    return 1.0 + law.sd * common.optimism.realism.drawn(seed, who.grade, who.organisation, first, count)


def shared_draws(cells: Sequence[Cell], common: Common, seed: int, first: int, count: int) -> Floats:
    """Cells × draws: price times realism factor of every cell, over their means (M9, M31)."""
    found = np.ones((len(cells), count))
    for key, mine in _groups(cells, lambda cell: cell.price):
        if key in common.prices:
            found[mine] *= price_factor(seed, key, common.prices[key], first, count)
    for who, mine in _groups(cells, who_of):
        if who.grade:
            found[mine] *= realism_factor(common, who, seed, first, count)
    return found


def guess_draws(cells: Sequence[Cell], common: Common, seed: int, first: int, count: int) -> Floats:
    """Cells × draws: the guesses of every cell to their powers (M31b)."""
    drawn: dict[Who, Floats] = {}
    found = np.ones((len(cells), count))
    for parts, mine in _groups(cells, lambda cell: cell.parts):
        for part in parts:
            who = Who(part.name, part.organisation)
            if who not in drawn:
                drawn[who] = common.optimism.guesses.drawn(seed, *who, first, count)
            found[mine] *= drawn[who] ** part.power
    return found


def who_of(cell: Cell) -> Who:
    """Whose realism factor a cell has."""
    return Who(cell.grade, cell.organisation if cell.grade else "")


def _groups(cells: Sequence[Cell], key: Callable[[Cell], K]) -> list[tuple[K, list[int]]]:
    """The places of cells that have something in common."""
    found: dict[K, list[int]] = {}
    for place, cell in enumerate(cells):
        found.setdefault(key(cell), []).append(place)
    return list(found.items())


# ---- expectations


def mean_of(cells: Sequence[Cell], common: Common) -> Floats:
    """E of the shared factors of every cell: 1 for prices and realism, less plain for powers of guesses."""
    return _expected([cell.parts for cell in cells], [()], common)[:, 0]


def second_of(cells: Sequence[Cell], common: Common) -> Floats:
    """Cells × cells: E[product of the shared factors of both]."""
    price = _by([cell.price for cell in cells], lambda a, b: _of_prices(common.prices, a, b))
    realism = _by([who_of(cell) for cell in cells], lambda a, b: _of_realism(common, a, b))
    parts = [cell.parts for cell in cells]
    return price * realism * _expected(parts, parts, common)


def _by(names: Sequence[K], expected: Callable[[K, K], float]) -> Floats:
    """Names × names: a symmetric expectation, worked out once for every two different names."""
    distinct = list(dict.fromkeys(names))
    number = {name: place for place, name in enumerate(distinct)}
    small = np.ones((len(distinct), len(distinct)))
    for one, name in enumerate(distinct):
        for other in range(one + 1):
            small[one, other] = small[other, one] = expected(name, distinct[other])
    place = np.array([number[name] for name in names], dtype=np.intp)
    return np.asarray(small[np.ix_(place, place)], dtype=np.float64)


def _of_prices(laws: Mapping[str, Law], one: str, other: str) -> float:
    return 1.0 + laws[one].sd ** 2 if one == other and one in laws else 1.0


def _of_realism(common: Common, one: Who, other: Who) -> float:
    if not one.grade or not other.grade:
        return 1.0
    sds = common.realism[one].sd * common.realism[other].sd
    return 1.0 + sds * correlation(common.optimism.realism, one, other) if sds else 1.0


def correlation(family: Family, one: Who, other: Who) -> float:
    """Of two factors of one family (M31)."""
    if one == other:
        return 1.0
    if one.organisation == other.organisation:
        return family.same(((one.grade, 1), (other.grade, 1)))
    return family.apart(((one.grade, 1),), ((other.grade, 1),))


Parts = tuple[Part, ...]


def _expected(ones: Sequence[Parts], others: Sequence[Parts], common: Common) -> Floats:
    """E[product of parts] for every one with every other."""
    left, right = (list(dict.fromkeys(parts)) for parts in (ones, others))
    known: dict[tuple[Powers, Powers | None], float] = {}
    small = np.array([[_of_parts(one, other, common, known) for other in right] for one in left])
    rows, columns = (
        np.array([{name: place for place, name in enumerate(known)}[part] for part in parts], dtype=np.intp)
        for known, parts in ((left, ones), (right, others))
    )
    return np.asarray(small.reshape(len(left), len(right))[np.ix_(rows, columns)], dtype=np.float64)


def _of_parts(
    one: Parts, other: Parts, common: Common, known: dict[tuple[Powers, Powers | None], float]
) -> float:
    """Guesses hang together, every shared estimate stands alone; `known` is what was worked out before."""
    if not one and not other:
        return 1.0
    guesses = [tuple(part for part in parts if part.kind == GUESS) for parts in (one, other)]
    key = _whose(*guesses)
    if key not in known:
        known[key] = expected_guesses(common.optimism.guesses, *guesses)
    found = known[key]
    rest = sorted((part for part in (*one, *other) if part.kind != GUESS), key=lambda part: part[:2])
    for _, same in groupby(rest, key=lambda part: part[:2]):
        found *= _of_shared(list(same))
    return found


def _whose(one: Parts, other: Parts) -> tuple[Powers, Powers | None]:
    """What an expectation of guesses depends on: the grades, and whether the organisation is the same."""
    together = len({part.organisation for part in (*one, *other)}) <= 1
    return (powers_of((*one, *other)), None) if together else (powers_of(one), powers_of(other))


def _of_shared(parts: list[Part]) -> float:
    """E of one shared estimate to the power of all parts together, or of a time at every level at once."""
    if parts[0].kind == TIME:
        levels = {part.power for part in parts}
        return float(parts[0].law[0]) if len(levels) == 1 else 0.0
    return moment(parts[0].law, sum(part.power for part in parts))


@lru_cache(maxsize=4096)
def moment(key: Key, power: int) -> float:
    """E[shapeᵖ] of a standardised shape."""
    if power <= 2:
        return (1.0, 0.0, 1.0)[power]
    return float(np.mean(table_of(key).astype(np.float64) ** power))


def expected_guesses(family: Family, one: Parts, other: Parts = ()) -> float:
    """E[product of guesses], of one organisation or of two."""
    of = {part.organisation for part in (*one, *other)}
    if len(of) <= 1:
        return _same(family, powers_of((*one, *other)))
    return family.apart(powers_of(one), powers_of(other))


def powers_of(parts: Parts) -> Powers:
    """Per evidence grade the power of its guess."""
    found: dict[str, int] = {}
    for part in parts:
        found[part.name] = found.get(part.name, 0) + part.power
    return tuple(sorted(found.items()))


def _same(family: Family, powers: Powers) -> float:
    """Exact where it is known: a standardised shape has mean 0 and variance 1."""
    if sum(power for _, power in powers) <= 1:
        return 0.0 if powers else 1.0
    if len(powers) == 1 and powers[0][1] == 2:
        return 1.0
    return family.same(powers)
