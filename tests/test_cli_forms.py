"""The form on the command line: make it, fill it in, read it, see it in a business case."""

from pathlib import Path

from filled import answers_of, book, form
from test_cli import Terminal, rendement

from rendement.forms.excel.write import write_form
from rendement.reading.loading.load import load_cases

__all__ = ["rendement"]


def test_the_example_goes_all_the_way(rendement: Terminal, tmp_path: Path) -> None:
    path = tmp_path / "voorbeeld.xlsx"
    made = rendement("formulier", "maak", path, "--voorbeeld")
    assert made.code == 0
    assert "landelijk@2025.1" in made.err
    done = rendement("formulier", "lees", path)
    assert done.code == 0
    assert "Gemaakt:" in done.err
    assert len(load_cases(path.with_suffix(".yaml"))) == 1
    assert rendement("bereken", path.with_suffix(".yaml"), "--kort").code == 0


def test_an_empty_form_says_what_is_needed(rendement: Terminal, tmp_path: Path) -> None:
    path = tmp_path / "map" / "vb-2025-07.xlsx"
    assert rendement("formulier", "maak", path).code == 0
    done = rendement("formulier", "lees", path)
    assert done.code == 1
    assert "vb-2025-07.xlsx › Casus!B7  R218  bij 'gestart' is niets ingevuld" in done.out
    assert "is niet gemaakt" in done.err
    assert not path.with_suffix(".yaml").exists()
    records = rendement("formulier", "lees", path, "--json").json
    assert records[0]["blad"] == "Casus"
    assert records[0]["cel"] == "B7"


def test_nothing_is_overwritten_unasked(rendement: Terminal, tmp_path: Path) -> None:
    path = form(tmp_path / "vb.xlsx")
    target = tmp_path / "vb.yaml"
    assert rendement("formulier", "lees", path).code == 0
    before = target.read_text("utf-8")
    assert before.startswith("# Overgenomen")
    refused = rendement("formulier", "lees", path)
    assert refused.code == 1
    assert "bestaat al" in refused.err
    assert target.read_text("utf-8") == before
    assert rendement("formulier", "lees", path, "--overschrijf").code == 0
    assert rendement("formulier", "maak", path).code == 1
    raw = path.read_bytes()
    assert rendement("formulier", "maak", path, "--overschrijf").code == 0
    (copy,) = tmp_path.glob("vb.xlsx.*.bak")
    assert copy.read_bytes() == raw, "what was filled in is never gone"


FOLLOW_UP = """
# Een jaar later gebeld.
opvolging:
  - {regel: z1.1, datum: 2025-09-01, gebruikt: nee, opmerking: niet gegaan}
"""


def test_follow_up_moves_along_and_one_dated_copy_is_kept(rendement: Terminal, tmp_path: Path) -> None:
    path, target = form(tmp_path / "vb.xlsx"), tmp_path / "vb.yaml"
    assert rendement("formulier", "lees", path).code == 0
    before = target.read_text("utf-8")
    with target.open("a", encoding="utf-8") as file:
        file.write(FOLLOW_UP)
    old = target.read_bytes()
    form(path, {("Casus", "Wijk"): "noord"})
    done = rendement("formulier", "lees", path, "--overschrijf")
    assert done.code == 0, done.err
    after = target.read_text("utf-8")
    assert FOLLOW_UP.strip() in after
    assert "wijk: noord" in after
    assert "wijk: noord" not in before
    (copy,) = tmp_path.glob("vb.yaml.*.bak")
    assert copy.read_bytes() == old
    assert str(copy) in done.err
    assert rendement("formulier", "lees", path, "--overschrijf").code == 0, "and it stays so"
    assert FOLLOW_UP.strip() in target.read_text("utf-8")
    assert len(list(tmp_path.glob("vb.yaml.*.bak"))) == 2, "a copy is never replaced"


def test_what_was_done_by_hand_is_named_and_stays(rendement: Terminal, tmp_path: Path) -> None:
    path, target = form(tmp_path / "vb.xlsx"), tmp_path / "vb.yaml"
    assert rendement("formulier", "lees", path).code == 0
    text = target.read_text("utf-8")
    text = text.replace("kans: 50%", "kans: 40%   # nagevraagd bij de huisarts")
    text = text.replace("vraag: ", "# In overleg aangepast.\nbewijs: dossier\nvraag: ")
    target.write_text(text, "utf-8")
    refused = rendement("formulier", "lees", path, "--overschrijf")
    assert refused.code == 1
    told = [line.strip() for line in refused.err.splitlines() if line.startswith("  ")]
    assert told == [
        "bewijs: dossier",
        "zonder_inzet 1, kans: 40% wordt 50%",
        "# In overleg aangepast.",
        "# nagevraagd bij de huisarts",
    ]
    assert target.read_text("utf-8") == text
    assert not list(tmp_path.glob("*.bak"))
    target.write_text("casus: [", "utf-8")
    assert "het hele bestand" in rendement("formulier", "lees", path, "--overschrijf").err
    assert target.read_text("utf-8") == "casus: ["


def test_a_wrong_check_is_told_at_its_cell(rendement: Terminal, tmp_path: Path) -> None:
    path = form(tmp_path / "vb.xlsx", {("Uitkomst", "Controle: netto"): 1})
    done = rendement("formulier", "lees", path)
    assert done.code == 1
    assert "R425" in done.out
    assert "vb.xlsx › Uitkomst!B" in done.out


def test_a_form_can_be_made_from_a_case(rendement: Terminal, tmp_path: Path) -> None:
    path = write_form(tmp_path / "vb.xlsx", book(), answers_of((tmp_path / "leeg").name + ": x"))
    assert path.exists()
    source = next(Path("examples").rglob("spin-2025-38.yaml")).resolve()
    made = rendement("formulier", "maak", tmp_path / "uit.xlsx", "--uit", source)
    assert made.code == 0
    assert "opvolging, zonder_inzet.aantal.verdeling" in made.err


def test_wrong_use_is_explained(rendement: Terminal, tmp_path: Path) -> None:
    assert "eindigen op .xlsx" in rendement("formulier", "maak", tmp_path / "vb.xls").err
    assert (
        "niet allebei"
        in rendement("formulier", "maak", tmp_path / "v.xlsx", "--voorbeeld", "--uit", __file__).err
    )
    path = form(tmp_path / "vb.xlsx")
    assert "eindigen op .yaml" in rendement("formulier", "lees", path, "-o", tmp_path / "vb.txt").err
    for verb in ("maak", "lees"):
        assert "Voorbeeld:  rendement formulier" in rendement("formulier", verb, "--help").out


def test_a_form_loses_no_name_and_no_reference(rendement: Terminal, tmp_path: Path) -> None:
    path = form(tmp_path / "vb.xlsx")
    target = tmp_path / "vb.yaml"
    assert rendement("formulier", "lees", path).code == 0
    text = target.read_text("utf-8")
    named = text.replace("toerekening:", "verdringing: {verwacht: 10%, naam: plek}\ntoerekening:", 1)
    target.write_text(named, "utf-8")
    for done in (
        rendement("formulier", "lees", path, "--overschrijf"),
        rendement("formulier", "maak", tmp_path / "nieuw.xlsx", "--uit", target),
    ):
        assert done.code == 1
        assert "naam: plek" in done.err
    assert target.read_text("utf-8") == named
    assert not (tmp_path / "nieuw.xlsx").exists()
