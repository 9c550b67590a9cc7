"""What a business case can be asked beyond its totals; each question lives in a module of its own."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, cast

from rendement.results.telling.suppression import DEFAULT_THRESHOLD
from rendement.words.misuse import must_be

if TYPE_CHECKING:
    from rendement.asking.business_case import BusinessCase
    from rendement.model.price import PriceBook
    from rendement.results.account.provenance import Stated
    from rendement.results.build_up.events import EventCosts
    from rendement.results.build_up.gross_to_net import GrossToNet
    from rendement.results.build_up.help_cost import HelpCosts
    from rendement.results.critique.facts import Objections
    from rendement.results.doubt.compare import Comparison
    from rendement.results.doubt.uncertainty import Uncertainty
    from rendement.results.explaining.explain import Explanation
    from rendement.results.paying.balance import Balance
    from rendement.results.paying.cash_flow import Payback
    from rendement.results.paying.cashable import CashYears
    from rendement.results.paying.co_investment import Agreement, Terms
    from rendement.results.sensitivity.influence import Influences, NextQuestion
    from rendement.results.sensitivity.sensitivity import SwitchingValues
    from rendement.results.table import Table
    from rendement.results.uncounted.double_counting import Overlap
    from rendement.results.worlds.run_record import RunRecord


class Questions:
    """How sure it is (M16–M18), what can be said against it, and who could pay what."""

    @property
    def _me(self) -> "BusinessCase":
        return cast("BusinessCase", self)

    def uncertainty(
        self,
        draws: int = 10_000,
        seed: int = 1,
        *,
        engine: Literal["brute", "conditional"] | None = None,
        events: bool = False,
        combined: bool = False,
        workers: int = 1,
        spread: str | None = None,
        progress: Callable[[int, int], None] | None = None,
    ) -> "Uncertainty":
        """Bands for estimates, cases and reviewers, the chance that it pays, and the record of the run (M16).

        `engine`: `brute` draws every estimate, `conditional` draws what cases share and takes the
        rest exactly; the latter from 50 cases on. `events` draws one path per case (M11). `combined` adds a
        band for estimates and cases together.
        `spread` names the set for prices without a range. Raises ValueError for
        fewer than 100 draws or a negative seed; ReadingError for an unknown set.
        """
        from rendement.results.doubt.uncertainty import Choices, uncertainty

        chosen = Choices(draws, seed, engine, events, combined, workers, spread)
        return uncertainty(self._me, chosen, progress)

    def switching_values(self, case_id: str) -> "SwitchingValues":
        """Per estimate of one case: the value at which its net is zero (M17)."""
        from rendement.results.sensitivity.sensitivity import switching_values

        return switching_values(self._me, case_id)

    def influences(self, case_id: str | None = None, spread: str | None = None) -> "Influences":
        """Per estimate: what its low and high do to the net, its share of the variance, its EVPPI (M18).

        Of one case, or of the whole base. Raises CannotAdd for an unknown case.
        """
        from rendement.results.sensitivity.influence import influences

        return influences(self._me, case_id, spread)

    def tornado(self, case_id: str | None = None, most: int = 12) -> "Table":
        """The estimates that move the net most, each at its low and high, the others at their mean (M18)."""
        return self.influences(case_id).tornado(most)

    def next_question(self, case_id: str | None = None) -> "NextQuestion | None":
        """The one estimate most worth asking about, and whom to ask; None when nothing is uncertain."""
        return self.influences(case_id).next_question()

    def answers(self, case_id: str | None = None) -> "Table":
        """Every answer of authors and reviewers, a row each, and what they pool to (M19).

        Of one case, or of all cases that were reviewed.
        """
        from rendement.results.reviewed.reviews import answers_table

        return answers_table(self._me, case_id)

    def scenarios(self, case_id: str | None = None) -> "Table":
        """The net when everything turns out careful, as expected, or optimistic."""
        from rendement.results.sensitivity.scenarios import scenarios

        return scenarios(self._me, case_id)

    def grid(self, one: str, other: str, case_id: str | None = None) -> "Table":
        """The net at five values of one input by five of another; inputs by the `key` of `influences` (M18).

        Raises KeyError for an unknown input.
        """
        from rendement.results.sensitivity.scenarios import grid

        return grid(self._me, one, other, case_id)

    def compare(
        self,
        other: "BusinessCase | None" = None,
        *,
        draws: int = 10_000,
        seed: int = 1,
        prices: "PriceBook | str | None" = None,
        **settings: Any,
    ) -> "Comparison":
        """Another price book, settings or cases in the same worlds, with the band of the difference.

        Give another business case, or what should be different: `prices`, `price_year`, `regime`, `realism`,
        `cashability`.
        """
        from rendement.asking.business_case import BusinessCase
        from rendement.results.doubt.compare import compare, varied

        must_be("other", other, (BusinessCase, type(None)), "een businesscase: business_case(cases)")
        return compare(self._me, other or varied(self._me, prices, settings), draws, seed)

    def balance(self, months: int | None = None, *, until: date | None = None) -> "Balance":
        """What every payer paid and gained, undiscounted, after so many months or until a date (M38).

        `months` since the own start of every case and programme; `until` on the calendar, in whole months;
        neither: all there will be. Raises WrongValue for both, or for fewer than 1 month.
        """
        from rendement.results.paying.balance import balance

        return balance(self._me, months, until)

    def cash_years(self) -> "CashYears":
        """Per payer and year the money its budget could go down by, undiscounted (M13, M21)."""
        from rendement.results.paying.cashable import cash_years

        return cash_years(self._me)

    def gross_to_net(self, programme: str | None = None, case: str | None = None) -> "GrossToNet":
        """What benefits would be if all were sure, and what every factor of M4 takes off, down to the net.

        Of everything, of one programme, or of one case. Raises Unknown (a KeyError) for another name.
        """
        from rendement.results.build_up.gross_to_net import gross_to_net

        return gross_to_net(self._me, programme, case)

    def help_costs(self, per: str | None = None) -> "HelpCosts":
        """What help costs with us, of what it would have cost without: of all, or per `programma` or `casus`.

        Raises Unknown (a KeyError) for anything else.
        """
        from rendement.results.build_up.help_cost import help_costs

        return help_costs(self._me, per)

    def events_avoided(self) -> "EventCosts":
        """Per programme and kind of event: how many fewer are expected, and what one less costs."""
        from rendement.results.build_up.events import events_avoided

        return events_avoided(self._me)

    def objections(
        self,
        uncertainty: "Uncertainty | None" = None,
        influences: "Influences | None" = None,
        threshold: int = DEFAULT_THRESHOLD,
    ) -> "Objections":
        """What a critical economist would say of these very cases, each with the figure that answers it.

        With an uncertainty or influences worked out before, also what those show. A price is named only when
        at least `threshold` cases use it.
        """
        from rendement.results.critique.objections import objections

        return objections(self._me, uncertainty, influences, threshold)

    def co_investment(self, terms: "Terms") -> "tuple[Agreement, ...] | None":
        """What each payer would pay under five agreements; they only move money (G4).

        None while costs are incomplete: `withheld_reason` says so (M32).
        Raises CannotAdd for an unknown payer, ValueError for a share outside 0–1.
        """
        from rendement.results.paying.co_investment import Terms, co_investment

        must_be("terms", terms, Terms, "een afspraak over meebetalen: Terms(...) uit results.co_investment")
        found = co_investment(self._me, terms)
        return found if self._me.costs_complete else None

    def cash_flow(self, period: str = "jaar") -> "Table":
        """Undiscounted benefit, cost and net per payer per calendar `jaar` or `maand` (M21)."""
        from rendement.results.paying.cash_flow import cash_flow_table

        return cash_flow_table(self._me, period)

    def payback(self, payer: str | None = None) -> "Payback":
        """When the cumulative net of all payers, or of one, reaches 0 and stays there (M21)."""
        from rendement.results.paying.cash_flow import payback

        return payback(self._me, payer)

    def explain(self, case_id: str) -> "Explanation":
        """One case line by line: quantity, price, source, chance and rule of every figure."""
        from rendement.results.explaining.explain import explain

        return explain(self._me, case_id)

    def receipts(self, **only: str) -> "Table":
        """The lines behind a figure, one row per line and payer: `receipts(betaler="gemeente")`."""
        from rendement.results.value.receipts import receipts

        return receipts(self._me, **only)

    def weak_prices(self) -> "Table":
        """The weak prices this leans on (grade, old, ended, forecast), with their part of the benefits."""
        from rendement.results.prices.weak_prices import weak_prices

        return weak_prices(self._me)

    def double_counting(self) -> "list[Overlap]":
        """Help that may be counted twice, within and between cases (M20)."""
        from rendement.results.uncounted.double_counting import overlaps

        return overlaps(self._me)

    def disagreement(self) -> "Table":
        """Where reviewers and authors differ: how far apart, and what it does to the case (M19)."""
        from rendement.results.reviewed.reviews import disagreement

        return disagreement(self._me)

    def outcomes_by_person(self, case_id: str | None = None) -> "Table":
        """Per reviewed case: the outcome with each person's answers, and with all pooled (M16, M19)."""
        from rendement.results.reviewed.reviews import outcomes

        return outcomes(self._me, case_id)

    def sentence(
        self, band: str | None = None, at_least: int = 1, *, cash: bool = True, costs: bool = True
    ) -> str:
        """The sentence that goes with every output (M24); `band` says which band stands with it.

        Numbers of fewer people than `at_least` are not told, nor what would tell them; without `cash` it
        does not say what payers may save, without `costs` not that costs are incomplete (M32): of one case
        by itself they never are.
        """
        from rendement.results.account.sentence import sentence

        return sentence(self._me, band, at_least, cash=cash, costs=costs)

    def provenance(
        self, record: "RunRecord | None" = None, at_least: int = 1, edition: str = "volledig"
    ) -> "tuple[Stated, ...]":
        """The account that goes with the sentence (M24): names and hashes of all this was made with."""
        from rendement.results.account.provenance import provenance

        return provenance(self._me, record, at_least, edition)

    def to_excel(
        self,
        path: str | Path,
        threshold: int = DEFAULT_THRESHOLD,
        *,
        with_text: bool = False,
        shareable: bool = False,
        draws: int = 10_000,
        seed: int = 1,
    ) -> Path:
        """Write the workbook, all or nothing; the same inputs give the same bytes. Returns the path.

        Groups of fewer cases than `threshold` are not shown by themselves (L3); free text of cases only
        `with_text`; `draws` and `seed` are those of the bands (M16). Beyond 2,000 lines these stand in
        groups, and all of them in a CSV beside it. The `shareable` edition can be passed on: nothing in it is
        about fewer cases than `threshold`, also not by subtraction. Raises OSError when it cannot be written,
        ValueError for a name that is no .xlsx, too few cases to share, or free text in what is shared.
        """
        from rendement.reports.excel.workbook import write_workbook

        must_be("path", path, (str, Path), "de naam van een bestand: 'businesscase.xlsx'")
        return write_workbook(
            self._me, Path(path), threshold, with_text=with_text, shareable=shareable, draws=draws, seed=seed
        )
