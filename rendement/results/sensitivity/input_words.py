"""How the inputs of an analysis are called, for people, and what they are asked for by (M26)."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from rendement.engine.draws import hash_of
from rendement.engine.paths import numbered_path
from rendement.engine.uncertain import OWN_TIMES, PATH
from rendement.model.estimate import Evidence
from rendement.model.factors import INPUTS, roles, times
from rendement.model.lines import EXPENSE, care_lines, effort_lines, line_names
from rendement.model.names import Use, named
from rendement.model.price import PriceBook
from rendement.model.shared_names import is_shared, plain_name
from rendement.model.units import MONTHS_PER_YEAR
from rendement.reading.loading.loaded import LoadedCase
from rendement.results.prices.path_words import path_words
from rendement.results.prices.price_words import first_words
from rendement.results.sensitivity.asked import Asked, Net
from rendement.results.sensitivity.discipline import (
    ANYONE,
    discipline_of,
    discipline_of_effort,
    discipline_of_path,
)
from rendement.results.sensitivity.kinds import CASE, ESTIMATE, OPTIMISM, PRICE, TIME
from rendement.results.sensitivity.profiles import Profile
from rendement.results.worlds.case_inputs import short
from rendement.words.names import normal
from rendement.words.numbers import counted

if TYPE_CHECKING:
    from rendement.model.case import Case


class Named(NamedTuple):
    """How an input is called, and whom to ask."""

    kind: str
    case: str
    line: str
    field: str
    about: str
    ask: str
    plain: str = ""
    """Where `about` is long, or quotes the author of a case: the same in names of prices."""
    keys: tuple[str, ...] = ()
    """Of a name: all its places, and itself."""
    factor: int = 0
    called: str | None = None


class Words:
    """How the names of one question are called, for people."""

    def __init__(self, cases: Sequence[LoadedCase], book: PriceBook, asked: Asked, net: Net) -> None:
        self.cases, self.book, self.asked, self.net = cases, book, asked, net
        self.columns = asked.model.counted.columns
        self.uncertain = asked.model.uncertain
        self.case_offset = asked.first_case
        self.row_offset = int(np.searchsorted(self.uncertain.est_case, asked.first_case))
        self.line_offset = int(np.searchsorted(self.columns.line_case, asked.first_case))

    def of(self, profile: Profile) -> Named:
        """One name in words."""
        kind, which = profile.kind, profile.source[1:]
        if kind == ESTIMATE:
            return self._estimate(int(which[0]) + self.row_offset)
        if kind == TIME:
            return self._time(int(which[0]), int(which[1]), profile.levels)
        return self._price(str(which[0])) if kind == PRICE else self._optimism(str(which[0]), kind)

    def _estimate(self, row: int) -> Named:
        uncertain = self.uncertain
        place, kind = int(uncertain.est_case[row]), int(uncertain.est_kind[row])
        case = self.cases[place].case
        uses = self._uses([place], int(uncertain.est_slot[row]), bool(uncertain.est_shared[row]))
        own_slot = hash_of(roles()[kind])
        of_case = not uses[0][1].line if uses else int(uncertain.est_slot[row]) == own_slot
        return _with_uses(self._unnamed(case, row, kind, of_case), uses)

    def _unnamed(self, case: "Case", row: int, kind: int, of_case: bool) -> Named:
        named = self._whole(case, row, kind, of_case)
        factor = int(self.uncertain.est_factor[row])
        return _of_factor(named, factor) if factor else named

    def _whole(self, case: "Case", row: int, kind: int, of_case: bool) -> Named:
        if kind == PATH:
            return self._path(case, int(self.uncertain.est_line[row]))
        field = roles()[kind]
        known = INPUTS[field]
        if of_case or not known.of_line:
            return Named(CASE, case.id, "", field, known.of_case, known.ask or ANYONE)
        line = self._line_of(int(self.uncertain.est_line[row]))
        return _of_line(self.book, case, line, field)

    def _path(self, case: "Case", line: int) -> Named:
        columns = self.columns
        number, place = int(columns.line_path[line]), int(columns.line_case[line])
        branch = numbered_path(case, number)
        pathway = branch.pathway
        mine = (columns.line_case == place) & (columns.line_path == number)
        rows = np.flatnonzero(mine) - self.line_offset
        ask = discipline_of_path(pathway.care, self.net.line[rows].tolist())
        plain = f"de kans op {path_words(self.book, pathway)}"
        about = f"de kans op '{pathway.title}'"
        return Named(CASE, case.id, branch.name, roles()[PATH], about, ask, plain)

    def _time(self, case: int, slot: int, levels: tuple[int, int] | None) -> Named:
        """A time by the first place that holds it; with the points that low and high are, when it has any."""
        uncertain = self.uncertain
        case = case if case < 0 else case + self.case_offset
        mine = uncertain.timed_slot[:, :OWN_TIMES] == np.uint64(slot)
        if case >= 0:
            mine &= (self.columns.line_case[uncertain.timed_line] == case)[:, None]
        place, which = (int(found) for found in np.argwhere(mine)[0])
        row = int(uncertain.timed_line[place])
        home = int(self.columns.line_case[row])
        field = times()[which]
        named = _of_line(self.book, self.cases[home].case, self._line_of(row), field)
        return _with_points(
            _with_uses(named, self._uses([home], slot, case < 0)), self._years(place, which, levels)
        )

    def _years(self, place: int, which: int, levels: tuple[int, int] | None) -> list[float]:
        """The values in years of some points of a timed line's start, length or delay."""
        uncertain = self.uncertain
        first = int(uncertain.level_first[place]) + int(uncertain.timed_levels[place, :which].sum())
        return [float(uncertain.level_years[first + level]) for level in levels or ()]

    def _uses(self, cases: list[int], slot: int, shared: bool) -> list[tuple[str, Use]]:
        """Every place that holds a name: in its case, or in all cases that share it."""
        wanted = range(len(self.cases)) if shared else cases
        found = ((self.cases[place].case, place) for place in wanted)
        return [
            (case.id, use)
            for case, _ in found
            for name, uses in named(case).items()
            if hash_of(f"naam/{name}") == slot
            for use in uses
        ]

    def _line_of(self, row: int) -> str:
        """The name of a line of the columns within its case."""
        place = int(self.columns.line_case[row])
        first = int(np.searchsorted(self.columns.line_case, place))
        return line_names(self.cases[place].case)[int(row) - first]

    def _price(self, key: str) -> Named:
        label = self.book.prices[key].label
        about, plain = (f"de prijs van {name}" for name in (short(label), first_words(label)))
        return Named(PRICE, "", "", key, about, "", plain)

    def _optimism(self, name: str, kind: str) -> Named:
        """A part of M31; without an organisation it is everybody's."""
        _, _, rest = name.partition(":")
        about = "gedeeld optimisme" if kind == OPTIMISM else "gedeeld optimisme over aandelen"
        organisation, _, grade = rest.rpartition(":") if rest.endswith(_GRADES) else (rest, "", "")
        whose = f" binnen {self._written(organisation)}" if organisation else " van iedereen samen"
        return Named(kind, "", "", name, f"{about}{whose}{f', bewijs {grade}' if grade else ''}", "")

    def _written(self, organisation: str) -> str:
        """An organisation as it is written, not as it is compared."""
        names = (loaded.case.context.organisation for loaded in self.cases)
        return next((name for name in names if normal(name) == organisation), organisation)


_GRADES: Final = tuple(f":{grade.value}" for grade in Evidence)


def _with_uses(named: Named, uses: Sequence[tuple[str, Use]]) -> Named:
    """With the name it was given, and the keys of all its places."""
    if not uses:
        return named
    keys = (_place(case, use.line, use.field, use.factor) for case, use in uses)
    name = str(uses[0][1].estimate.name)
    own = name if is_shared(name) else f"{uses[0][0]}:{name}"
    others = len(uses) - 1
    more = f" (ook op {others} andere {'plek' if others == 1 else 'plekken'})" if others else ""
    about, known = named.about + more, (*keys, own)
    if is_shared(name):
        about, known = f"gedeelde schatting '{plain_name(name)}': {about}", (*known, plain_name(name))
    return named._replace(about=about, keys=tuple(dict.fromkeys(known)), called=name)


def _of_factor(named: Named, factor: int) -> Named:
    """One factor of a product (M30)."""
    about, plain = (f"factor {factor} van {words}" for words in (named.about, named.plain or named.about))
    place = _place(named.case, named.line, named.field, factor)
    return named._replace(about=about, plain=plain, keys=(place,), factor=factor)


def _place(case: str, line: str, field: str, factor: int) -> str:
    """What a place is asked for by: `sr-2025-001:z1.1:aantal`, of a factor with its number."""
    return ":".join(part for part in (case, line, field, str(factor or "")) if part)


def _with_points(named: Named, years: Sequence[float]) -> Named:
    """With the points that its low and its high are, where those are not its smallest and largest (M27)."""
    if not years:
        return named
    low, high = (counted(MONTHS_PER_YEAR * value, "maand", 3) for value in years)
    return named._replace(about=f"{named.about} (laag bij {low}, hoog bij {high})")


def _of_line(book: PriceBook, case: "Case", name: str, field: str) -> Named:
    prices = {line.name: line.line.price for line in care_lines(case)}
    efforts = {line_name: line.price for line_name, _, line in effort_lines(case)}
    price = {**efforts, **prices}[name]
    label = EXPENSE if price is None else book.prices[price].label
    about, plain = (f"{INPUTS[field].of_line} {words}" for words in (short(label), first_words(label)))
    asks = discipline_of if name in prices else discipline_of_effort
    return Named(CASE, case.id, name, field, about, asks(price), plain)


def key_of(found: Named, profile: Profile) -> str:
    """What it is asked for by when nobody named it; a part of optimism has a name of its own."""
    if found.kind == CASE:
        return _place(found.case, found.line, found.field, 0)
    kind, *which = profile.source
    return f"{PRICE}:{which[0]}" if kind == PRICE else str(which[0])
