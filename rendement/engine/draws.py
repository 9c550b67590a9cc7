"""Random numbers that belong to the name of an estimate (M23).

One PCG64 generator per case and per shared name, seeded by `SeedSequence([seed, hash of the name])`. Within a
case every estimate has its own stretch of that generator, found by jumping ahead a distance that follows from
the name of the estimate: no draw depends on what else is in the file, in the shard or in the base.
"""

import hashlib
from functools import lru_cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Small = NDArray[np.float32]
Words = NDArray[np.uint16]

_JUMP: Final = 0x9E3779B97F4A7C15F39CC0605CEDC835
"""An odd distance of 127 bits: stretches neither overlap nor share their low bits."""
_PERIOD: Final = 2**128
PER_WORD: Final = 4
"""Draws of 16 bits from one number of the generator."""


@lru_cache(maxsize=65_536)
def hash_of(name: str) -> int:
    """64 bits of a name, the same on every machine and in every version."""
    return int.from_bytes(hashlib.blake2b(name.encode(), digest_size=8).digest(), "big")


class CaseDraws:
    """The draws of one case."""

    def __init__(self, seed: int, name: int) -> None:
        """`name` is the hash of the name of the case."""
        self._bits = np.random.PCG64(np.random.SeedSequence([seed, name]))
        self._start = self._bits.state

    def words(self, slot: int, first: int, count: int) -> Words:
        """Draws `first` to `first + count` of the estimate `slot`, 16 random bits each.

        `first` is a multiple of 4.
        """
        self._go_to(slot, first // PER_WORD)
        raw = self._bits.random_raw(-(-count // PER_WORD))
        return np.asarray(raw).view(np.uint16)[:count]

    def doubles(self, slot: int, first: int, count: int) -> Floats:
        """The same as numbers between 0 and 1, 53 bits each."""
        self._go_to(slot, first)
        return np.random.Generator(self._bits).random(count)

    def _go_to(self, slot: int, distance: int) -> None:
        self._bits.state = self._start
        self._bits.advance((slot * _JUMP + distance) % _PERIOD)


def shared_doubles(seed: int, name: str, first: int, count: int) -> Floats:
    """Draws that all cases share: of a price or a realism factor, 53 bits each."""
    bits = np.random.PCG64(np.random.SeedSequence([seed, hash_of(name)])).advance(first)
    return np.random.Generator(bits).random(count)


def shared_normals(seed: int, name: str, count: int) -> Small:
    """Standard normal draws that belong to a name."""
    sequence = np.random.SeedSequence([seed, hash_of(name)])
    return np.random.Generator(np.random.PCG64(sequence)).standard_normal(count, dtype=np.float32)
