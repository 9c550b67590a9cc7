"""M13: while nobody saw a budget go down, no head, total or sentence gives cash as an amount."""

import json
import re
from pathlib import Path

import pytest
from written import case_text, programme_text, read

import rendement as rd
from rendement.asking.business_case import BusinessCase, business_case
from rendement.model.price import Kind
from rendement.reports.excel.plan import plan_workbook
from rendement.results.doubt.compare import varied

ABOUT_CASH = re.compile(r"verzilverba(ar|re)|\bin geld\b|geld dat een betaler minder", re.IGNORECASE)
BOUND = {"bovengrens": "hoogstens", "half": "aangenomen", "niets": "aangenomen"}
NO_AMOUNT = (
    Kind.CASHABLE.value,
    "Drie geldkolommen: ",
    "Per prijs het deel van elke betaler",
)
"""A kind of price, and sentences that explain words."""


def loose(texts: list[str], word: str) -> list[str]:
    """What speaks of cash without saying how far it is known."""
    spoken = [text for text in texts if ABOUT_CASH.search(text)]
    assert spoken
    firm = (word, "niet vastgesteld")
    return [t for t in spoken if not any(f in t for f in firm) and not t.startswith(NO_AMOUNT)]


def base(folder: Path, name: str) -> BusinessCase:
    texts = [case_text(f"p-{place}") for place in range(6)]
    bc = business_case(read(folder, *texts, programme=programme_text(closed=6)))
    return varied(bc, None, {"cashability": name})


@pytest.mark.parametrize("name", sorted(BOUND))
@pytest.mark.parametrize("shareable", [False, True])
def test_in_the_workbook(name: str, shareable: bool, tmp_path: Path) -> None:
    bc = base(tmp_path, name)
    plan = plan_workbook(bc, 5, bc.uncertainty(200), bc.influences(), shareable=shareable)
    cells = [cell.content for sheet in plan.sheets for _, _, cell in sheet.cells()]
    texts = [content for content in cells if isinstance(content, str)]
    heads = [field.header for sheet in plan.sheets for block in sheet.blocks for field in block.frame.fields]
    assert loose([*texts, *heads], BOUND[name]) == []


@pytest.mark.parametrize("name", sorted(BOUND))
def test_on_the_screen_and_for_another_program(name: str, tmp_path: Path) -> None:
    bc = base(tmp_path, name)
    paragraphs = re.split(r"\n|(?<=\.) ", " ".join(repr(bc).split("\n")))
    assert "niet vastgesteld (" + BOUND[name] in " ".join(" ".join(paragraphs).split())
    tables = (bc.money_columns(), bc.cash_flow(), bc.uncertainty(200).table())
    cash = next(row for row in bc.money_columns() if row["geldkolom"] == "verzilverbaar")
    assert cash["vastgesteld"] == f"niet ({BOUND[name]})"
    said = json.dumps([table.to_dicts() for table in tables], ensure_ascii=False)
    assert f"waarvan {BOUND[name]} verzilverbaar" in said
    assert f"verzilverbaar ({BOUND[name]}), alle betalers samen" in said


def test_an_upper_bound_is_told_in_every_example() -> None:
    for folder in sorted((Path(__file__).parent.parent / "examples").iterdir()):
        bc = rd.business_case(rd.load_cases(folder))
        assert "verzilverbaar: niet vastgesteld (hoogstens " in bc.sentence(), folder.name
