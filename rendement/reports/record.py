"""A business case as plain values, for another program."""

from typing import Any

from rendement.reports.costs_words import losing_payers
from rendement.reports.paying_words import paying_record
from rendement.results.business_case import BusinessCase
from rendement.results.cash_flow import Payback, paybacks
from rendement.results.programme_costs import missing_words


def business_case_record(bc: BusinessCase) -> dict[str, Any]:
    """Every figure; null where it is withheld, with the reason beside it (M32, M33)."""
    return {
        "baten": bc.benefit,
        "kosten": bc.cost,
        "saldo": bc.net,
        **costs_record(bc),
        "saldo_bijgeschat": bc.estimated_net,
        "baten_per_euro": bc.ratio,
        "reden_geen_verhouding": bc.ratio_withheld,
        "meer_kosten_voor": losing_payers(bc),
        "terugverdiend": [_payback(found) for found in paybacks(bc).values()],
        "zin": bc.sentence(),
        "betalers": bc.by("betaler").to_dicts(),
        "geldkolommen": bc.money_columns().to_dicts(),
        "programmas": bc.programme_table().to_dicts(),
        "kasstroom": bc.cash_flow().to_dicts(),
        "verschil_van_mening": bc.disagreement().to_dicts(),
        **paying_record(bc),
    }


def costs_record(bc: BusinessCase) -> dict[str, Any]:
    """Whether all costs are counted, and what is missing (M32)."""
    return {"kosten_volledig": bc.costs_complete, "let_op": missing_words(bc)}


def _payback(found: Payback) -> dict[str, Any]:
    return {
        "betaler": found.payer,
        "maand": found.month and f"{found.month:%Y-%m}",
        "maanden_na_start": found.months_after_start,
        "reden_niet_gegeven": found.withheld,
    }
