"""Hypothesis strategies: any price book, any settings, any case that reading would let through.

Numbers are built so that the checks of reading hold (chances together at most 1, effort within the
horizon …); `worlds` asks those checks once more and throws away what they would refuse. Nothing here is
realistic: it is what the forms allow. The parts are plain functions that draw, over strategies made once:
that makes it fast.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from functools import cache
from typing import Any, Final, NamedTuple, TypeVar

from builders import GRADES, make_book, make_component, make_settings, make_value
from hypothesis import assume
from hypothesis import strategies as st

from rendement.model.case import Case
from rendement.model.contained import helps_around, uncertain_times
from rendement.model.estimate import Quantity
from rendement.model.lines import care_lines
from rendement.model.price import Price, PriceBook
from rendement.model.review import Review
from rendement.model.reviewed import Question, questions
from rendement.model.settings import DisciplineSet, Settings
from rendement.model.units import PER_YEAR
from rendement.reading.cases.checks import check_case
from rendement.reading.cases.price_checks import check_prices
from rendement.reading.complaints.problems import errors
from rendement.reading.yaml.text import Text

T = TypeVar("T")
Draw = st.DrawFn
Fields = dict[str, Any]

PAYERS: Final = ("gemeente", "inwoner", "rijk", "zorgkantoor", "zorgverzekeraar")
SIDES: Final = {"inwoner": "inwoner", "zorgverzekeraar": "privaat"}
KINDS: Final = ("verzilverbaar", "capaciteit", "maatschappelijk")
CONVENTIONS: Final = ("continu", "begin", "midden", "eind")
RATES: Final = (0.0, 0.0225, 0.03, 0.15)
YEARS: Final = range(2021, 2029)
SPELLINGS: Final = {
    "uur": ("uur", "uren"),
    "dag": ("dagen", "weken", "maanden", "jaar"),
    "maand": ("dagen", "weken", "maanden", "jaar"),
    "jaar": ("weken", "maanden", "jaar"),
    "zitting": ("zittingen", "keer"),
    "dagdeel": ("dagdelen",),
}
"""Unit of a price → how a quantity of it may be written."""
WITH_HALFDAYS: Final = {"uur": "dagdelen", "dagdeel": "uren"}
TIMES: Final = {
    "dagen": PER_YEAR["dag"],
    "weken": PER_YEAR["week"],
    "maanden": PER_YEAR["maand"],
    "jaar": 1.0,
}
SHAPES: Final = ("pert", "pert", "pert-minmax", "driehoek", "uniform", "lognormaal")
TIMING: Final = ("pert", "pert", "pert-minmax")


class World(NamedTuple):
    """A case with the prices and settings it is valued with."""

    case: Case
    book: PriceBook
    settings: Settings

    def __repr__(self) -> str:
        """What was written, so that a failing example can be read."""
        documents = {"case": self.case, **self.book.prices, **self.book.series, "settings": self.settings}
        written = {name: d.model_dump(by_alias=True, exclude_unset=True) for name, d in documents.items()}
        return "\n".join(f"{name}: {document}" for name, document in written.items())


# ---------------------------------------------------------------- primitives


@cache
def _integers(least: int, most: int) -> st.SearchStrategy[int]:
    return st.integers(least, most)


@cache
def _one_of(options: tuple[Any, ...]) -> st.SearchStrategy[Any]:
    return st.sampled_from(options)


@cache
def _some_of(options: tuple[str, ...], least: int, most: int) -> st.SearchStrategy[list[str]]:
    return st.lists(st.sampled_from(options), min_size=least, max_size=most, unique=True)


def whole(draw: Draw, least: int, most: int) -> int:
    """A whole number."""
    return draw(_integers(least, most))


def pick(draw: Draw, options: Sequence[T]) -> T:
    """One of the options."""
    found: T = draw(_one_of(tuple(options)))
    return found


def now_and_then(draw: Draw, one_in: int = 3) -> bool:
    """True about once in so many times; shrinks to False."""
    return whole(draw, 0, one_in - 1) == one_in - 1


def hundredths(draw: Draw, least: float, most: float) -> float:
    """A number of at most two decimals, as people write them."""
    return whole(draw, round(least * 100), round(most * 100)) / 100


def some(draw: Draw, choices: dict[str, Callable[[Draw], Any]], most: int) -> Fields:
    """At most so many of these fields, each with a value."""
    return {name: choices[name](draw) for name in draw(_some_of(tuple(choices), 0, most))}


def shares(draw: Draw, names: Sequence[str], most: int = 3) -> dict[str, float]:
    """Some of the names with hundredths that sum to 1."""
    chosen = draw(_some_of(tuple(names), 1, most))
    cuts = [0, *sorted(whole(draw, 0, 99) for _ in chosen[1:]), 100]
    return {name: (cuts[i + 1] - cuts[i]) / 100 for i, name in enumerate(chosen)}


# ---------------------------------------------------------------- estimates


def a_range(draw: Draw, least: float, most: float, shapes: Sequence[str]) -> Fields:
    """Low, likely and high in order, in one of the shapes of M8."""
    shape = pick(draw, shapes)
    low = hundredths(draw, max(least, 0.01), most - 0.01)
    high = hundredths(draw, low + 0.01, most)
    if shape in ("uniform", "lognormaal"):
        return {"laag": low, "hoog": high, "verdeling": shape}
    return {"laag": low, "verwacht": hundredths(draw, low, high), "hoog": high, "verdeling": shape}


def an_estimate(draw: Draw, least: float, most: float, shapes: Sequence[str] = SHAPES) -> Fields:
    """A point (more often) or a range, now and then with a grade of its own."""
    ranged = most - least > 0.05 and now_and_then(draw)
    numbers = a_range(draw, least, most, shapes) if ranged else {"verwacht": hundredths(draw, least, most)}
    return {**numbers, "bewijs": pick(draw, GRADES)} if now_and_then(draw) else numbers


def a_chance(draw: Draw, least: float = 0.0, most: float = 1.0) -> Fields:
    """A chance; not log-normal, whose mean may lie above 1."""
    return an_estimate(draw, least, most, SHAPES[:-1])


def a_time(draw: Draw, most: float, point: bool = False) -> Fields:
    """A length of time of at most so many years, in any unit, as a point or three points."""
    unit = pick(draw, [name for name, per_year in TIMES.items() if most * per_year >= 1] or ["dagen"])
    room = int(most * TIMES[unit] * 100) / 100
    numbers = {"verwacht": hundredths(draw, 0, room)} if point else an_estimate(draw, 0, room, TIMING)
    return {**numbers, "eenheid": unit}


def a_horizon(draw: Draw) -> Fields:
    """Another horizon than that of the regime: one length above zero."""
    return {"duur": {"verwacht": hundredths(draw, 0.1, 60), "eenheid": "maanden"}, "reden": "test"}


def a_share(draw: Draw) -> float:
    """A share below 1, for the drop-off."""
    return hundredths(draw, 0, 0.95)


def a_grade(draw: Draw) -> str:
    """A grade of evidence."""
    return pick(draw, GRADES)


# ---------------------------------------------------------------- prices and settings


def an_amount(draw: Draw) -> Fields:
    """A point, a range or a composition."""
    if not now_and_then(draw, 4):
        return {"bedrag": an_estimate(draw, 0, 500)}
    operations = [pick(draw, ["maal", "gedeeld door", "toeslag"]) for _ in range(whole(draw, 0, 3))]
    parts = [("begin", hundredths(draw, 1, 100)), *((name, hundredths(draw, 0.1, 3)) for name in operations)]
    return {"opbouw": [make_component(operation, value) for operation, value in parts]}


def a_price(draw: Draw, unit: str) -> Fields:
    """A price per `unit`: any payers, any kind, one or two dated values, now and then a transfer."""
    years = [pick(draw, YEARS)]
    years += [years[0] + 1] if now_and_then(draw) else []
    changes: Fields = {
        "eenheid": unit,
        "betalers": shares(draw, PAYERS),
        "soort": pick(draw, KINDS),
        "variabel": hundredths(draw, 0, 1),
        "index": pick(draw, ["cpi", "lonen"]),
        "waarden": [make_value(prijspeil=year, **an_amount(draw)) for year in years],
    }
    if now_and_then(draw, 4):
        changes["overdracht_aan"] = pick(draw, PAYERS)
    if unit in WITH_HALFDAYS and now_and_then(draw, 2):
        changes["uren_per_dagdeel"] = hundredths(draw, 2, 5)
    return changes


@st.composite
def books(draw: Draw) -> PriceBook:
    """A book with three prices in different units, and two index series over all years."""
    names = draw(_some_of(tuple(SPELLINGS), 3, 3))
    index = {
        name: {year: whole(draw, 800, 1500) / 10 for year in (*YEARS, 2029)} for name in ("cpi", "lonen")
    }
    book = make_book({f"prijs.{unit}": a_price(draw, unit) for unit in names}, index)
    book = book.model_copy(update={"prices": some_includes(draw, book.prices)})
    payers = {name: {"naam": name, "perspectief": SIDES.get(name, "publiek")} for name in PAYERS}
    header = book.header.model_validate({**book.header.model_dump(by_alias=True), "betalers": payers})
    return book.model_copy(update={"header": header})


def some_includes(draw: Draw, prices: Mapping[str, Price]) -> dict[str, Price]:
    """One price that holds another, which may hold the third, or the first again; often none (M42)."""
    keys = draw(st.permutations(sorted(prices)))
    inner: dict[str, list[str]] = {}
    if now_and_then(draw, 2):
        inner[keys[0]] = [keys[1]]
        inner[keys[1]] = list(pick(draw, [(), (), (keys[2],), (keys[0],)]))
    return {
        key: price.model_copy(update={"includes": tuple(inner.get(key, ()))}) for key, price in prices.items()
    }


@st.composite
def settings_sets(draw: Draw, conventions: Sequence[str] = CONVENTIONS) -> Settings:
    """Any regime, realism and cashability, in any price year of the series."""
    return make_settings(
        price_year=pick(draw, YEARS),
        disconto=pick(draw, RATES),
        conventie=pick(draw, conventions),
        horizon=f"{pick(draw, [3, 6, 12, 18, 36])} maanden",
        factoren={grade: an_estimate(draw, 0.3, 1.3) for grade in GRADES},
        kansen={"overige": hundredths(draw, 0, 1), pick(draw, PAYERS): hundredths(draw, 0, 1)},
    )


def likely_horizon(settings: Settings) -> float:
    """The horizon of a regime in years: its likely value."""
    values = settings.regime.horizon.years.values
    return values[len(values) // 2]


# ---------------------------------------------------------------- lines


def a_unit(draw: Draw, book: PriceBook, key: str) -> str:
    """One of the ways to write a quantity of this price."""
    price = book.prices[key]
    halfdays = price.hours_per_halfday is not None and now_and_then(draw, 2)
    return WITH_HALFDAYS[price.unit] if halfdays else pick(draw, SPELLINGS[price.unit])


def a_total(draw: Draw, book: PriceBook, key: str) -> Fields:
    """A plain quantity, in shapes of timing where it may be a length of time; sometimes without a unit."""
    unit = {} if now_and_then(draw, 4) else {"eenheid": a_unit(draw, book, key)}
    return {**an_estimate(draw, 0, 400, TIMING if book.prices[key].unit in PER_YEAR else SHAPES), **unit}


def an_intensity(draw: Draw, book: PriceBook, key: str) -> Fields:
    """So much per day, week, month or year."""
    return {
        **an_estimate(draw, 0, 10),
        "eenheid": f"{a_unit(draw, book, key)} per {pick(draw, list(PER_YEAR))}",
    }


CARE_EXTRAS: Final[dict[str, Callable[[Draw], Any]]] = {
    "personen": lambda draw: pick(draw, [1, 4, "2 personen", 0.5]),
    "vanaf": lambda draw: a_time(draw, 5),
    "kans": a_chance,
    "verdringing": a_chance,
    "afbouw": a_share,
    "horizon": a_horizon,
    "bewijs": a_grade,
    "naast": lambda draw: "om een eigen reden",
}


def a_care_line(draw: Draw, book: PriceBook, delays: bool) -> Fields:
    """A line of help: intensity or total, with every way to say when, how long, how sure and how late."""
    if now_and_then(draw, 8):
        return a_spent_line(draw, delays)
    key = pick(draw, sorted(book.prices))
    line: Fields = {"prijs": key, **some(draw, CARE_EXTRAS, 3)}
    line |= {"betalers": shares(draw, PAYERS)} if now_and_then(draw, 6) else {}
    delayed = delays and now_and_then(draw, 2)
    if now_and_then(draw, 2):
        line["aantal"] = an_intensity(draw, book, key)
        lasts = now_and_then(draw)
        if not delayed or now_and_then(draw, 2):
            line["duur"] = "blijvend" if lasts else a_time(draw, 4)
    else:
        line["aantal"] = a_total(draw, book, key)
        line |= {"duur": a_time(draw, 4)} if now_and_then(draw, 2) else {}
    return {**line, **a_delay(draw, line)} if delayed else line


def a_spent_line(draw: Draw, delays: bool) -> Fields:
    """Help that cost an amount: at once, or evenly over its duration."""
    said = {key: value for key, value in some(draw, CARE_EXTRAS, 3).items() if key != "personen"}
    line: Fields = {"uitgave": an_expense(draw), **said}
    line |= {"duur": a_time(draw, 4)} if now_and_then(draw, 2) else {}
    return {**line, "uitstel": a_time(draw, 4)} if delays and now_and_then(draw) else line


def a_delay(draw: Draw, line: Fields) -> Fields:
    """A delay; the end may move along unless the line goes on until the horizon."""
    intensity = " per " in line["aantal"].get("eenheid", "")
    endless = line.get("duur") == "blijvend" or (intensity and "duur" not in line)
    return {"uitstel": a_time(draw, 4), "verschuift": not endless and now_and_then(draw, 2)}


def an_effort_line(draw: Draw, book: PriceBook, closing: float, end: float) -> Fields:
    """A line of effort: a total, an intensity or an expense, done before the horizon."""
    kind = pick(draw, ["total", "total", "intensity", "expense"])
    line: Fields = {"wat": "test", **a_divisor(draw)}
    latest = closing / 2 if now_and_then(draw) else 0.0
    if latest:
        line["vanaf"] = a_time(draw, latest, point=kind == "intensity")
    if now_and_then(draw):
        line["duur"] = a_time(draw, end - latest)
    if kind == "expense":
        return {**line, "uitgave": an_expense(draw)}
    key = pick(draw, sorted(book.prices))
    line |= some_persons(draw)
    line |= {"betalers": shares(draw, PAYERS)} if now_and_then(draw, 4) else {}
    if kind == "intensity":
        return {**line, "prijs": key, "aantal": an_intensity(draw, book, key)}
    lasting = book.prices[key].unit in PER_YEAR
    return {
        **line,
        "prijs": key,
        "aantal": a_time(draw, end - latest) if lasting else a_total(draw, book, key),
    }


def an_expense(draw: Draw) -> Fields:
    """An amount of some year, with its own payers."""
    year, amount = pick(draw, YEARS), hundredths(draw, 0, 900)
    return {"bedrag": amount, "prijspeil": year, "betalers": shares(draw, PAYERS), "bron": "test"}


def a_divisor(draw: Draw) -> Fields:
    """A group, or a function shared over cases, or both, or (mostly) neither."""
    group = {"groep": f"{whole(draw, 1, 20)} deelnemers"} if now_and_then(draw, 4) else {}
    shared = {"gedeeld_over": f"{whole(draw, 1, 99)} casussen"} if now_and_then(draw, 4) else {}
    return {**group, **shared}


def some_persons(draw: Draw) -> Fields:
    """Mostly one person."""
    return {"personen": whole(draw, 1, 6)} if now_and_then(draw, 4) else {}


# ---------------------------------------------------------------- cases


CORRECTIONS: Final[dict[str, Callable[[Draw], Any]]] = {
    "verdringing": a_chance,
    "afbouw": a_share,
    "horizon": a_horizon,
    "bewijs": a_grade,
}


def some_paths(draw: Draw, book: PriceBook) -> list[Fields]:
    """At most two paths whose chances sum to at most 1, all with a chance or all with a deadweight share."""
    room = list(shares(draw, ["een", "twee", "rest"]).values())[:2]
    deadweight = now_and_then(draw)
    found = []
    for share in room[: whole(draw, 0, 2)]:
        chance = (
            {"ook_zonder_ons": a_chance(draw, 1 - share)}
            if deadweight
            else {"kans": a_chance(draw, 0, share)}
        )
        care = [a_care_line(draw, book, delays=True) for _ in range(whole(draw, 1, 2))]
        grade = {"bewijs": a_grade(draw)} if now_and_then(draw, 2) else {}
        found.append({"pad": "test", **chance, **grade, "hulp": care})
    return found


def some_instead(draw: Draw, book: PriceBook, paths: list[Fields]) -> list[Fields]:
    """Help in the place of help without us that takes time: at most one line (M29)."""
    lasting = [
        f"z{p}.{i}"
        for p, path in enumerate(paths, 1)
        for i, line in enumerate(path["hulp"], 1)
        if "duur" in line
        or (
            "uitgave" not in line
            and (" per " in line["aantal"].get("eenheid", "") or book.prices[line["prijs"]].unit in PER_YEAR)
        )
    ]
    if not lasting or now_and_then(draw, 2):
        return []
    key = pick(draw, sorted(book.prices))
    part = {"deel": hundredths(draw, 0.01, 1)} if now_and_then(draw) else {}
    return [
        {
            "prijs": key,
            "aantal": an_intensity(draw, book, key),
            "in_plaats_van": pick(draw, lasting),
            **part,
        }
    ]


def some_paths_with_us(draw: Draw, book: PriceBook) -> list[Fields]:
    """Mostly none; else one or two paths of help that may still come (M11)."""
    if now_and_then(draw, 3):
        return []
    room = list(shares(draw, ["een", "twee", "rest"]).values())[: whole(draw, 1, 2)]
    return [
        {
            "pad": "test",
            "kans": a_chance(draw, 0, share),
            "hulp": [a_care_line(draw, book, delays=False) for _ in range(whole(draw, 1, 2))],
        }
        for share in room
    ]


def case_fields(draw: Draw, book: PriceBook, horizon: float) -> Fields:
    """A case as its author writes it, when the regime looks `horizon` years ahead."""
    started = date(2024, 1, 1) + timedelta(days=whole(draw, 0, 400))
    days = pick(draw, [0, 1, 30, 365]) if now_and_then(draw) else whole(draw, 2, 1500)
    closing = days / PER_YEAR["dag"]
    said = some(draw, CORRECTIONS, 2)
    if "horizon" in said:
        horizon = said["horizon"]["duur"]["verwacht"] / TIMES[said["horizon"]["duur"]["eenheid"]]
    return {
        "casus": "test-001",
        "fictief": True,
        "gestart": started,
        "afgesloten": started + timedelta(days=days),
        "context": {"gemeente": "teststad", "organisatie": "test", "thema": ["test"], "aanpak": ["test"]},
        "vraag": "test",
        "inzet": [an_effort_line(draw, book, closing, closing + horizon) for _ in range(whole(draw, 1, 2))],
        "zonder_inzet": (paths := some_paths(draw, book)),
        "met_inzet": [
            *(a_care_line(draw, book, delays=False) for _ in range(whole(draw, 0, 2))),
            *some_instead(draw, book, paths),
            *some_paths_with_us(draw, book),
        ],
        "toerekening": {"wij": a_chance(draw)},
        **said,
    }


def is_valid(case: Case, book: PriceBook, settings: Settings) -> bool:
    """Whether reading would let this case through."""
    text = Text("test.yaml", "")
    found = check_prices(text, case, book, settings.price_year, likely_horizon(settings))
    return not errors([*check_case(text, case), *found]) and _can_be_gone_through(case, book)


MOST_TIMES: Final = 4


def _can_be_gone_through(case: Case, book: PriceBook) -> bool:
    """Whether the slow twin can go through all times of help inside other help (M42)."""
    lines = list(care_lines(case))
    around = helps_around(lines, book.prices)
    return all(uncertain_times(line, around.get(line.name, [])) <= MOST_TIMES for line in lines)


def in_a_circle(book: PriceBook) -> bool:
    """Whether some price holds a price that holds it: reading refuses such a book (R642)."""
    held = {key: set(price.includes) for key, price in book.prices.items()}
    for _ in held:
        held = {
            key: mine | {far for near in mine for far in held.get(near, ())} for key, mine in held.items()
        }
    return any(key in mine for key, mine in held.items())


@st.composite
def worlds(draw: Draw, conventions: Sequence[str] = CONVENTIONS) -> World:
    """A case with prices and settings, checked as reading checks it."""
    book, settings = draw(books()), draw(settings_sets(conventions))
    assume(not in_a_circle(book))
    case = Case.model_validate(case_fields(draw, book, likely_horizon(settings)))
    assume(is_valid(case, book, settings))
    return World(case, book, settings)


# ---------------------------------------------------------------- reviews


class Reviewed(NamedTuple):
    """A world with reviews that fit it, and disciplines of which some fit its prices."""

    world: World
    reviews: list[Review]
    disciplines: DisciplineSet


REVIEWERS: Final = {"rv-1": "wijkteam", "rv-2": "huisarts", "rv-3": "onbekend"}


@st.composite
def reviewed_worlds(draw: Draw, most: int = 3) -> Reviewed:
    """At most so many estimates of a case, each answered by some of three reviewers."""
    world = draw(worlds())
    asked = [question for question in questions(world.case) if can_differ(question, world.book)]
    assume(asked)
    chosen = draw(st.lists(_one_of(tuple(range(len(asked)))), min_size=1, max_size=most, unique=True))
    said: dict[str, dict[str, Fields]] = {who: {} for who in REVIEWERS}
    for question in (asked[number] for number in chosen):
        for who in draw(_some_of(tuple(REVIEWERS), 1, 2)):
            said[who].setdefault(question.line, {})[question.field] = an_answer(draw, question, world.book)
    reviews = [a_review(who, answers) for who, answers in said.items() if answers]
    keys = sorted(world.book.prices)
    roles = {"wijkteam": keys[:2], "huisarts": keys[1:]}
    named = {role: {"prijzen": judged, "inzet": True, "grond": "test"} for role, judged in roles.items()}
    given = {"titel": "Test", "vanaf": date(2025, 1, 1), "bron": "test", "rollen": named}
    return Reviewed(world, reviews, DisciplineSet.model_validate(given))


def can_differ(question: Question, book: PriceBook) -> bool:
    """Not days of effort, which may not pass the horizon."""
    return not question.line.startswith("i") or book.prices[question.prices[0]].unit not in PER_YEAR


def an_answer(draw: Draw, question: Question, book: PriceBook) -> Fields:
    """An answer of the same nature, in a unit that fits."""
    if question.field in ("kans", "ook_zonder_ons"):
        return a_chance(draw)
    if question.field != "aantal":
        return a_time(draw, 4)
    key = question.prices[0]
    intensity = isinstance(question.estimate, Quantity) and question.estimate.per is not None
    return an_intensity(draw, book, key) if intensity else a_total(draw, book, key)


def a_review(who: str, answers: dict[str, Fields]) -> Review:
    """What one reviewer says of the test case."""
    lines = [{"regel": line, "eigen": own} for line, own in answers.items()]
    head = {"casus": "test-001", "rol": REVIEWERS[who], "beoordelaar": who, "datum": date(2030, 1, 1)}
    return Review.model_validate({**head, "oordelen": lines})
