"""The verbs geldstroom and bruto, and what businesscase and bereken say of the same."""

from pathlib import Path

import pytest
from test_cli import Terminal, casussen, rendement

from rendement.reading.books.price_books import examples_root
from rendement.results.build_up.gross_to_net import steps

__all__ = ["casussen", "rendement"]
STAPJEFITTER = examples_root() / "stapjefitter"


def test_the_balance_on_the_screen(rendement: Terminal, casussen: Path) -> None:
    found = rendement("geldstroom", casussen, "--na-maanden", "24", "--na-maanden", "6")
    assert found.code == 0
    head = next(line for line in found.out.splitlines() if line.startswith("betaler"))
    assert head.index("na 6 maanden") < head.index("na 24 maanden") < head.index("alles")
    assert "vanaf de start van elke casus" in found.out
    assert "Hoogstens verzilverbaar per jaar" in " ".join(found.out.split())


def test_the_balance_until_a_day(rendement: Terminal, casussen: Path) -> None:
    found = rendement("geldstroom", casussen, "--tot", "2025-12-31")
    assert "tot en met 31-12-2025" in found.out
    assert "na 12 maanden" not in found.out
    wrong = rendement("geldstroom", casussen, "--tot", "31 december")
    assert wrong.code == 2
    assert "--tot" in wrong.err


def test_the_balance_for_another_program(rendement: Terminal, casussen: Path) -> None:
    found = rendement("geldstroom", casussen, "--json").json
    twelve, *_, everything = found["saldo_na"]
    assert (twelve["na_maanden"], everything["na_maanden"]) == (12, None)
    for balance in found["saldo_na"]:
        assert sum(payer["netto"] for payer in balance["betalers"]) == pytest.approx(balance["saldo"])
    flow = sum(row["netto"] for row in found["kasstroom"])
    assert everything["saldo"] == pytest.approx(flow)
    assert {"betaler", "jaar", "hoogstens verzilverbaar"} == set(found["verzilverbaar_per_jaar"][0])


def test_a_wrong_number_of_months(rendement: Terminal, casussen: Path) -> None:
    found = rendement("geldstroom", casussen, "--na-maanden", "0")
    assert (found.code, "--na-maanden: geef minstens 1" in found.err) == (2, True)


def test_from_gross_to_net_on_the_screen(rendement: Terminal, casussen: Path) -> None:
    found = rendement("bruto", casussen)
    assert found.code == 0
    rows = [line.split("  ")[0] for line in found.out.splitlines()]
    kept = [factor.name for factor in steps() if factor.name in rows]
    assert {"bruto", "kans op het pad", "toerekening", "baten", "saldo"} <= set(rows)
    assert [row for row in rows if row in kept] == kept
    assert "Verandert niets: " in found.out
    assert "van wat zij zonder ons gekost had" in found.out


def test_from_gross_to_net_of_one(rendement: Terminal) -> None:
    case = rendement("bruto", STAPJEFITTER, "--casus", "sf-2025-05", "--json").json["bruto_naar_netto"]
    alone = rendement("bereken", STAPJEFITTER, "--casus", "sf-2025-05", "--json").json["casussen"][0]
    assert case[-1]["dan"] == pytest.approx(alone["netto"])
    assert alone["bruto_naar_netto"][-1]["dan"] == pytest.approx(alone["netto"])
    programme = rendement("bruto", STAPJEFITTER, "--programma", "stapjefitter-2025")
    assert "van bruto naar netto: stapjefitter-2025" in programme.out
    both = rendement("bruto", STAPJEFITTER, "--programma", "x", "--casus", "y")
    assert (both.code, "niet allebei" in both.err) == (2, True)
    unknown = rendement("bruto", STAPJEFITTER, "--programma", "x")
    assert unknown.code != 0
    assert "stapjefitter-2025" in unknown.err


def test_a_business_case_says_it_too(rendement: Terminal, casussen: Path) -> None:
    assert "De hulp kost" in " ".join(rendement("businesscase", casussen).out.split())
    found = rendement("businesscase", casussen, "--json").json
    assert found["bruto_naar_netto"][-1]["dan"] == pytest.approx(found["saldo"])
    whole, *programmes = found["hulp_met_en_zonder_ons"]
    assert sum(part["met_ons"] for part in programmes) == pytest.approx(whole["met_ons"])
    assert found["voorkomen_gebeurtenissen"] == []


def test_a_case_adds_up_on_the_screen(rendement: Terminal) -> None:
    """Benefits, a cancelled transfer among them, are the total below (A10)."""
    found = rendement("bereken", STAPJEFITTER, "--casus", "sf-2025-05", "--json").json["casussen"][0]
    rows = found["regels"]
    benefit = sum(row["waarde"] for row in rows if row["kant"] != "inzet")
    assert benefit == pytest.approx(found["baten"], abs=1e-6)
    (transfer,) = (row for row in rows if row["regel"] == "overdracht")
    assert transfer["waarde"] != 0
    shown = rendement("bereken", STAPJEFITTER, "--casus", "sf-2025-05", "--kort").out
    assert "Inwoner mist dit: samen" in shown
