"""Every sum of the shareable edition, as what it adds up: which parts of which cases, how much of each (L3).

A line has a part for every calendar year it reaches, without discount. What it is worth now is the sum of
these where nothing is discounted, and else a part of its own: one for every different value.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from rendement.engine.columns import EFFORT
from rendement.engine.evaluate import expected_quantity
from rendement.model.price import Kind
from rendement.model.settings import Regime
from rendement.reports.excel.sheets.timeline import LATER, boundaries, time_until
from rendement.reports.excel.subject import Subject
from rendement.results.telling.derivable import Told
from rendement.results.value.months import elapsed
from rendement.results.value.valued import ValuedCases

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
_SAME = 1e-9


@dataclass(frozen=True)
class Axes:
    """The parts of all cases in order of cases, and sums over them."""

    subject: Subject

    # ---- lines

    @cached_property
    def years(self) -> list[int]:
        """Calendar years of the cash flow; the last stands for all that come later."""
        return sorted({day.year for day in boundaries(self.subject.bc.months)[:-1]})

    @cached_property
    def care(self) -> Bools:
        """Lines of help, prevented or extra."""
        return np.asarray(self.subject.bc.columns.line_side != EFFORT)

    @cached_property
    def counted(self) -> Floats:
        """Per line: 1, or 0 for a transfer."""
        return self.subject.counted

    def share(self, *payers: str) -> Floats:
        """Per line: the share of these payers together."""
        return self._of(self.subject.bc.columns.purse_shares, payers)

    def cash(self, *payers: str) -> Floats:
        """Per line: what of it is cash for these payers."""
        return self._of(self.subject.bc.columns.purse_cash, payers)

    def _of(self, shares: Floats, payers: tuple[str, ...]) -> Floats:
        columns = self.subject.bc.columns
        places = [columns.payers.index(payer) for payer in payers if payer in columns.payers]
        return np.asarray(shares[:, places].sum(axis=1)[columns.line_purse])

    @cached_property
    def paid(self) -> Floats:
        """Per line: 1 for paid effort in a programme whose stated costs count; those hold it (M14)."""
        columns, stated = self.subject.bc.columns, self.subject.bc.in_stated_cost
        societal = columns.purse_kind[columns.line_purse] == list(Kind).index(Kind.SOCIETAL)
        return np.asarray(stated[columns.line_case] & ~self.care & ~societal, dtype=np.float64)

    # ---- parts

    @cached_property
    def _plain(self) -> Floats:
        """Lines × years: undiscounted euros, before weights (M21)."""
        firsts = [*(date(year, 1, 1) for year in self.years[1:]), LATER]
        until = [np.zeros(self.subject.bc.columns.lines), *(time_until(self.subject, day) for day in firsts)]
        columns = self.subject.bc.columns
        worth = expected_quantity(columns) * columns.line_unit_price
        return np.asarray(np.diff(np.stack(until, axis=1), axis=1) * worth[:, None])

    @cached_property
    def _worth(self) -> dict[str, Floats]:
        """Per regime: what every line is worth now."""
        return {name: self._under(regime).values.value for name, regime in self.regimes.items()}

    def _under(self, regime: Regime) -> ValuedCases:
        """The same cases under another regime."""
        settings = self.subject.bc.settings.model_copy(update={"regime": regime})
        return replace(self.subject.bc, settings=settings)

    @cached_property
    def regimes(self) -> dict[str, Regime]:
        """The regime in use first, then the others."""
        settings = self.subject.bc.settings
        return {settings.regime_name: settings.regime, **self.subject.bc.settings.sets.regimes}

    @cached_property
    def _parts(self) -> tuple[list[int], list[object]]:
        """The line of every part, and what part it is: a year, or an amount."""
        lines: list[int] = []
        slots: list[object] = []
        for line, plain in enumerate(self._plain):
            mine: list[object] = [year for year, euros in zip(self.years, plain, strict=True) if euros]
            mine += list(dict.fromkeys(self._amount(name, line) for name in self.regimes))
            kept = [slot for slot in mine if slot is not None]
            lines += [line] * len(kept)
            slots += kept
        return lines, slots

    def _amount(self, regime: str, line: int) -> float | None:
        """What a line is worth now; None where that is the sum of its years."""
        value, plain = float(self._worth[regime][line]), float(self._plain[line].sum())
        same = abs(value - plain) <= _SAME * max(1.0, abs(plain))
        return None if same else round(value, 6) + 0.0

    @cached_property
    def line_of(self) -> NDArray[np.int64]:
        """The line of every part."""
        return np.array(self._parts[0], dtype=np.int64)

    @cached_property
    def _year_of(self) -> NDArray[np.int64]:
        """The year of every part; 0 for one that is an amount."""
        return np.array([slot if isinstance(slot, int) else 0 for slot in self._parts[1]], dtype=np.int64)

    @cached_property
    def case_of(self) -> NDArray[np.int64]:
        """The case of every part, in order."""
        return self.subject.bc.columns.line_case[self.line_of]

    def told(self) -> Told:
        """Nothing told yet. What programmes cost is no amount of a case; it stands apart, per payer."""
        return Told(self.case_of, self.subject.threshold, len(self._stated))

    @cached_property
    def _stated(self) -> list[tuple[str, str]]:
        """Programme and payer of every stated cost that counts."""
        bc = self.subject.bc
        return [(home.programme.id, p) for home in bc.stating for p in bc.stated_cost_of(home)]

    @property
    def programmes(self) -> set[str]:
        """Programmes whose stated cost counts."""
        return {name for name, _ in self._stated}

    def costs(self, payers: tuple[str, ...], part: Mapping[str, float] | float = 1.0) -> Floats:
        """The stated costs of programmes that these payers bear, or a part of them; and nothing of a case."""
        parts = dict.fromkeys((name for name, _ in self._stated), part) if isinstance(part, float) else part
        mine = [parts[name] if payer in payers else 0.0 for name, payer in self._stated]
        return np.concatenate([np.zeros(len(self.line_of)), mine])

    # ---- sums

    def now(self, per_line: Floats, regime: str | None = None) -> Floats:
        """So much of what every line is worth now."""
        name = regime or self.subject.bc.settings.regime_name
        return self._whole(per_line[self.line_of] * self._in(name))

    def plain(self, per_line: Floats) -> Floats:
        """So much of every line, without discount."""
        return self.between(per_line, 0, len(self.years) - 1)

    def paid_by(self, payers: tuple[str, ...], share: Floats) -> Floats:
        """Everything these payers pay: effort, and what their programmes cost beyond that (M14, M36)."""
        return self.now(share * ~self.care) - self.plain(share * self.paid) + self.costs(payers)

    def _whole(self, parts: Floats) -> Floats:
        return np.concatenate([parts, np.zeros(len(self._stated))])

    def _in(self, regime: str) -> Bools:
        """The parts that make up what lines are worth under a regime."""
        if regime not in self._known:
            lines, slots = self._parts
            amounts = [self._amount(regime, line) for line in range(self.subject.bc.columns.lines)]
            pairs = zip(lines, slots, strict=True)
            self._known[regime] = np.array(
                [_belongs(slot, amounts[line]) for line, slot in pairs], dtype=bool
            )
        return self._known[regime]

    @cached_property
    def _known(self) -> dict[str, Bools]:
        return {}

    def gone(self, first: int, last: int) -> dict[str, float]:
        """Per programme: which part of its time lies in some years (by place)."""
        firsts = [date.min, *(date(year, 1, 1) for year in self.years[1:]), LATER]
        periods = {home.programme.id: home.programme.period for home in self.subject.bc.programmes}
        return {
            name: elapsed(period.first, period.last, firsts[last + 1])
            - elapsed(period.first, period.last, firsts[first])
            for name, period in periods.items()
        }

    def between(self, per_line: Floats, first: int, last: int) -> Floats:
        """So much of what falls in some years (by place), without discount."""
        mine = (self.years[first] <= self._year_of) & (self._year_of <= self.years[last])
        return self._whole(per_line[self.line_of] * mine)


def _belongs(slot: object, amount: float | None) -> bool:
    return isinstance(slot, int) if amount is None else slot == amount
