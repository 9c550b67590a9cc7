"""What results show of themselves in Python: as text, in a notebook, and the figures of a business case.

Everything a business case can be asked is found by looking at it: what needs something first has it in
`_asked`, and what is not asked stands in `NOT_ASKED` with its reason. Anything else that cannot be asked is
an error, so that nothing new is forgotten.
"""

import datetime
import inspect
from collections.abc import Iterator
from typing import Any, Final

from reference.screens import dimensions

NOT_ASKED: Final = {
    "columns": "arrays of the engine",
    "values": "arrays of the engine",
    "money": "arrays of the engine",
    "weights": "arrays of the engine",
    "months": "arrays of the engine",
    "case_totals": "arrays of the engine",
    "members": "needs a part of the engine",
    "effort_in": "needs a part of the engine",
    "said_of": "needs a part of the engine",
    "overhead_of": "needs a loaded programme; in the workbook",
    "stated_cost_of": "needs a loaded programme; in the workbook",
    "payer_side": "needs a payer; in the workbook",
    "co_investment": "asks for an agreement; on the sheet Meebetalen",
    "groups": "the records behind `by`",
    "place_of": "needs a part of the engine",
    "to_excel": "a run of its own",
}
"""Name → why it is not asked here."""


PLAIN: Final = (str, int, float, datetime.date, type(None))


def answers(bc: Any, first: str) -> Iterator[tuple[str, str]]:
    """`(name, text)` of everything a business case can be asked."""
    for name, value in _asked(bc, first):
        if lines := list(_told(name, value)):
            yield name, "\n".join(lines) + "\n"


def _asked(bc: Any, first: str) -> Iterator[tuple[str, Any]]:
    yield "businesscase", bc
    yield from ((f"by {name}", bc.by(name)) for name in dimensions())
    yield "by wijk betaler", bc.by("wijk", "betaler")
    yield from ((f"explain {loaded.case.id}", bc.explain(loaded.case.id)) for loaded in bc.cases)
    yield "switching_values", bc.switching_values(first)
    keys = [one.key for one in bc.influences()][:2]
    if len(keys) == 2:
        yield "grid", bc.grid(*keys)
    yield "compare", bc.compare(price_year=2024, draws=1_000)
    yield "balance until", bc.balance(until=datetime.date(2026, 12, 31))
    yield "payer_label", [bc.payer_label(payer) for payer in bc.book.header.payers]
    yield from ((f"help_costs {per}", bc.help_costs(per)) for per in ("programma", "casus"))
    done = {"by", "explain", "switching_values", "grid", "compare", "payer_label"}
    for name in sorted(set(_names(bc)) - set(NOT_ASKED) - done):
        yield from _any(bc, name, first)


def _names(bc: Any) -> list[str]:
    """The public properties and methods of its class; not its fields, which are what it was made of."""
    fields = getattr(type(bc), "__dataclass_fields__", {})
    return [name for name in dir(type(bc)) if not name.startswith("_") and name not in fields]


def _any(bc: Any, name: str, first: str) -> Iterator[tuple[str, Any]]:
    """A property, or a method as it is without arguments, and of one case where it can be."""
    value = getattr(bc, name)
    if not callable(value):
        yield name, value
        return
    yield name, value()
    of_case = {"case_id", "case"} & set(inspect.signature(value).parameters)
    if of_case:
        yield f"{name} casus", value(**{of_case.pop(): first})


def _told(name: str, value: Any) -> Iterator[str]:
    """A result as text and as a notebook shows it, a list one by one, and plain values.

    Records that show nothing of themselves are how the house is built inside, and may change.
    """
    if hasattr(value, "_repr_html_"):
        yield f"== {name}"
        yield from (str(value), "-- html", value._repr_html_())
    elif isinstance(value, dict):
        for key in value:
            yield from _told(f"{name} {key}", value[key])
    elif isinstance(value, list | tuple):
        for number, one in enumerate(value, 1):
            yield from _told(f"{name} {number}", one)
    elif isinstance(value, PLAIN):
        yield f"== {name}: {value}"
