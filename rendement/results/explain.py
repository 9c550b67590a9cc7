"""Any figure back to line → quantity → price → chance → rule: receipts, not claims (D7)."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from rendement.engine.columns import EFFORT, WITH, weakest_grade
from rendement.engine.rules import RULES
from rendement.model.case import US, CareLine, Case, EffortLine
from rendement.model.estimate import Duration, Estimate, Evidence, Quantity
from rendement.model.lines import care_lines, effort_lines
from rendement.model.pooling import people_of
from rendement.model.units import PER_YEAR
from rendement.reading.load import LoadedCase
from rendement.reports.display import chance, counted, euro, number, share, significant
from rendement.results.answers import answer_words, pooled_words, unit_words
from rendement.results.price_words import price_trail, replaced_words, source_words, weak_words
from rendement.results.table import Column, Table

if TYPE_CHECKING:
    from rendement.results.business_case import BusinessCase

SIDES: Final = {0: "inzet", 1: "zonder inzet", 2: "met inzet"}


@dataclass(frozen=True)
class LineExplanation:
    """One line with every factor of its value; the product of the factors is the value (M4)."""

    name: str
    what: str
    side: str
    place: str
    price_key: str
    price_trail: str
    source: str
    replaced: str
    """The entry of the parent book that this price took the place of; empty for most."""
    weak: str
    """Why the price is less firm than it looks; empty for most."""
    quantity: str
    quantity_used: float
    unit: str
    unit_price: float
    chance: float
    chance_note: str
    grade: Evidence | None
    realism: float
    attribution: float
    kept: float
    time: float
    time_note: str
    value: float
    by_payer: dict[str, float]
    payer_labels: dict[str, str]
    rules: tuple[str, ...]
    answers: str = ""
    """What author and reviewers answered, where they differ (M19)."""

    def steps(self) -> list[tuple[str, str]]:
        """The sum in words: what each step is called, and what it says."""
        used = counted(self.quantity_used, self.unit, 6)
        steps = [("hoeveelheid", self.quantity if self.quantity == used else f"{self.quantity} → {used}")]
        steps += [("prijs", self.price_trail), ("bron", self.source)]
        steps += [("vervangt", self.replaced)] if self.replaced else []
        steps += [("let op", f"deze prijs is minder zeker: {self.weak}")] if self.weak else []
        if self.side != SIDES[EFFORT]:
            steps.append(("kans", self.chance_note))
            if self.grade is not None:
                steps.append(("realisme", f"{number(self.realism, 3)} (bewijs: {self.grade.value}, M9)"))
            steps.append(
                ("toerekening", f"{share(self.attribution)} aan ons · {share(self.kept)} na verdringing")
            )
        if self.answers:
            steps.append(("antwoorden", self.answers))
        payers = " · ".join(f"{self.payer_labels[p]} {euro(value, 2)}" for p, value in self.by_payer.items())
        return [*steps, ("tijd", self.time_note), ("betalers", payers), ("regels", ", ".join(self.rules))]


@dataclass(frozen=True, repr=False)
class Explanation:
    """Every line of one case, and the totals they add up to."""

    case_id: str
    file: str
    lines: tuple[LineExplanation, ...]
    effort: float
    benefit: float

    @property
    def net(self) -> float:
        """Benefit minus effort, in euros."""
        return self.benefit - self.effort

    def line(self, name: str) -> LineExplanation:
        """One line by its name (`z1.2`). Raises KeyError with the names there are."""
        found = next((line for line in self.lines if line.name == name), None)
        if found is None:
            raise KeyError(f"regel '{name}' is er niet; wel: {', '.join(line.name for line in self.lines)}")
        return found

    def table(self) -> Table:
        """One row a line; the factors multiply to the value, in euros."""
        columns = (
            Column("regel"),
            Column("kant"),
            Column("prijs"),
            Column("hoeveelheid", "getal"),
            Column("eenheid"),
            Column("prijs per eenheid", "euro_cent"),
            Column("kans", "kans"),
            Column("realisme", "getal"),
            Column("toerekening", "aandeel"),
            Column("na verdringing", "aandeel"),
            Column("tijdfactor", "getal"),
            Column("waarde", "euro_cent"),
        )
        rows = [
            (
                *(x.name, x.side, x.price_key, x.quantity_used, x.unit, x.unit_price),
                *(x.chance, x.realism, x.attribution, x.kept, x.time, x.value),
            )
            for x in self.lines
        ]
        return Table(f"casus {self.case_id}, regel voor regel", columns, tuple(rows))

    @property
    def legend(self) -> list[tuple[str, str]]:
        """The rules that were used, each with its sentence."""
        used = sorted({rule for line in self.lines for rule in line.rules}, key=lambda rule: int(rule[1:]))
        return [(rule, RULES[rule].sentence) for rule in used if rule in RULES]

    def __str__(self) -> str:
        blocks = []
        for line in self.lines:
            head = f"{line.name}  {line.what}  =  {euro(line.value, 2)}   [{line.place}]"
            blocks.append("\n".join([head, *(f"      {name:<12} {words}" for name, words in line.steps())]))
        totals = f"inzet {euro(self.effort, 2)} · baten {euro(self.benefit, 2)} · saldo {euro(self.net, 2)}"
        rules = "\n".join(["regels:", *(f"  {rule}: {words}" for rule, words in self.legend)])
        return "\n\n".join([f"casus {self.case_id} ({self.file})", *blocks, totals, rules])

    __repr__ = __str__


def explain(bc: "BusinessCase", case_id: str) -> Explanation:
    """Explain one case of a business case. Raises KeyError when it is not in there."""
    place = next((i for i, loaded in enumerate(bc.cases) if loaded.case.id == case_id), None)
    if place is None:
        raise KeyError(f"casus '{case_id}' telt niet mee in deze businesscase")
    loaded = bc.cases[place]
    rows = np.flatnonzero(bc.columns.line_case == place)
    lines = tuple(
        _line(bc, loaded, name, line, int(row))
        for (name, line), row in zip(_named_lines(loaded.case), rows, strict=True)
    )
    effort = sum(sum(line.by_payer.values()) for line in lines if line.side == SIDES[EFFORT])
    benefit = sum(sum(line.by_payer.values()) for line in lines if line.side != SIDES[EFFORT])
    return Explanation(case_id, loaded.file, lines, effort, benefit)


def _named_lines(case: Case) -> list[tuple[str, EffortLine | CareLine]]:
    effort = [(name, line) for name, _, line in effort_lines(case)]
    return [*effort, *((line.name, line.line) for line in care_lines(case))]


def _line(
    bc: "BusinessCase", loaded: LoadedCase, name: str, line: EffortLine | CareLine, row: int
) -> LineExplanation:
    columns, values = bc.columns, bc.values
    side = int(columns.line_side[row])
    sign = -1.0 if side == WITH else 1.0
    shares = columns.purse_shares[columns.line_purse[row]]
    value = float(values.value[row])
    unit, trail, source = _price_words(bc, line, float(columns.line_unit_price[row]))
    answers = _answers(loaded.case, line, name)
    return LineExplanation(
        name=name,
        what=line.what or bc.book.prices[line.price or ""].label,
        side=SIDES[side],
        place=f"{loaded.file}:{loaded.line_numbers[name]}",
        price_key=line.price or "uitgave",
        price_trail=trail,
        source=source,
        replaced=replaced_words(bc.book, line.price) if line.price else "",
        weak=weak_words(bc.book, line.price, bc.settings.price_year) if line.price else "",
        quantity=_quantity_words(line),
        quantity_used=float(columns.line_quantity[row]) * sign,
        unit=unit + (" per jaar" if _per_year(bc, line) else ""),
        unit_price=float(columns.line_unit_price[row]),
        chance=float(columns.line_chance[row]),
        chance_note=_chance_words(loaded.case, line, name, float(columns.line_chance[row])),
        grade=_grade(loaded.case, line, name),
        realism=float(columns.line_realism[row]),
        attribution=float(columns.line_attribution[row]),
        kept=float(columns.line_kept[row]),
        time=float(values.time[row]),
        time_note=_time_words(bc, line, row),
        value=value,
        by_payer={p: value * float(s) for p, s in zip(columns.payers, shares, strict=True) if s},
        payer_labels={payer: bc.payer_label(payer) for payer in columns.payers},
        rules=_rules(loaded.case, line, side) + (("M19",) if answers else ()),
        answers=answers,
    )


def _quantity_words(line: EffortLine | CareLine) -> str:
    if line.quantity is None:
        return "uitgave"
    words = estimate_words(line.quantity)
    if isinstance(line, EffortLine):
        shared = [("groep van", line.group), ("gedeeld over", line.shared_over)]
        words += "".join(f", {text} {measure.number:g}" for text, measure in shared if measure)
    return words


def estimate_words(quantity: Quantity) -> str:
    """The typed value, and the mean that is used when there is a range (M8)."""
    if people_of(quantity):
        return (
            f"{answer_words(quantity)}, gemiddeld {significant(quantity.mean)} {unit_words(quantity)}".strip()
        )
    if quantity.is_point:
        return str(quantity)
    return f"{answer_words(quantity)}, gemiddeld {significant(quantity.mean)}"


def _price_words(bc: "BusinessCase", line: EffortLine | CareLine, amount: float) -> tuple[str, str, str]:
    """Unit, trail and source of a price or an expense."""
    target = bc.settings.price_year
    if isinstance(line, EffortLine) and line.expense is not None:
        spent = line.expense
        trail = (
            f"{euro(float(spent.amount), 2)} ({spent.price_year}) → {euro(amount, 2)} (prijspeil {target})"
        )
        return "keer", trail, spent.source
    assert line.price is not None
    price = bc.book.prices[line.price]
    value = price.value_for(target)
    return price.unit, price_trail(bc.book, line.price, target), source_words(bc.book, line.price, value)


def _chance_words(case: Case, line: EffortLine | CareLine, name: str, used: float) -> str:
    if isinstance(line, EffortLine):
        return "zeker"
    parts = []
    if name.startswith("z"):
        pathway = case.without[int(name[1:].split(".", maxsplit=1)[0]) - 1]
        if pathway.chance is not None:
            parts.append(f"pad {_typed(pathway.chance)}")
        elif pathway.deadweight is not None:
            parts.append(f"pad 1 − {_typed(pathway.deadweight)} (ook zonder ons)")
    if line.chance is not None:
        parts.append(f"regel {_typed(line.chance)}")
    if not parts:
        return "zeker (gezien)"
    if parts == [f"pad {share(used)}"]:
        return f"pad {chance(used)}"
    return f"{' × '.join(parts)} = {chance(used)}"


def _typed(estimate: Estimate) -> str:
    if people_of(estimate):
        return f"{answer_words(estimate)}, gemiddeld {share(getattr(estimate, 'mean', 0.0))}"
    values = [share(v) for v in estimate.points if v is not None]
    mean = getattr(estimate, "mean", None)
    used = f", gemiddeld {share(mean)}" if len(values) > 1 and mean is not None else ""
    return "–".join(values) + used


def _grade(case: Case, line: EffortLine | CareLine, name: str) -> Evidence | None:
    if isinstance(line, EffortLine) or not name.startswith("z"):
        return None
    return weakest_grade(case, line, case.without[int(name[1:].split(".", maxsplit=1)[0]) - 1])


def _time_words(bc: "BusinessCase", line: EffortLine | CareLine, row: int) -> str:
    columns = bc.columns
    mine = (columns.atom_line == row) & (columns.atom_weight > 0)
    factor = significant(float(bc.values.time[row]), 6)
    if not mine.any():
        return "telt niet mee"
    start = columns.atom_start[mine].min()
    end = min(float(columns.atom_end[mine].max()), float(columns.line_horizon[row]))
    when = f"van maand {number(start * 12, 1)} tot {number(end * 12, 1)} na de start"
    when = when if end > start else f"in één keer, {number(start * 12, 1)} maanden na de start"
    if start >= columns.line_horizon[row]:
        when = "helemaal na de horizon"
    is_flow = bool(columns.atom_is_flow[mine].any())
    words = f"{when}; contant ({bc.settings.regime_name}) {factor}{' jaar' if is_flow else ''}"
    ranges = [f"{name} {answer_words(t)}" for name, t in _timings(line) if not t.is_point]
    if ranges:
        words += f"; gemiddeld over {', '.join(ranges)} (M8)"
    if isinstance(line, CareLine) and line.delay is not None:
        words += "; uitgesteld, " + (
            "het einde schuift mee" if line.moves_end else "het einde blijft (korter verblijf)"
        )
    return words


def _per_year(bc: "BusinessCase", line: EffortLine | CareLine) -> bool:
    """Whether the quantity used is an intensity: written as one, or days that last as long as they say."""
    if line.quantity is None or line.price is None:
        return False
    lasts = line.duration is None and bc.book.prices[line.price].unit in PER_YEAR
    return line.quantity.per is not None or lasts


def _timings(line: EffortLine | CareLine) -> list[tuple[str, Duration]]:
    delay = line.delay if isinstance(line, CareLine) else None
    said = (("vanaf", line.start), ("duur", line.duration), ("uitstel", delay))
    return [(name, timing) for name, timing in said if timing is not None and not timing.is_lasting]


def _answers(case: Case, line: EffortLine | CareLine, name: str) -> str:
    """Every answer where reviewers gave another one than the author (M19)."""
    asked: list[tuple[str, Estimate | None]] = []
    if name.startswith("z"):
        pathway = case.without[int(name[1:].split(".", maxsplit=1)[0]) - 1]
        asked += [("kans op het pad", pathway.chance), ("ook zonder ons", pathway.deadweight)]
    chance_of_line = line.chance if isinstance(line, CareLine) else None
    asked += [("kans", chance_of_line), ("aantal", line.quantity), *_timings(line)]
    words = [(about, pooled_words(estimate)) for about, estimate in asked if estimate is not None]
    return "; ".join(f"{about}: {said}" for about, said in words if said)


def _rules(case: Case, line: EffortLine | CareLine, side: int) -> tuple[str, ...]:
    rules = ["M1", "M2", "M3", "M7", "M12"]
    if side == EFFORT:
        return tuple(rules)
    assert isinstance(line, CareLine)
    rules += ["M4", "M11"] if side != WITH else ["M4", "M6"]
    if line.delay is not None:
        rules.append("M5")
    if side != WITH:
        rules.append("M9")
    own: tuple[Estimate | None, ...] = (line.quantity, line.start, line.duration, line.delay, line.chance)
    if any(estimate is not None and not estimate.is_point for estimate in (*own, case.attribution[US])):
        rules.append("M8")
    return tuple(sorted(rules, key=lambda rule: int(rule[1:])))
