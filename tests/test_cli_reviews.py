"""The whole loop on the command line: make a form, fill it in, look, and see it in the business case."""

import re
from pathlib import Path

import pytest
from test_cli import Terminal, national, rendement
from written import case_text, programme_text, write

__all__ = ["rendement"]


@pytest.fixture
def casus(tmp_path: Path) -> Path:
    """A case with household help, without reviews."""
    folder = tmp_path / "casussen"
    write(folder, "programma.yaml", programme_text(closed=1))
    text = national(case_text(wij="80%")).replace("fictief: ja", "fictief: ja\nrollen: {auteur: sm-1}")
    return write(folder, "proef-1.yaml", text.replace("geregistreerd", "eigen"))


def filled_in(form: Path, **answers: str) -> Path:
    """A form as a reviewer gives it back."""
    text = form.read_text("utf-8")
    text = re.sub(r"beoordelaar: +#", "beoordelaar: wm-1   #", text)
    text = re.sub(r"datum: +#", "datum: 2025-02-01   #", text)
    for field, value in answers.items():
        text = re.sub(rf"(\n +{field}:)(?= +#|\n)", rf"\1 {value}", text)
    form.write_text(text, "utf-8")
    return form


def test_the_whole_loop(rendement: Terminal, casus: Path) -> None:
    before = rendement("businesscase", casus.parent, "--json").json
    made = rendement("beoordeling", "maak", casus, "--rol", "wmo-consulent")
    form = casus.with_name("proef-1.beoordeling.wmo-consulent.yaml")
    assert made.code == 0
    assert "vragen over 2 regels (z1, z1.1)" in made.err
    assert "beoordeling verwerk" in made.err

    waiting = rendement("controleer", casus.parent)
    assert waiting.code == 0
    assert "L933  deze beoordeling is nog niet ingevuld" in waiting.out
    assert rendement("businesscase", casus.parent, "--json").json["baten"] == before["baten"]

    filled_in(form, kans="20%", aantal="5 uur")
    seen = rendement("beoordeling", "verwerk", casus)
    assert (seen.code, seen.err) == (0, "")
    words = " ".join(seen.out.split())
    assert "regel schatting maker wm-1 gemiddeld z1 kans 50 % 20 % 35 % z1.1 aantal 10 uur 5 uur 7,5" in words
    assert "Status: beoordeeld." in words

    after = rendement("businesscase", casus.parent, "--json").json
    assert after["baten"] == pytest.approx(before["baten"] * 0.35 * 7.5 / (0.5 * 10))
    assert "; 1 beoordeeld door wmo-consulent;" in after["zin"]
    assert [row["regel"] for row in after["verschil_van_mening"]] == ["z1", "z1.1"]
    author = rendement("businesscase", casus.parent, "--json", "--beoordelingen", "auteur").json
    assert author["baten"] == before["baten"]
    assert "Oordelen verschillen: 2 schattingen in 1 casus." in " ".join(
        rendement("businesscase", casus.parent).out.split()
    )


def test_a_form_holds_the_question_and_no_numbers_of_the_author(rendement: Terminal, casus: Path) -> None:
    rendement("beoordeling", "maak", casus, "--rol", "wmo-consulent")
    form = casus.with_name("proef-1.beoordeling.wmo-consulent.yaml").read_text("utf-8")
    assert "De vraag: proef." in form
    assert "Was dit dan gebeurd: hulp in huis?" in form
    assert "in ongeveer één van de tien gevallen is het nog minder, of nog meer" in form
    assert "… uur" in form
    for number in ("50", "10 uur", "80%"):
        assert number not in form
    assert "sm-1" not in form


def test_a_form_is_never_written_over(rendement: Terminal, casus: Path) -> None:
    form = write(casus.parent, "proef-1.beoordeling.wmo-consulent.yaml", "van iemand anders")
    found = rendement("beoordeling", "maak", casus, "--rol", "wmo-consulent")
    assert found.code == 1
    assert "bestaat al en blijft zoals het is" in found.err
    assert form.read_text("utf-8") == "van iemand anders"


def test_other_lines_and_another_place(rendement: Terminal, casus: Path, tmp_path: Path) -> None:
    target = tmp_path / "proef-1.beoordeling.wijkagent.yaml"
    found = rendement("beoordeling", "maak", casus, "--rol", "wijkagent", "--regels", "z1.1", "-o", target)
    assert found.code == 0
    assert "regel: z1.1" in target.read_text("utf-8")
    assert "regel: z1\n" not in target.read_text("utf-8")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--rol", "wmo"], "bedoelt u 'wmo-consulent'?"),
        (["--rol", "wijkagent"], "niets voor een wijkagent; wel voor: "),
        (["--rol", "wmo-consulent", "--regels", "z7"], "--regels: kies uit: i1, z1, z1.1"),
        (["--rol", "wmo-consulent", "-o", "vragen.yaml"], "noem het proef-1.beoordeling.wmo-consulent.yaml"),
        ([], "--rol ontbreekt"),
    ],
)
def test_wrong_use_is_explained(rendement: Terminal, casus: Path, arguments: list[str], words: str) -> None:
    found = rendement("beoordeling", "maak", casus, *arguments)
    assert found.code == 2
    assert words in " ".join(found.err.split())


def test_a_broken_case_cannot_be_reviewed_yet(rendement: Terminal, casus: Path) -> None:
    casus.write_text(casus.read_text("utf-8").replace("50%", "150%"), "utf-8")
    found = rendement("beoordeling", "maak", casus, "--rol", "wmo-consulent")
    assert found.code == 1
    assert "R306" in found.err
    assert "Maak eerst de casus goed" in found.err


def test_nothing_to_look_at_says_what_to_do(rendement: Terminal, casus: Path) -> None:
    found = rendement("beoordeling", "verwerk", casus.parent)
    assert found.code == 0
    assert "nog geen ingevulde beoordeling" in found.err
    assert "rendement beoordeling maak" in found.err


def test_a_wrong_review_is_shown_and_the_rest_too(rendement: Terminal, casus: Path) -> None:
    for role, answer in (("wmo-consulent", "20%"), ("huisarts", "200%")):
        rendement("beoordeling", "maak", casus, "--rol", role, "--regels", "z1")
        form = filled_in(casus.with_name(f"proef-1.beoordeling.{role}.yaml"), kans=answer)
        form.write_text(form.read_text("utf-8").replace("wm-1", f"rv-{role}"), "utf-8")
    found = rendement("beoordeling", "verwerk", casus)
    assert found.code == 1
    assert "R306" in found.err
    assert "rv-wmo-consulent" in found.out


def test_a_review_without_numbers_is_shown_without_tables(rendement: Terminal, casus: Path) -> None:
    rendement("beoordeling", "maak", casus, "--rol", "wmo-consulent")
    filled_in(casus.with_name("proef-1.beoordeling.wmo-consulent.yaml"), opmerking="te vroeg om te zeggen")
    found = rendement("beoordeling", "verwerk", casus)
    assert found.code == 0
    assert "nog niemand gaf een eigen getal" in found.out
    assert "te vroeg om te zeggen" in found.out
    assert "Status: ter-beoordeling." in found.out
    assert "samengevoegd" not in found.out


def test_for_another_program(rendement: Terminal, casus: Path) -> None:
    rendement("beoordeling", "maak", casus, "--rol", "wmo-consulent")
    filled_in(
        casus.with_name("proef-1.beoordeling.wmo-consulent.yaml"),
        kans="{laag: 10%, verwacht: 20%, hoog: 30%}",
        opmerking="dat lukt haar zelf",
    )
    (record,) = rendement("beoordeling", "verwerk", casus, "--json").json["casussen"]
    assert (record["casus"], record["status"]) == ("proef-1", "beoordeeld")
    maker, own = record["antwoorden"]
    assert (maker["wie"], maker["verwacht"], maker["gemiddeld"]) == ("maker", 0.5, 0.5)
    assert (own["wie"], own["laag"], own["verwacht"], own["hoog"]) == ("wm-1", 0.1, 0.2, 0.3)
    assert {row["opmerking"] for row in record["opmerkingen"]} == {"dat lukt haar zelf"}
    assert [row["wie"] for row in record["uitkomst"]] == ["maker", "wm-1", "samengevoegd"]


def test_a_status_can_be_demanded(rendement: Terminal, casus: Path) -> None:
    found = rendement("businesscase", casus.parent, "--status", "beoordeeld")
    assert found.code == 1
    assert "geen enkele casus is zo ver als status 'beoordeeld'" in found.err
    wrong = rendement("businesscase", casus.parent, "--status", "af")
    assert wrong.code == 2
    assert "kies uit: concept, ter-beoordeling, beoordeeld, vastgesteld" in " ".join(wrong.err.split())


def test_schema_of_a_review(rendement: Terminal) -> None:
    assert "oordelen" in rendement("schema", "beoordeling").json["properties"]
