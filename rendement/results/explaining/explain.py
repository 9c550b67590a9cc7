"""Any figure back to line → quantity → price → chance → rule: receipts, not claims (D7)."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from rendement.engine.columns import EFFORT, WITH, persons_of
from rendement.engine.rules import RULES
from rendement.engine.time_steps import TimeSteps, time_steps
from rendement.engine.walk import path_chance
from rendement.model.case import CareLine, Case, EffortLine
from rendement.model.estimate import Estimate, Evidence, Written
from rendement.model.factors import FACTORS, shares_of_change
from rendement.model.lines import Line, care_lines, effort_lines, label_of
from rendement.model.price import PriceBook
from rendement.model.products import factors_of
from rendement.results.explaining.answers import is_plain, pooled_words
from rendement.results.explaining.shared_words import shared_words
from rendement.results.explaining.step_words import (
    PLAIN_STEPS,
    entering_words,
    followed,
    follows,
    source_amount,
    timings,
)
from rendement.results.explaining.steps import Step, line_steps, rows_of
from rendement.results.explaining.time_words import BEYOND, TIME_STEPS, stands_at_start
from rendement.results.figures.factors import LineFactors, of_time
from rendement.results.prices.price_words import replaced_words, source_words, weak_words
from rendement.results.table import Table
from rendement.results.uncounted.horizon import Cut, cut_of, is_cut
from rendement.results.uncounted.told import Told
from rendement.words import refusals
from rendement.words.columns import Column
from rendement.words.listed import Listed
from rendement.words.misuse import Unknown
from rendement.words.numbers import euro
from rendement.words.shown import Shown

if TYPE_CHECKING:
    from rendement.results.value.valued import ValuedCases

SIDES: Final = {0: "inzet", 1: "zonder inzet", 2: "met inzet"}
BENEFIT: Final = "baten"
TRANSFER: Final = "overdracht"
"""What a row is called that takes off what goes from one payer to another."""
WIDEST: Final = max(len(factor.name) for factor in FACTORS.values())
"""Room for the name of a step."""


@dataclass(frozen=True, repr=False)
class LineExplanation(Shown):
    """One line with every factor of its value; the product of the factors is the value (M4)."""

    name: str
    what: str
    side: str
    place: str
    price_key: str
    source: str
    replaced: str
    """The entry of the parent book that this price took the place of; empty for most."""
    weak: str
    """Why the price is less firm than it looks; empty for most."""
    unit: str
    grade: Evidence | None
    factors: LineFactors
    steps: tuple[Step, ...]
    """Every factor in order, with its words and the euros so far."""
    value: float
    by_payer: dict[str, float]
    payer_labels: dict[str, str]
    rules: tuple[str, ...]
    answers: str = ""
    """What author and reviewers answered, where they differ (M19)."""
    shared: str = ""
    """Which of its estimates stand elsewhere too (M26); empty for most."""
    cut: Cut | None = None
    """What the horizon cut of it (M37); None for most."""
    follows: str = ""
    """What follows from the help that this came instead of (M29); empty for most."""

    def rows(self) -> list[tuple[str, str]]:
        """The sum in words: what each step is called, and what it says."""
        price, *later = rows_of(self.steps)
        rows = [price, ("bron", self.source)]
        rows += [("vervangt", self.replaced)] if self.replaced else []
        rows += [("let op", f"deze prijs is minder zeker: {self.weak}")] if self.weak else []
        rows += [("volgt", self.follows)] if self.follows else []
        rows += later
        rows += [("antwoorden", self.answers)] if self.answers else []
        rows += [("gedeeld", self.shared)] if self.shared else []
        payers = " · ".join(f"{self.payer_labels[p]} {euro(value, 2)}" for p, value in self.by_payer.items())
        return [*rows, ("betalers", payers), ("regels", ", ".join(self.rules))]

    @property
    def text(self) -> str:
        """What it is worth, where it stands, and the sum below it."""
        head = f"{self.name}  {self.what}  =  {euro(self.value, 2)}   [{self.place}]"
        return "\n".join([head, *(f"      {name:<{WIDEST}} {words}" for name, words in self.rows())])


@dataclass(frozen=True)
class Transfer:
    """What lines hold that goes from one payer to another: counted off, for together it is nothing (M12)."""

    side: str
    """`inzet` or `baten`: the total that it belongs to."""
    recipient: str
    """The name of who received it, for people."""
    value: float
    """What lines say, with a minus: in euros."""

    @property
    def words(self) -> str:
        """`Inwoner mist dit: samen nul`."""
        loses = (self.value < 0) == (self.side == BENEFIT)
        return f"{self.recipient} {'mist' if loses else 'krijgt'} dit: samen nul"


@dataclass(frozen=True, repr=False)
class Explanation(Listed[LineExplanation], Shown):
    """Every line of one case, and the totals they add up to; `explanation['z1.2']` is one line."""

    case_id: str
    file: str
    lines: tuple[LineExplanation, ...]
    effort: float
    benefit: float
    transfers: tuple[Transfer, ...] = ()
    """With the lines they add up to effort and benefit; none where no line is a transfer."""

    @property
    def net(self) -> float:
        """Benefit minus effort, in euros."""
        return self.benefit - self.effort

    def line(self, name: str) -> LineExplanation:
        """One line by its name (`z1.2`). Raises Unknown (a KeyError) with the names there are."""
        return self[name]

    def _items(self) -> tuple[LineExplanation, ...]:
        return self.lines

    def _names(self, item: LineExplanation) -> tuple[str, ...]:
        return (item.name,)

    def _missing(self, name: str) -> Unknown:
        return refusals.no_line(name, (line.name for line in self.lines))

    def table(self) -> Table:
        """One row a line, whose factors multiply to its value in euros; then what is counted off again.

        Rows of `inzet` add up to the effort, all others to the benefit.
        """
        named = ("regel", "kant", "prijs", "eenheid")
        factors = (Column(factor.name, factor.kind) for factor in FACTORS.values())
        columns = (*map(Column, named), *factors, Column("waarde", "euro_cent"))
        rows = [(x.name, x.side, x.price_key, x.unit, *x.factors.values, x.value) for x in self.lines]
        no_factors = (None,) * len(FACTORS)
        rows += [(TRANSFER, t.side, t.words, "", *no_factors, t.value) for t in self.transfers]
        return Table(f"casus {self.case_id}, regel voor regel", columns, tuple(rows))

    def to_dicts(self) -> list[dict[str, Any]]:
        """The rows of the table for another program, each with its steps in words."""
        told = [
            {
                "stappen": [step.record() for step in line.steps],
                "geknipt": line.cut.record() if line.cut else None,
            }
            for line in self.lines
        ]
        none: list[dict[str, Any]] = [{"stappen": [], "geknipt": None} for _ in self.transfers]
        return [row | said for row, said in zip(self.table(), [*told, *none], strict=True)]

    @property
    def cuts(self) -> list[tuple[str, str]]:
        """The lines that are cut by the horizon, and what of them counts (M37)."""
        return [(line.name, line.cut.words) for line in self.lines if line.cut]

    @property
    def legend(self) -> list[tuple[str, str]]:
        """The rules that were used, each with its sentence."""
        used = sorted({rule for line in self.lines for rule in line.rules}, key=lambda rule: int(rule[1:]))
        return [(rule, RULES[rule].sentence) for rule in used if rule in RULES]

    @property
    def text(self) -> str:
        """Every line with its steps, what they add up to, and the rules."""
        blocks = [line.text for line in self.lines]
        blocks += [f"{TRANSFER}  {t.words}  =  {euro(t.value, 2)}" for t in self.transfers]
        totals = f"inzet {euro(self.effort, 2)} · baten {euro(self.benefit, 2)} · saldo {euro(self.net, 2)}"
        totals = "\n".join([totals, *(f"{name} {words}" for name, words in self.cuts)])
        rules = "\n".join(["regels:", *(f"  {rule}: {words}" for rule, words in self.legend)])
        return "\n\n".join([f"casus {self.case_id} ({self.file})", *blocks, totals, rules])


def explain(bc: "ValuedCases", case_id: str) -> Explanation:
    """Explain one case of a business case. Raises Unknown (a KeyError) when it is not in there."""
    place = bc.place_of(case_id)
    loaded = bc.cases[place]
    columns = bc.columns
    rows = np.flatnonzero(columns.line_case == place).tolist()
    time = time_steps(
        columns, bc.settings.regime, np.flatnonzero(columns.line_case[columns.atom_line] == place)
    )
    told = [
        Told(bc, loaded.case, line, name, row, leading)
        for (name, line, leading), row in zip(_named_lines(loaded.case), rows, strict=True)
    ]
    where = loaded.line_numbers
    lines = tuple(
        _line(t, int(columns.line_side[t.row]), f"{loaded.file}:{where[t.name]}", time) for t in told
    )
    effort = sum(sum(line.by_payer.values()) for line in lines if line.side == SIDES[EFFORT])
    benefit = sum(sum(line.by_payer.values()) for line in lines if line.side != SIDES[EFFORT])
    return Explanation(case_id, loaded.file, lines, effort, benefit, _transfers(bc.book, lines))


def _transfers(book: PriceBook, lines: Sequence[LineExplanation]) -> tuple[Transfer, ...]:
    """Per side and recipient what lines hold that others miss or gain."""
    found: dict[tuple[str, str], float] = {}
    for line in lines:
        price = book.prices.get(line.price_key)
        if price is not None and price.transfer_to is not None:
            key = (SIDES[EFFORT] if line.side == SIDES[EFFORT] else BENEFIT, price.transfer_to)
            found[key] = found.get(key, 0.0) - line.value
    return tuple(Transfer(side, book.payer_label(to), value) for (side, to), value in found.items())


def _named_lines(case: Case) -> list[tuple[str, EffortLine | CareLine, Line | None]]:
    """Every line with its name, and for help the line whose chance and time count (M29)."""
    effort = [(name, line, None) for name, _, line in effort_lines(case)]
    return [*effort, *((line.name, line.line, line.leading) for line in care_lines(case))]


def _line(told: Told, side: int, place: str, time: TimeSteps) -> LineExplanation:
    bc, line, row = told.bc, told.line, told.row
    columns, value = bc.columns, float(bc.values.value[row])
    shares = columns.purse_shares[columns.line_purse[row]]
    factors = _factors(told, time)
    answers, shared = _answers(told), shared_words(told.case, told.name, told.target)
    return LineExplanation(
        name=told.name,
        what=line.what or label_of(line, bc.book.prices),
        side=SIDES[side],
        place=place,
        price_key=line.price or "uitgave",
        source=_source(told),
        replaced=replaced_words(bc.book, line.price) if line.price else "",
        weak=weak_words(bc.book, line.price, bc.settings.price_year) if line.price else "",
        unit=told.unit + (" per jaar" if told.goes_on else ""),
        grade=told.grade,
        factors=factors,
        steps=line_steps(factors, _words(told, factors), told.unit, goes_on=told.goes_on),
        value=value,
        by_payer={p: value * float(s) for p, s in zip(columns.payers, shares, strict=True) if s},
        payer_labels={payer: bc.payer_label(payer) for payer in columns.payers},
        rules=_rules(told, side, factors) + (("M19",) if answers else ()) + (("M26",) if shared else ()),
        answers=answers,
        shared=shared,
        cut=cut_of(told, factors),
        follows=follows(told),
    )


def _factors(told: Told, time: TimeSteps) -> LineFactors:
    """The factors as the engine has them: price and chance in two, quantity in four, and time in five."""
    columns, row = told.bc.columns, told.row
    price, index = source_amount(told)
    part = 1.0 / told.line.shared_by if isinstance(told.line, EffortLine) else 1.0
    persons, window = persons_of(told.line), told.window_share
    path = path_chance(told.pathway)
    chance = float(columns.line_chance[row])
    found = {
        "price": price,
        "index": index,
        "quantity": float(columns.line_quantity[row])
        / (part * persons * window)
        * (-1.0 if told.is_with else 1.0),
        "persons": persons,
        "part": part,
        "window": window,
        "path": path,
        "chance": chance / path if path else told.own_chance,
        "realism": float(columns.line_realism[row]),
        "attribution": float(columns.line_attribution[row]),
        "kept": float(columns.line_kept[row]),
        "joint": float(columns.line_joint[row]),
        **{key: float(values[row]) for key, values in columns.further_by_key.items()},
        **of_time(time, row),
    }
    return LineFactors({key: found[key] for key in FACTORS})


def _words(told: Told, factors: LineFactors) -> dict[str, str]:
    plain = entering_words(told) | {key: words(told) for key, words in PLAIN_STEPS.items()}
    counts = TIME_STEPS if factors.horizon else BEYOND
    said = plain | {key: words(told, factors) for key, words in counts.items()}
    return followed(told, factors, said)


def _source(told: Told) -> str:
    """Where the price was read; an expense says so itself."""
    book, key = told.bc.book, told.line.price
    if told.expense is not None:
        return told.expense.source
    return source_words(book, key or "", book.prices[key or ""].value_for(told.bc.settings.price_year))


def _answers(told: Told) -> str:
    """Every answer where reviewers gave another one than the author (M19)."""
    asked: list[tuple[str, Estimate | None]] = []
    if told.pathway is not None:
        asked += [("kans op het pad", told.pathway.chance), ("ook zonder ons", told.pathway.deadweight)]
    chance_of_line = told.care.chance if told.care else None
    asked += [("kans", chance_of_line), ("aantal", told.line.quantity), *timings(told.leads)]
    words = [(about, pooled_words(estimate)) for about, estimate in asked if estimate is not None]
    return "; ".join(f"{about}: {said}" for about, said in words if said)


def _rules(told: Told, side: int, factors: LineFactors) -> tuple[str, ...]:
    rules = ["M1", "M2", "M3", "M7", "M12", *(["M36"] if stands_at_start(told) else [])]
    if told.care is not None:
        rules += ["M4", *(["M6"] if side == WITH else []), *(["M11"] if told.pathway else [])]
        rules += ["M9"] if told.grade else []
        rules += [FACTORS[key].rule for key in told.bc.columns.further if getattr(factors, key) != 1.0]
        rules += ["M29"] if told.target else []
        rules += ["M5"] if told.care.delay is not None else []
        rules += ["M27"] if factors.joint != 1.0 else []
        rules += ["M35"] if float(told.bc.columns.line_drop_off[told.row]) else []
        rules += ["M37"] if is_cut(factors) else []
        rules += ["M42"] if factors.beside != 1.0 or told.is_beside else []
        rules += _of_forms(_estimates(told))
    return tuple(sorted(rules, key=lambda rule: int(rule[1:])))


def _of_forms(said: Sequence[Written]) -> list[str]:
    """Ranges of which the mean counts (M8), products (M30), and what evidence states otherwise (M40)."""
    factors = [factor for estimate in said for factor in factors_of(estimate)]
    used = {
        "M8": any(not estimate.is_point for estimate in said),
        "M30": len(factors) > len(said),
        "M40": any(not is_plain(factor) for factor in factors),
    }
    return [rule for rule, holds in used.items() if holds]


def _estimates(told: Told) -> list[Written]:
    """The estimates that a care line leans on."""
    line, path = told.care, told.pathway
    assert line is not None
    own = (told.line.quantity, line.start, line.duration, line.delay, line.chance)
    of_path = (path.chance, path.deadweight) if path else ()
    around = (s for f in shares_of_change() for s in (f.of_line(line), f.of_case(told.case)))
    return [estimate for estimate in (*own, *of_path, *around) if estimate is not None]
