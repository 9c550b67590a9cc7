"""What a run was made with, and its own checks: one engine against the other, and closed form (M16, M23)."""

import math
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from rendement.engine.uncertain import OWN_TIMES
from rendement.engine.worlds import caps_of
from rendement.results.table import AsTable, Table
from rendement.results.worlds.simulation import (
    FEW_CASES,
    Drawn,
    Engine,
    Model,
    Run,
    closed_form,
    draw_all,
    draw_sums,
    subset,
)
from rendement.words.columns import Column

if TYPE_CHECKING:
    from rendement.results.value.valued import ValuedCases

Floats = NDArray[np.float64]

_CHECK_CASES: Final = 60
_CHECK_DRAWS: Final = 2_000
_ERRORS: Final = 4.0
"""Standard errors a check may be off."""
_GRAIN: Final = 2.0**-10
"""Euros: to this a drawn line is rounded."""
_SHAPE_ROOM: Final = 0.02
"""What the conditional engine may be off besides, in standard deviations, from 50 cases on."""
ENGINE_NAMES: Final[dict[str, Engine]] = {"alles": "brute", "som": "conditional"}
"""What users call the two engines."""
ENGINE_WORDS: Final = {
    "brute": "elke schatting getrokken",
    "conditional": f"prijzen, optimisme en de eerste {FEW_CASES - 1} casussen getrokken; "
    "de som van de andere exact, gegeven die prijzen en dat optimisme",
}


_CHECKED: Final = ("gevonden", "verwacht", "mag schelen")


class Check(NamedTuple):
    """One check of a run on itself."""

    what: str
    found: float
    wanted: float
    room: float
    """How far apart they may be."""
    binding: bool = True
    """False where the two are not expected to agree, as under 50 cases; it is shown all the same."""

    @property
    def holds(self) -> bool:
        """True when they are near enough."""
        return abs(self.found - self.wanted) <= self.room


@dataclass(frozen=True, repr=False)
class RunRecord(AsTable):
    """Enough to do the same run again and get the same bits."""

    version: str
    numpy: str
    cases: int
    case_hash: str
    book: str
    book_hash: str
    settings_hash: str
    regime: str
    realism: str
    spread: str
    dependence: str
    """The set that says how much of their optimism people share (M31)."""
    organisations: int
    """Organisations whose optimism was drawn, and grades of evidence."""
    grades: int
    seed: int
    draws: int
    engine: Engine
    events: bool
    workers: int
    seconds: float
    estimates: int
    """Estimates with a spread; `from_grade` of them are points with that of their evidence grade (M8)."""
    from_grade: int
    held_back: int
    """Cases whose chances of paths were held back to stay within 100 % together."""
    named: int
    """Cases in which estimates share a name."""
    checks: tuple[Check, ...]

    @property
    def holds(self) -> bool:
        """True when every binding check holds."""
        return all(check.holds for check in self.checks if check.binding)

    def table(self) -> Table:
        """One row per fact of the run, then one per check: found, wanted, and how far apart they may be."""
        facts = [
            (name, str(value), None, None, None) for name, value in vars(self).items() if name != "checks"
        ]
        checks = [
            (f"controle: {c.what}", _verdict(c), float(c.found), float(c.wanted), float(c.room))
            for c in self.checks
        ]
        columns = (Column("wat"), Column("waarde"), *(Column(name, "getal") for name in _CHECKED))
        return Table("verantwoording van de trekkingen", columns, (*facts, *checks))

    def to_dict(self) -> dict[str, Any]:
        """Plain values, for another program."""
        record = {name: value for name, value in vars(self).items() if name != "checks"}
        return record | {"checks": [check._asdict() | {"holds": check.holds} for check in self.checks]}


def _verdict(check: Check) -> str:
    if not check.binding:
        return "ter informatie"
    return "klopt" if check.holds else "klopt niet"


def record_of(
    bc: "ValuedCases", model: Model, engine: Engine, run: Run, checks: tuple[Check, ...], seconds: float
) -> RunRecord:
    """The record of a run that has been made."""
    uncertain, worlds = model.uncertain, model.worlds
    drawn = (*uncertain.realism_names, *uncertain.guess_names)
    return RunRecord(
        version=_version(),
        numpy=np.__version__,
        cases=bc.filed,
        case_hash=bc.case_hash,
        book=bc.book.name,
        book_hash=bc.book.content_hash,
        settings_hash=bc.settings_hash,
        regime=bc.settings.regime_name,
        realism=bc.settings.realism_name,
        spread=model.spread_name,
        dependence=uncertain.optimism.set_name,
        organisations=len({who.organisation for who in drawn}),
        grades=len({who.grade for who in drawn}),
        seed=run.seed,
        draws=run.draws,
        engine=engine,
        events=run.events,
        workers=run.workers,
        seconds=seconds,
        estimates=len(uncertain.est_case) + int((uncertain.timed_levels[:, :OWN_TIMES] > 1).sum()),
        from_grade=int((uncertain.est_guess >= 0).sum()),
        held_back=len(caps_of(worlds).case),
        named=int(worlds.case_named.sum()),
        checks=checks,
    )


def _version() -> str:
    try:
        return version("rendement")
    except PackageNotFoundError:
        return "niet geïnstalleerd"


def checked(model: Model, engine: Engine, run: Run, drawn: Drawn) -> tuple[Check, ...]:
    """Mean and spread against closed form where the model allows it, and one engine against the other."""
    return (*_against_closed_form(model, run, drawn.net), *_engines(model, engine, run))


def _against_closed_form(model: Model, run: Run, net: Floats) -> list[Check]:
    exact = closed_form(model, run.events)
    if exact is None:
        return []
    mean, variance = exact
    n = len(net)
    off = net - net.mean()
    found = float(np.mean(off**2))
    error = math.sqrt(max(float(np.mean(off**4)) - found**2, 0.0) / n)
    grain = _GRAIN * len(model.worlds.line_base) + 1e-6 * abs(mean)
    return [
        Check("gemiddelde", float(net.mean()), mean, _ERRORS * math.sqrt(found / n) + grain),
        Check("variantie", found, variance, _ERRORS * error + grain**2),
    ]


def _engines(model: Model, engine: Engine, run: Run) -> list[Check]:
    """Both engines on the first cases: P10, P50 and P90, in standard deviations."""
    small = subset(model, _CHECK_CASES)
    short = Run(min(run.draws, _CHECK_DRAWS), run.seed, run.events)
    one, other = draw_all(small, short).net, draw_sums(small, short, few=1).net
    sd = float(one.std()) or 1.0
    checks = []
    for tail in (0.1, 0.5, 0.9):
        a, b = (float(np.quantile(net, tail)) / sd for net in (one, other))
        step = math.sqrt(tail * (1 - tail) / short.draws)
        spans = [np.quantile(net, [tail - step, tail + step]) / sd for net in (one, other)]
        error = math.sqrt(sum(float(high - low) ** 2 / 4 for low, high in spans))
        what = f"P{round(tail * 100)} van beide rekenwijzen, over {small.worlds.cases} casussen"
        binding = engine == "conditional"
        checks.append(Check(what, b, a, _ERRORS * error + _SHAPE_ROOM, binding))
    return checks
