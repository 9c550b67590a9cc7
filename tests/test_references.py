"""`= x` uses the estimate called x, resolved first, so that all after it sees ordinary estimates (M26)."""

from pathlib import Path

import pytest

from rendement.asking.business_case import business_case
from rendement.model.case import Case
from rendement.model.estimate import Duration, Evidence
from rendement.model.names import named
from rendement.model.reviewed import moved, questions
from rendement.reading.complaints.problems import Problem
from rendement.reading.documents.document import read_file
from rendement.reading.loading.load import load_cases
from rendement.reading.names.checks import check_names
from rendement.reading.names.references import refers

HEAD = """\
casus: {name}
fictief: ja
gestart: 2025-01-06
afgesloten: 2025-06-30
context: {{gemeente: dordrecht, organisatie: buurtwerk, thema: [eenzaamheid], aanpak: [wandelmaatje]}}
vraag: komt nauwelijks nog buiten
inzet:
  - {{wat: huisbezoeken, prijs: welzijn.sociaal-makelaar, aantal: 9 uur}}
zonder_inzet:
  - pad: conditie zakt verder weg
    kans: 50%
    hulp:
"""
TAIL = "toerekening: {wij: 70%, huisarts: 30%}\n"
PROGRAMME = """\
programma: proef-2025
titel: Proef
periode: {van: 2025-01-01, tot: 2025-12-31}
afgesloten_casussen: 12
gekozen: uitgekozen
hoe_gekozen: door het team
prijzen: landelijk@2025.1
prijspeil: 2025
regime: mkba-2021
realisme: werkaanname-2025
verzilvering: bovengrens
"""
CHANCE = "laag: 20%, verwacht: 30%, hoog: 40%"
PHYSIO = "      - {prijs: zorg.fysiotherapie, "
HOUSE = "      - {prijs: wmo.huishoudelijke-hulp, aantal: 26 uur, "


def write(folder: Path, *lines: str, name: str = "vb-2025-01", tail: str = TAIL, head: str = HEAD) -> Path:
    path = folder / f"{name}.yaml"
    path.write_text(head.format(name=name) + "".join(f"{line}\n" for line in lines) + tail, "utf-8")
    return path


def case_of(folder: Path, *lines: str, tail: str = TAIL) -> Case:
    cases = load_cases(write(folder, *lines, tail=tail))
    assert cases.problems == ()
    return cases.cases[0].case


def problems_of(folder: Path, *lines: str, tail: str = TAIL, head: str = HEAD) -> list[Problem]:
    return list(load_cases(write(folder, *lines, tail=tail, head=head)).problems)


def with_programme(folder: Path, shared: str) -> None:
    (folder / "programma.yaml").write_text(PROGRAMME + "gedeeld:\n" + shared, "utf-8")


NAMED = f"{PHYSIO}aantal: 12, kans: {{{CHANCE}, naam: valt}}}}"


@pytest.mark.parametrize(
    "spelled", ["= valt", "=valt", '"= valt"', "'=  valt '", f"{{{CHANCE}, naam: valt}}"]
)
def test_a_reference_is_the_estimate_itself(tmp_path: Path, spelled: str) -> None:
    case = case_of(tmp_path, NAMED, f"{HOUSE}kans: {spelled}}}")
    first, second = named(case)["valt"]
    assert (first.at, second.at) == ("z1.1/kans", "z1.2/kans")
    assert first.estimate.points == second.estimate.points == (0.2, 0.3, 0.4)


def test_a_reference_and_the_same_numbers_again_give_the_same_bits(tmp_path: Path) -> None:
    values = []
    for spelled in ("= valt", "=valt", f"{{{CHANCE}, naam: valt}}"):
        write(tmp_path, NAMED, f"{HOUSE}kans: {spelled}}}")
        bc = business_case(load_cases(tmp_path), closed=1, selection="alle")
        values.append((bc.net, bc.uncertainty(draws=2000).table().rows))
    assert values[0] == values[1] == values[2]


def test_a_reference_may_stand_before_what_it_means(tmp_path: Path) -> None:
    case = case_of(tmp_path, f"{HOUSE}kans: = valt}}", NAMED)
    assert [use.at for use in named(case)["valt"]] == ["z1.1/kans", "z1.2/kans"]


def test_attribution_and_displacement_can_refer_too(tmp_path: Path) -> None:
    tail = "toerekening: {wij: = valt}\nverdringing: = ander\n"
    case = case_of(tmp_path, NAMED, f"{HOUSE}kans: {{verwacht: 10%, naam: ander}}}}", tail=tail)
    assert [use.at for use in named(case)["valt"]] == ["toerekening", "z1.1/kans"]
    assert [use.at for use in named(case)["ander"]] == ["verdringing", "z1.2/kans"]


def test_a_reference_takes_the_evidence_of_where_its_estimate_stands(tmp_path: Path) -> None:
    line = NAMED.replace("aantal: 12", "aantal: 12, bewijs: dossier")
    case = case_of(tmp_path, line, f"{HOUSE}kans: = valt}}")
    assert case.without[0].care[1].chance is not None
    assert case.without[0].care[1].chance.evidence == "dossier"


def test_a_shared_estimate_is_one_name_in_every_case(tmp_path: Path) -> None:
    with_programme(tmp_path, f"  valt: {{{CHANCE}, bewijs: dossier}}\n  wacht: 3 maanden\n")
    for number in (1, 2):
        write(tmp_path, f"{PHYSIO}aantal: 12, kans: = valt, vanaf: = wacht}}", name=f"vb-2025-0{number}")
    cases = load_cases(tmp_path)
    assert cases.problems == ()
    assert [set(named(loaded.case)) for loaded in cases] == [{"=proef-2025/valt", "=proef-2025/wacht"}] * 2


def test_a_name_in_the_case_needs_no_programme(tmp_path: Path) -> None:
    with_programme(tmp_path, "  ander: 12 keer\n")
    (problem,) = problems_of(tmp_path, NAMED, f"{HOUSE}kans: = ander}}")
    assert problem.slug == "naam_andere_soort"
    assert case_of(tmp_path, NAMED, f"{HOUSE}kans: = valt}}")


def test_a_shared_estimate_that_nobody_uses_is_told_where_all_cases_were_read(tmp_path: Path) -> None:
    with_programme(tmp_path, f"  valt: {{{CHANCE}}}\n")
    path = write(tmp_path, f"{PHYSIO}aantal: 12}}")
    assert [problem.slug for problem in load_cases(tmp_path).problems] == ["gedeeld_ongebruikt"]
    assert load_cases(path).problems == ()


def test_a_shared_estimate_is_no_chance_here_and_a_quantity_there(tmp_path: Path) -> None:
    with_programme(tmp_path, "  half: 0,5\n")
    write(tmp_path, f"{PHYSIO}aantal: = half}}")
    write(tmp_path, f"{PHYSIO}aantal: 12, kans: = half}}", name="vb-2025-02")
    (problem,) = load_cases(tmp_path).problems
    assert (problem.slug, problem.place.line) == ("naam_andere_soort", 13)


# ---------------------------------------------------------------- complaints


def test_a_fault_is_told_once_and_where_it_was_typed(tmp_path: Path) -> None:
    wrong = NAMED.replace("laag: 20%", "laag: 35%")
    (problem,) = problems_of(tmp_path, wrong, f"{HOUSE}kans: = valt}}")
    assert (problem.slug, problem.place.line) == ("schatting_volgorde", 13)


def test_a_fault_in_the_programme_is_told_there_only(tmp_path: Path) -> None:
    with_programme(tmp_path, "  valt: {laag: 35%, verwacht: 30%, hoog: 40%}\n")
    write(tmp_path, f"{PHYSIO}aantal: 12, kans: = valt}}")
    (problem,) = load_cases(tmp_path).problems
    assert (problem.slug, Path(problem.file).name) == ("schatting_volgorde", "programma.yaml")


def test_what_a_programme_of_which_nothing_was_read_shares_is_not_missed(tmp_path: Path) -> None:
    (tmp_path / "programma.yaml").write_text("programma: [", "utf-8")
    write(tmp_path, f"{PHYSIO}aantal: 12, kans: = valt}}")
    assert {Path(problem.file).name for problem in load_cases(tmp_path).problems} == {"programma.yaml"}


def test_beside_a_reference_to_nothing_all_else_is_still_told(tmp_path: Path) -> None:
    lines = (f"{PHYSIO}aantal: 12, kans: = vlat}}", NAMED, f"{HOUSE}kans: = valt, vanaf: 3 dozen}}")
    found = problems_of(tmp_path, *lines, tail="toerekening: {wij: 170%}\n")
    assert [problem.slug for problem in found] == [
        *("verwijzing_onbekend", "eenheid_onbekend", "kans_boven_100"),
    ]
    assert "bedoelt u '= valt'?" in found[0].repair


def test_an_amount_is_no_time(tmp_path: Path) -> None:
    first = f"{PHYSIO}aantal: {{laag: 9, verwacht: 12, hoog: 18, naam: keren}}}}"
    (problem,) = problems_of(tmp_path, first, f"{HOUSE}vanaf: = keren}}")
    assert problem.slug == "naam_andere_soort"


STAY = "laag: 6 maanden, verwacht: 8 maanden, hoog: 11 maanden, naam: wacht"


def test_months_of_a_price_per_month_are_a_time(tmp_path: Path) -> None:
    later = f"{PHYSIO}aantal: 12, uitstel: {{{STAY}}}}}"
    case = case_of(tmp_path, later, "      - {prijs: wlz.verpleeghuis, aantal: = wacht}")
    assert [use.at for use in named(case)["wacht"]] == ["z1.1/uitstel", "z1.2/aantal"]
    longer = "      - {prijs: wlz.verpleeghuis, aantal: = wacht, duur: 9 maanden}"
    assert [p.slug for p in problems_of(tmp_path, later, longer)] == ["naam_andere_soort"]
    twice = "      - {prijs: wlz.verpleeghuis, aantal: = wacht, vanaf: = wacht}"
    assert [p.slug for p in problems_of(tmp_path, later, twice)] == ["naam_in_regel"]


def test_the_same_estimate_may_be_written_in_other_units(tmp_path: Path) -> None:
    later = f"{PHYSIO}aantal: 12, uitstel: {{{STAY}}}}}"
    same = "{laag: 0.5, verwacht: 0.75, hoog: 1, eenheid: jaar, naam: wacht}"
    assert problems_of(tmp_path, later, f"{HOUSE}uitstel: {same}}}")[0].slug == "naam_verschilt"
    months = STAY.replace("8 maanden", "9 maanden").replace("11 maanden", "12 maanden")
    case_of(tmp_path, f"{PHYSIO}aantal: 12, uitstel: {{{months}}}}}", f"{HOUSE}uitstel: {same}}}")


def test_one_name_twice_in_a_product_is_a_square(tmp_path: Path) -> None:
    squared = HEAD.replace("kans: 50%", f"kans: {{{{{CHANCE}, naam: valt}}}}")
    assert problems_of(tmp_path, f"{PHYSIO}aantal: 12, kans: = valt}}", head=squared) == []
    tail = "toerekening: {wij: = valt}\n"
    found = problems_of(tmp_path, f"{PHYSIO}aantal: 12, kans: = valt}}", tail=tail, head=squared)
    assert [problem.slug for problem in found] == ["naam_macht"]


@pytest.mark.parametrize(
    ("other", "refused"),
    [("60%", False), ("63%", True), ("{laag: 40%, verwacht: 50%, hoog: 60%}", True)],
)
def test_a_named_chance_among_paths_that_can_pass_100(tmp_path: Path, other: str, refused: bool) -> None:
    """30 % with 40 % high can be 30 + 1.97345 × 10 = 49.7 %; a point is what it is."""
    named_path = HEAD.replace("50%", "{{laag: 29%, verwacht: 30%, hoog: 34%, naam: valt}}")
    second = f"  - pad: valt\n    kans: {other}\n    hulp:\n{PHYSIO}aantal: 3}}"
    found = problems_of(tmp_path, f"{PHYSIO}aantal: 12}}", second, head=named_path)
    assert [problem.slug for problem in found] == (["naam_in_paden"] if refused else [])


# ---------------------------------------------------------------- what shows and edits


def test_an_explanation_says_where_an_estimate_stands_too(tmp_path: Path) -> None:
    with_programme(tmp_path, "  wacht: {laag: 2 maanden, verwacht: 3 maanden, hoog: 6 maanden}\n")
    tail = "met_inzet:\n  - {prijs: zorg.fysiotherapie, aantal: 3, kans: = valt}\ntoerekening: {wij: 70%}\n"
    write(tmp_path, NAMED, f"{HOUSE}vanaf: = wacht}}", tail=tail)
    explained = business_case(load_cases(tmp_path)).explain("vb-2025-01")
    assert {line.name: line.shared for line in explained.lines} == {
        "i1": "",
        "z1.1": "kans 'valt': ook bij kans van m1",
        "z1.2": "vanaf: gedeelde schatting 'wacht' van het programma",
        "m1": "kans 'valt': ook bij kans van z1.1",
    }
    assert ("gedeeld", "kans 'valt': ook bij kans van m1") in explained.line("z1.1").rows()
    assert "M26: schattingen met dezelfde naam" in str(explained)


def test_names_and_references_are_told_as_they_stand_there(tmp_path: Path) -> None:
    text = read_file(write(tmp_path, NAMED, f"{HOUSE}kans: =valt, vanaf: = wacht}}"))
    assert refers(text) == ["naam: valt", "= valt", "= wacht"]
    assert refers(read_file(write(tmp_path, f"{PHYSIO}aantal: 12}}"))) == []


def test_nothing_is_looked_up_in_a_case_that_names_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Most cases: reading them takes no step more than it did."""
    monkeypatch.setattr("rendement.reading.names.references._Resolver", None)
    monkeypatch.setattr("rendement.reading.cases.checks.check_names", None)
    monkeypatch.setattr("rendement.reading.cases.price_checks.check_lasting", None)
    assert case_of(tmp_path, f"{PHYSIO}aantal: 12}}")


# ---------------------------------------------------------------- factors of a product (M30)


def test_a_factor_can_have_a_name_and_refer_to_one(tmp_path: Path) -> None:
    product = f"{PHYSIO}aantal: {{maal: [= valt, {{verwacht: 12 zittingen, naam: keren}}]}}}}"
    case = case_of(tmp_path, NAMED, product, f"{PHYSIO}aantal: = keren, vanaf: 6 maanden}}")
    places = {name: [use.at for use in uses] for name, uses in named(case).items()}
    assert places == {"valt": ["z1.1/kans", "z1.2/aantal/1"], "keren": ["z1.2/aantal/2", "z1.3/aantal"]}
    quantity = case.without[0].care[1].quantity
    assert quantity is not None
    assert quantity.mean == pytest.approx(0.3 * 12)
    other = product.replace("= valt", "{verwacht: 40%, naam: valt}")
    assert [p.slug for p in problems_of(tmp_path, NAMED, other)] == ["naam_verschilt"]


def test_a_named_factor_counts_in_the_power_of_a_line(tmp_path: Path) -> None:
    line = f"{PHYSIO}aantal: {{maal: [= valt, 12 zittingen]}}, kans: {{{CHANCE}, naam: valt}}}}"
    assert case_of(tmp_path, line)
    assert [p.slug for p in problems_of(tmp_path, line, tail="toerekening: {wij: = valt}\n")] == [
        "naam_macht"
    ]


def test_an_answer_takes_the_grade_of_its_place_along(tmp_path: Path) -> None:
    """A path says how its estimates are grounded; where their names stand too, nothing else may be read."""
    head = HEAD.replace("    kans: 50%\n", "    kans: 50%\n    bewijs: met-collega\n")
    tail = "met_inzet:\n  - {prijs: zorg.fysiotherapie, aantal: 1 keer per week, duur: = w}\n" + TAIL
    delay = "uitstel: {laag: 2 maanden, verwacht: 3 maanden, hoog: 6 maanden, naam: w}"
    path = write(tmp_path, f"{PHYSIO}aantal: 1 keer per week, {delay}}}", tail=tail, head=head)
    case = load_cases(path).cases[0].case
    asked = next(question for question in questions(case) if question.field == "uitstel")
    answer = moved(case, asked, Duration.model_validate({"verwacht": "5 maanden"}))
    assert check_names(read_file(path), answer) == []
    assert {use.estimate.evidence for use in named(answer)["w"]} == {Evidence.COLLEAGUE}
