"""M42 in the slow twin: which pieces of a line are left when other help of the case already holds them.

Written from the method, not from the engine. Every line is laid out in time, on the side without us and on
the side with us, for every combination of the uncertain times of all lines concerned. Each piece is cut at
every moment at which other help begins or ends, and what lies within other help is thrown away.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise
from typing import NamedTuple

import naive

from rendement.model.case import CareLine, Case, Pathway
from rendement.model.estimate import Estimate
from rendement.model.price import Price, PriceBook

Window = tuple[Decimal, Decimal | None]
"""From when to when help is there; no end is all at once."""
A_DAY = 1 / Decimal("365.25")


class Help(NamedTuple):
    """A line of help with its name, and the line and path whose chance and time it has (M29)."""

    name: str
    line: CareLine
    leading: CareLine
    leading_name: str
    path: Pathway | None


def helps(case: Case) -> Iterator[Help]:
    """Every line of help of a case."""
    for p, path in enumerate(case.without, 1):
        for n, line in enumerate(path.care, 1):
            yield Help(f"z{p}.{n}", line, line, f"z{p}.{n}", path)
    for p, part in enumerate(case.with_us, 1):
        if isinstance(part, Pathway):
            for n, line in enumerate(part.care, 1):
                yield Help(f"m{p}.{n}", line, line, f"m{p}.{n}", part)
        elif part.instead_of is not None:
            leading, path = naive.followed(part, case)
            yield Help(f"m{p}", part, leading, part.instead_of, path)
        else:
            yield Help(f"m{p}", part, part, f"m{p}", None)


def holds(book: PriceBook, outer: str, inner: str, seen: tuple[str, ...] = ()) -> bool:
    """Whether a price holds another, itself or by way of what it holds."""
    if outer == inner or outer in seen or outer not in book.prices:
        return False
    within = book.prices[outer].includes
    return inner in within or any(holds(book, key, inner, (*seen, outer)) for key in within)


def sides(one: Help) -> set[str]:
    """Where help stands: without us, with us, or both when it is postponed (M5)."""
    if one.name.startswith("m"):
        return {"met"}
    return {"zonder", "met"} if one.line.delay is not None else {"zonder"}


def helps_around(name: str, case: Case, book: PriceBook) -> list[tuple[Help, set[str]]]:
    """The help that holds a line, and on which sides; nothing when it says that it stands beside it."""
    everything = list(helps(case))
    mine = next(one for one in everything if one.name == name)
    if mine.line.price is None or mine.line.beside is not None:
        return []
    found = []
    for place, other in enumerate(everything):
        together = {side for side in sides(mine) & sides(other) if same_path(other, mine, side)}
        if together and is_around(other, mine, book, place < everything.index(mine)):
            found.append((other, together))
    return found


def same_path(other: Help, mine: Help, side: str) -> bool:
    """Of one path; with us, help outside any path is there whatever happens."""
    return other.path is mine.path or (side == "met" and other.path is None)


def is_around(other: Help, mine: Help, book: PriceBook, earlier: bool) -> bool:
    """Whether the price of one holds that of the other, and it is there whenever that is."""
    if other.line.price is None or not holds(book, str(other.line.price), str(mine.line.price)):
        return False
    if holds(book, str(mine.line.price), str(other.line.price)) and not earlier:
        return False
    chance = other.leading.chance
    sure = chance is None or (chance.is_point and chance.likely == 1)
    used = other.line.quantity is not None and naive.mean_quantity(other.line.quantity) != 0
    always = other.line.window_share is None or other.line.window_share == 1
    enough = naive.persons(other.line) >= naive.persons(mine.line)
    return used and always and enough and (sure or other.leading_name == mine.leading_name)


def pieces_left(name: str, case: Case, book: PriceBook) -> list[naive.Piece]:
    """The pieces of a line in no other help, for every combination of times; not cut at a horizon."""
    mine = next(one for one in helps(case) if one.name == name)
    around = helps_around(name, case, book)
    concerned = {one.leading_name: one for one in (mine, *(other for other, _ in around))}
    times = [time for one in concerned.values() for time in times_of(one, case, book)]
    left: list[naive.Piece] = []
    for values, weight in naive.combined(times):
        at = {leading: values[3 * n : 3 * n + 3] for n, leading in enumerate(concerned)}
        for piece in laid_out(mine, at[mine.leading_name], weight, book):
            side = "met" if name.startswith("m") or piece.weight < 0 else "zonder"
            windows = [
                window
                for other, together in around
                if side in together
                for window in windows_of(other, at[other.leading_name], side, book)
            ]
            left += outside(piece, windows)
    return left


def times_of(one: Help, case: Case, book: PriceBook) -> Sequence[tuple[Estimate | None, naive.MaybePoints]]:
    """Start, length and delay, as `naive.care_moments` takes them together."""
    line, price = one.leading, priced(one.leading, book)
    starts: naive.MaybePoints = [(naive.closing(case), naive.ONE)]
    if line.start is not None:
        starts = [*naive.three_points(line.start)]
    delays: naive.MaybePoints = [(None, naive.ONE)]
    if line.delay is not None:
        delays = [*naive.three_points(line.delay)]
    lengths = naive.care_lengths(line, price)
    return ((line.start, starts), (line.duration or line.quantity, lengths), (line.delay, delays))


def priced(line: CareLine, book: PriceBook) -> Price | None:
    """The price of a line, if it has one."""
    return None if line.price is None else naive.price_of(book, line.price)


def laid_out(one: Help, at: Sequence[Decimal | None], weight: Decimal, book: PriceBook) -> list[naive.Piece]:
    """The pieces of a line with its times known; what is postponed with a minus."""
    start, length, delay = naive.given(at[0]), at[1], at[2]
    price = priced(one.line, book)
    if one.line.instead_of is not None:
        until = naive.given(length) if delay is None else min(delay, naive.given(length))
        assert one.line.quantity is not None
        assert price is not None
        amount = naive.units_per_year(one.line.quantity, price)
        share = one.line.window_share
        amount *= naive.dec(1.0 if share is None else share)
        return [naive.Piece(weight, amount, start, start + until)]
    piece = naive.piece_of(one.line, price, start, length, weight)
    later = [] if delay is None else naive.delayed(piece, delay, one.line.moves_end)
    return [piece, *later]


def windows_of(one: Help, at: Sequence[Decimal | None], side: str, book: PriceBook) -> list[Window]:
    """When other help is there on one side; help with us has no other side."""
    pieces = laid_out(one, at, naive.ONE, book)
    if one.name.startswith("z"):
        pieces = [piece for piece in pieces if (piece.weight < 0) == (side == "met")]
    return [(piece.start, piece.end) for piece in pieces]


def outside(piece: naive.Piece, windows: Sequence[Window]) -> Iterator[naive.Piece]:
    """What is left of a piece."""
    if piece.end is None:
        if not any(at_once_within(piece.start, window) for window in windows):
            yield piece
        return
    flows = [(start, end) for start, end in windows if end is not None]
    edges = {piece.start, piece.end, *(edge for window in flows for edge in window)}
    inside = sorted(edge for edge in edges if piece.start <= edge <= piece.end)
    for left, right in pairwise(inside):
        if not any(start <= left and right <= end for start, end in flows):
            yield replace(piece, start=left, end=right)


def at_once_within(moment: Decimal, window: Window) -> bool:
    """Whether what happens at once happens in a stretch of time, or on the day of other such help."""
    start, end = window
    if end is None:
        return abs(moment - start) < A_DAY - Decimal("1e-8")
    return start - naive.HAIR <= moment < end - naive.HAIR
