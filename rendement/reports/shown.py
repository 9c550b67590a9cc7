"""What every result is shown as: one content each, from which text and HTML are made."""

from functools import singledispatch

from rich.console import RenderableType

from rendement.reports.cards import business_case_card, payback_words, switching_card
from rendement.reports.objections_card import objection_card, objections_card
from rendement.reports.text import card_html, rendered, table_html, table_text, text_html
from rendement.reports.uncertainty_card import uncertainty_card
from rendement.results.critique.facts import Objection, Objections
from rendement.results.doubt.compare import Comparison
from rendement.results.doubt.uncertainty import Uncertainty
from rendement.results.explaining.explain import Explanation, LineExplanation
from rendement.results.paying.cash_flow import Payback
from rendement.results.sensitivity.influence import Influences, NextQuestion
from rendement.results.sensitivity.sensitivity import SwitchingValue, SwitchingValues
from rendement.results.table import AsTable, Table
from rendement.results.uncounted.double_counting import Overlap
from rendement.results.value.valued import ValuedCases
from rendement.words.shown import Shown

Content = Table | RenderableType
"""A table, a card, or (a `str`) lines as they stand."""


@singledispatch
def content(result: Shown) -> Content:
    """What a result is shown as."""
    raise NotImplementedError(f"{type(result).__name__} has no content in reports/shown.py")


def as_text(result: Shown) -> str:
    """The content as text without colour."""
    found = content(result)
    if isinstance(found, Table):
        return table_text(found)
    return found if isinstance(found, str) else rendered(found)


def as_html(result: Shown) -> str:
    """The content for a notebook; what people wrote is text there."""
    found = content(result)
    if isinstance(found, Table):
        return table_html(found)
    return text_html(found) if isinstance(found, str) else card_html(found)


@content.register
def _(result: Table) -> Content:
    return result


@content.register
def _(result: AsTable) -> Content:
    return result.table()


@content.register
def _(result: ValuedCases) -> Content:
    return business_case_card(result)


@content.register
def _(result: Uncertainty) -> Content:
    return uncertainty_card(result)


@content.register
def _(result: SwitchingValues) -> Content:
    return switching_card(result)


@content.register
def _(result: Objections) -> Content:
    return objections_card(result)


@content.register
def _(result: Objection) -> Content:
    return objection_card(result)


@content.register
def _(result: Influences) -> Content:
    return result.tornado()


@content.register
def _(result: Comparison) -> Content:
    return result.rounded()


@content.register
def _(result: Explanation) -> Content:
    return result.text


@content.register
def _(result: LineExplanation) -> Content:
    return result.text


@content.register
def _(result: Payback) -> Content:
    return payback_words(result)


@content.register
def _(result: Overlap) -> Content:
    return result.sentence


@content.register(NextQuestion)
@content.register(SwitchingValue)
def _(result: NextQuestion | SwitchingValue) -> Content:
    return result.sentence
