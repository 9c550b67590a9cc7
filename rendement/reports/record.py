"""A business case as plain values, for another program."""

from collections.abc import Sequence
from typing import Any

from rendement.reports.costs_words import losing_payers
from rendement.results.account.provenance import provenance, provenance_table
from rendement.results.account.sentence import sentence
from rendement.results.build_up.events import events_avoided
from rendement.results.build_up.gross_to_net import gross_to_net
from rendement.results.build_up.help_cost import help_costs
from rendement.results.critique.facts import Objection
from rendement.results.critique.objections import objections_table
from rendement.results.explaining.explain import explain
from rendement.results.paying.cash_flow import Payback, cash_flow_table, paybacks
from rendement.results.paying.cashable import cash_years
from rendement.results.reviewed.reviews import disagreement
from rendement.results.sensitivity.sensitivity import switching_values
from rendement.results.table import Table
from rendement.results.uncounted.other_form import time_record
from rendement.results.value.programme_costs import missing_words
from rendement.results.value.valued import ValuedCases


def business_case_record(bc: ValuedCases) -> dict[str, Any]:
    """Every figure; null where it is withheld, with the reason beside it (M32, M33)."""
    return {
        "baten": bc.benefit,
        "kosten": bc.cost,
        "saldo": bc.net,
        **costs_record(missing_words(bc)),
        "saldo_bijgeschat": bc.estimated_net,
        "baten_per_euro": bc.ratio,
        "reden_geen_verhouding": bc.ratio_withheld,
        "meer_kosten_voor": losing_payers(bc.groups("betaler"), bc.payer_label),
        "terugverdiend": [_payback(found) for found in paybacks(bc).values()],
        "zin": sentence(bc),
        "verantwoording": provenance_table(provenance(bc)).to_dicts(),
        "betalers": bc.by("betaler").to_dicts(),
        "geldkolommen": bc.money_columns().to_dicts(),
        "programmas": bc.programme_table().to_dicts(),
        "kasstroom": cash_flow_table(bc).to_dicts(),
        **time_record(bc),
        "verschil_van_mening": disagreement(bc).to_dicts(),
        **paying_record(bc),
    }


def costs_record(missing: str | None) -> dict[str, Any]:
    """Whether all costs are counted, and what is missing (M32)."""
    return {"kosten_volledig": missing is None, "let_op": missing}


def paying_record(bc: ValuedCases) -> dict[str, Any]:
    """What a payer asks: the cashable money per year, the steps from gross to net, help and events."""
    return {
        "verzilverbaar_per_jaar": cash_years(bc).to_dicts(),
        "bruto_naar_netto": gross_to_net(bc).to_dicts(),
        "hulp_met_en_zonder_ons": help_costs(bc).to_dicts() + help_costs(bc, "programma").to_dicts(),
        "voorkomen_gebeurtenissen": events_avoided(bc).to_dicts(),
    }


def _payback(found: Payback) -> dict[str, Any]:
    return {
        "betaler": found.payer,
        "maand": found.month and f"{found.month:%Y-%m}",
        "maanden_na_start": found.months_after_start,
        "reden_niet_gegeven": found.withheld,
    }


def besides(tables: Sequence[Table], found: Sequence[Objection]) -> dict[str, Any]:
    """What was asked for besides: breakdowns, and objections with their grounds."""
    said = {table.title: table.to_dicts() for table in tables}
    return said | ({"tegenspraak": objections_table(found).to_dicts()} if found else {})


def case_record(bc: ValuedCases, case_id: str, switching: bool) -> dict[str, Any]:
    """One case line by line; with its switching values where asked for."""
    explanation = explain(bc, case_id)
    record: dict[str, Any] = {
        "casus": case_id,
        "regels": explanation.to_dicts(),
        "inzet": explanation.effort,
        "baten": explanation.benefit,
        "netto": explanation.net,
        "hulp_met_en_zonder_ons": help_costs(bc, "casus")[case_id].record(),
        "bruto_naar_netto": gross_to_net(bc, case=case_id).to_dicts(),
        "zin": sentence(bc, costs=False),
        "verantwoording": provenance_table(provenance(bc)).to_dicts(),
    }
    if switching:
        values = switching_values(bc, case_id)
        record["omslagpunten"] = [
            {"regel": v.line, "schatting": v.about, "nu": v.now, "omslag": v.switch, "eenheid": v.unit}
            for v in values
        ]
    return record
