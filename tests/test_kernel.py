"""A real Jupyter kernel: every result shows once, and `str`, `print`, `repr` and f-strings give its text."""

# Holds K18 of docs/keuzes.md.

import os
from collections.abc import Iterator
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from rendement.words.shown import Shown

pytestmark = pytest.mark.skipif(
    find_spec("ipykernel") is None and not os.environ.get("CI"), reason="ipykernel is not installed"
)
EXAMPLES = Path(__file__).parent.parent / "examples"
START = f"""
import rendement as rd
from rendement.results.paying.co_investment import Terms
cases = rd.load_cases({str(EXAMPLES / "sociaal-recept")!r})
bc = rd.business_case(cases)
"""
TERMS = "Terms(('gemeente', 'zorgverzekeraar'), 'gemeente', 1000.0, 0.5, 0.5, 0.0)"
RESULTS = {
    "bc": "╭─ Sociaal Recept",
    "bc.by('betaler')": "per betaler\n",
    "bc.explain('sr-2025-001')": "casus sr-2025-001 (",
    "bc.explain('sr-2025-001')[0]": "i1  ",
    "bc.switching_values('sr-2025-001')": "omslagpunten",
    "bc.switching_values('sr-2025-001')[0]": "dit loont als ",
    "bc.cash_flow('jaar')": "kasstroom per jaar",
    "bc.payback()": "Terugverdiend: ",
    "bc.balance(24)": "saldo na 24 maanden",
    "bc.cash_years()": "hoogstens verzilverbaar per jaar",
    "bc.gross_to_net()": "van bruto naar netto",
    "bc.help_costs('programma')": "wat de hulp kost",
    "bc.events_avoided()": "kosten per voorkomen gebeurtenis",
    "bc.objections()": "Tegenspraak: ",
    "bc.objections()[0]": "„",
    "bc.uncertainty(200)": "╭─ Hoe zeker is dit?",
    "bc.uncertainty(200).record": "verantwoording van de trekkingen",
    "bc.influences()": "wat het saldo het meest beweegt",
    "bc.next_question()": "vraag de ",
    "bc.scenarios()": "scenario's",
    "bc.compare(regime='zin-2024', draws=200)": "saldo, twee keer",
    f"bc.co_investment({TERMS})[0]": "zoals het nu is",
    "bc.answers()": "ieders antwoord",
}
"""What a reader may ask for, and how its text begins."""
VALUES = {
    "cases": "<8 casussen uit 9 bestanden",
    "cases['sr-2025-001'].case": "<casus sr-2025-001 ",
    "cases['sr-2025-001']": "LoadedCase(case=<casus sr-2025-001 ",
    "cases.programmes[0].programme": "<programma sociaal-recept-2025 ",
    "bc.settings": "<prijspeil 2025 · regime mkba-2021 ",
    "rd.load_settings()": "<sets ",
    "bc.book": "<prijzenboek landelijk@",
    "bc.payback": "<bound method",
}
"""Documents and files: a line of text, and no page."""


class Seen(NamedTuple):
    """One message that a notebook shows: its kind, and its content."""

    kind: str
    content: dict[str, Any]


class Kernel:
    """A kernel of the Python that runs the tests."""

    def __init__(self, folder: Path) -> None:
        manager = import_module("jupyter_client.manager").KernelManager()
        manager.start_kernel(cwd=str(folder), env=os.environ | {"IPYTHONDIR": str(folder)})
        self.manager, self.client = manager, manager.blocking_client()
        self.client.start_channels()
        self.client.wait_for_ready(timeout=60)

    def shows(self, code: str) -> list[Seen]:
        """Everything a cell shows, in order."""
        asked = self.client.execute(code, allow_stdin=False)
        seen: list[Seen] = []
        while True:
            message = self.client.get_iopub_msg(timeout=120)
            if message["parent_header"].get("msg_id") != asked:
                continue
            kind, content = message["msg_type"], message["content"]
            if kind == "status" and content["execution_state"] == "idle":
                return seen
            if kind not in ("status", "execute_input"):
                seen.append(Seen(kind, content))

    def prints(self, code: str) -> str:
        """What a cell prints; it shows nothing else."""
        seen = self.shows(code)
        assert [one.kind for one in seen if one.kind != "stream"] == []
        return "".join(one.content["text"] for one in seen)

    def stop(self) -> None:
        self.client.stop_channels()
        self.manager.shutdown_kernel(now=True)


@pytest.fixture(scope="module")
def kernel(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Kernel]:
    started = Kernel(tmp_path_factory.mktemp("kernel"))
    assert started.shows(START) == []
    yield started
    started.stop()


@pytest.mark.parametrize(("asked", "begins"), [*RESULTS.items(), *VALUES.items()])
def test_a_notebook_shows_it_once(kernel: Kernel, asked: str, begins: str) -> None:
    seen = kernel.shows(asked)
    assert [one.kind for one in seen] == ["execute_result"]
    data = seen[0].content["data"]
    assert data["text/plain"].startswith(begins)
    assert set(data) == ({"text/plain", "text/html"} if asked in RESULTS else {"text/plain"})


@pytest.mark.parametrize("asked", [*RESULTS, *VALUES])
def test_every_way_to_text_gives_the_same(kernel: Kernel, asked: str) -> None:
    kernel.shows(f"found = {asked}")
    text = kernel.prints("print(found)")
    assert text.startswith((RESULTS | VALUES)[asked])
    assert kernel.prints("print(str(found)); print(f'{found}'); print(repr(found))") == 3 * text


def test_what_is_asked_here_is_every_kind_of_result(kernel: Kernel) -> None:
    kernel.shows("from rendement.words.shown import Shown")
    kinds = {kernel.prints(f"print([k.__name__ for k in type({asked}).mro()])") for asked in RESULTS}
    asked = {name.strip("' ") for kind in kinds for name in kind.strip("[]\n").split(",")}
    elsewhere = {"Overlap"}  # the examples hold no overlap; tests/test_double_counting.py has its text
    assert {kind.__name__ for kind in kinds_of_result(Shown)} - asked == elsewhere


def kinds_of_result(kind: type) -> set[type]:
    """All classes below one that are loaded with the module that shows them."""
    import_module("rendement.reports.shown")
    below: set[type] = set(kind.__subclasses__())
    return below | {more for one in below for more in kinds_of_result(one)}


def test_results_in_a_list_show_their_text(kernel: Kernel) -> None:
    seen = kernel.shows("[bc.payback(), bc.payback('gemeente')]")
    assert [one.kind for one in seen] == ["execute_result"]
    text = seen[0].content["data"]["text/plain"]
    assert text.count("Terugverdiend: ") == 2
    assert "alleen gemeente" in text


def test_our_screen_prints_where_it_was_asked_to(kernel: Kernel) -> None:
    screen = "from rendement.reports.screen import Screen; Screen(width=40).print('[b]zo')"
    assert kernel.prints(screen) == "[b]zo\n"
