"""A file in the usual form is read without nodes, and says the same as when it is read with them (K19)."""

import random
from collections.abc import Iterator
from pathlib import Path

import fuzz
import pytest
from gallery import GALLERY, TODAY
from hypothesis import example, given
from hypothesis import strategies as st
from mistakes import CASES, EXAMPLES, mistakes

from rendement.reading.complaints.problems import Problem
from rendement.reading.documents.unsaid import left_open
from rendement.reading.loading.load import load_cases
from rendement.reading.yaml import text as yaml_text
from rendement.reading.yaml.node_places import Steps
from rendement.reading.yaml.text import Text, read_text
from rendement.reading.yaml.usual_form import in_usual_form

FILES = sorted(EXAMPLES.rglob("*.yaml"))
PIECES = sorted(GALLERY.rglob("*.yaml"))


def carefully(raw: bytes) -> Text:
    """The same bytes, with nodes."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(yaml_text, "in_usual_form", lambda _: None)
        return read_text("a.yaml", raw)


def places(value: object, path: Steps = ()) -> Iterator[Steps]:
    """Every path in plain data."""
    steps = enumerate(value) if isinstance(value, list) else value.items() if isinstance(value, dict) else ()
    for step, part in steps:
        yield (*path, step)
        yield from places(part, (*path, step))


def says_the_same(raw: bytes) -> bool:
    """Whether the file is in the usual form; if it is, everything in it is what the nodes say."""
    usual = in_usual_form(raw)
    if usual is None:
        return False
    fast, slow = read_text("a.yaml", raw), carefully(raw)
    assert slow.problems == []
    assert slow.empty == []
    assert repr(fast.data) == repr(slow.data)  # also the order of keys, and 1 is no True
    assert (fast.text, fast.said) == (slow.text, slow.said)
    for key in usual.data:
        assert fast.item_lines(key) == slow.item_lines(key)
        assert fast.item_lines_within(key, "hulp") == slow.item_lines_within(key, "hulp")
        assert fast.place((key,), key=True) == slow.place((key,), key=True)
    for path in places(usual.data):
        assert usual.place_of_word(path, fast.lines) in (None, slow.place(path)), path
    assert list(left_open(fast)) == list(left_open(slow))
    assert [node.value for node in fast.prose] == slow.said
    assert fast.place(("zonder_inzet", 0)) == slow.place(("zonder_inzet", 0))
    return True


def test_nearly_all_cases_are_in_the_usual_form() -> None:
    others = [path.name for path in FILES if not says_the_same(path.read_bytes())]
    assert {*others} == {"programma.yaml"}  # a text over several lines, behind >-


def test_pieces_of_the_gallery_say_the_same() -> None:
    assert sum(says_the_same(path.read_bytes()) for path in PIECES) > len(PIECES) / 2


def test_the_prices_of_the_examples_have_a_place_without_nodes() -> None:
    asked = told = 0
    for usual in filter(None, (in_usual_form(path.read_bytes()) for path in FILES)):
        for path in places(usual.data):
            if path[-1] == "prijs":
                asked += 1
                told += usual.place_of_word(path, usual.text.splitlines()) is not None
    assert asked > 300
    assert told == asked


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("a:\n- b: c d\n  e: 1\n- b: f\n", (2, 6, 9)),
        ("a:\n- {e: 1,\n  b:  c}\ng: 'b: 1'\n", (3, 7, 8)),
        ("a:\n- b: c\n  e: 'b: c'\n", None),
        ("a:\n- b: 'c'\n", None),
        ("a:\n- b: c  # b: c\n", None),
        ("a:\n- b: 1\n", None),
        ("a: [{b: c}]\n", None),
    ],
)
def test_the_place_of_a_word(text: str, place: tuple[int, int, int] | None) -> None:
    usual = in_usual_form(text.encode())
    assert usual is not None
    found = usual.place_of_word(("a", 0, "b"), text.splitlines())
    assert (found and found[:3]) == place
    assert says_the_same(text.encode())


def test_mistakes_say_the_same() -> None:
    assert sum(says_the_same(made.text.encode()) for made in mistakes(400, seed=12)) > 100


@pytest.mark.parametrize("change", [fuzz.by_byte, fuzz.by_word, fuzz.by_structure])
def test_damaged_files_say_the_same(change: fuzz.Change) -> None:
    rnd = random.Random(2026)
    damaged = (change(rnd.choice(CASES).read_bytes(), rnd) for _ in range(150))
    assert {says_the_same(raw) for raw in damaged} == {True, False}


VALUES = st.text("ab1 :,{}[]\"'#-?&*!|>%@\n€é\t", max_size=24)


@given(VALUES, VALUES)
@example("{", "")
@example("'it''s'", "")
@example("{a: b  # {\n c: d}", "")
@example("[2,5 keer]", "")
@example("{a\n b: 1}", "")
@example("- - 1", "")
@example("1\n 2", "1")
def test_any_value_says_the_same(first: str, second: str) -> None:
    for text in (
        f"a: {first}\nb: {second}",
        f"a:\n  - {first}\n  - b: {second}",
        f"a: {{b: {first}, c: {second}}}",
    ):
        says_the_same(text.encode())


@given(
    st.lists(st.sampled_from(["a:", "b: 1", "- c: 2", "- d", "- {e: 3}", "# f", "g: h  # i", ""]), max_size=6)
)
@example(["a:", "- c: 2"])
def test_any_shape_of_lines_says_the_same(lines: list[str]) -> None:
    for seed in range(8):
        rnd = random.Random(seed)
        says_the_same("\n".join(" " * rnd.choice((0, 0, 2, 4)) + line for line in lines).encode())


@pytest.mark.parametrize(
    "text",
    [
        "a: 1\r\nb:\r\n- c\r\n",
        "a: één\n",
        "b bb: 2 uur per week\n",
        "a: -5\n",
        "a: {b: 1,\n    c: [d e, 'f: g']}  # h\n",
        'a: {b: {c: {d: "e"}}}\n',
        "a:\n- b: 1\n  c:\n  - d\ne: 2\n",
    ],
)
def test_what_the_usual_form_is(text: str) -> None:
    assert says_the_same(text.encode())


@pytest.mark.parametrize(
    "text",
    [
        "a: >-\n  b\n",
        "a: b\n  c\n",
        "a: b # c\n",
        "a: b  #c\n",
        "a:\n",
        "a: yes\n",
        "a: ~\n",
        "a: &b c\n",
        "a: 1\na: 2\n",
        "a: {b: 1,c: 2}\n",
        "a: [1,5]\n",
        "a:\u00a0b\n",
        "a: {b: c\n  \u00add}\n",
        "\ufeffa: b\n",
        "a: <vul in>\n",
        "a: 2025-02-30\n",
        f"a: {'b ' * 6_000}\n",
        f"# {'[' * 41}\na: b\n",
        f"{' ' * 160}# a\nb: c\n",
        "- a\n",
        "",
    ],
)
def test_what_it_is_not(text: str) -> None:
    assert in_usual_form(text.encode()) is None


def _complaints(folder: Path) -> list[Problem]:
    return list(load_cases(folder, today=TODAY).problems)


def test_every_complaint_of_a_case_is_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for number, made in enumerate(mistakes(150, seed=31)):
        (tmp_path / f"{number}.yaml").write_text(made.text, "utf-8")
    for piece in GALLERY.glob("[RW]*.yaml"):
        (tmp_path / piece.name).write_bytes(piece.read_bytes())
    fast = _complaints(tmp_path)
    monkeypatch.setattr(yaml_text, "in_usual_form", lambda _: None)
    slow = _complaints(tmp_path)
    assert fast == slow
    assert len(fast) > 200
