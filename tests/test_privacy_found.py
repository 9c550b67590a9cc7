"""How much is found, on a small seeded part of what bench_privacy.py measures; and in linear time (K3)."""

import sys
import time
from itertools import pairwise
from pathlib import Path

import pytest
from written import case_text, write

sys.path.insert(0, str(Path(__file__).resolve().parent / "bench"))

from bench_privacy import EXAMPLES, NAMES, OTHERS, Sources, alarms, example_sentences, made_clean, recall

from rendement.cli.app import run
from rendement.reading.folder import thorough
from rendement.reading.privacy.known_names import COMMON
from rendement.reading.privacy.signs import signs


@pytest.fixture(scope="module")
def sources() -> Sources:
    return Sources()


def mean(shares: dict[str, float]) -> float:
    return sum(shares.values()) / len(shares)


def test_names_that_are_half_unknown_are_found_by_the_thorough_look(sources: Sources) -> None:
    assert mean(recall(NAMES, 40, sources, sources.halved, seed=2)) >= 0.85


def test_names_beside_a_title_a_relative_or_an_initial_are_found_without_lists(sources: Sources) -> None:
    shares = recall(NAMES, 40, sources, COMMON, seed=2)
    sure = ("na een aanspreekvorm", "na een woord voor familie", "voorletter en achternaam", "na een rol")
    assert {kind: shares[kind] for kind in sure if shares[kind] < 0.8} == {}
    assert mean(shares) >= 0.7


def test_numbers_and_addresses_are_found_in_every_spelling(sources: Sources) -> None:
    shares = recall(OTHERS, 60, sources, COMMON, seed=2)
    assert {kind: share for kind, share in shares.items() if share < 0.9} == {}
    assert mean(shares) >= 0.95


def test_clean_sentences_raise_few_alarms(sources: Sources) -> None:
    import random  # noqa: PLC0415

    made = made_clean(random.Random(2), 400)
    assert len(alarms(made, COMMON)) <= 4
    assert len(alarms(made, thorough.all_names())) <= 4
    assert alarms(example_sentences(), COMMON) == []


def test_the_thorough_check_finds_a_rarer_name_and_tells_the_rest_once(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = case_text().replace("vraag: proef", "vraag: gaat met Aaffien wandelen, en met Kees")
    path = write(tmp_path, "casus.yaml", text)
    run(["controleer", str(path)])
    assert "Aaffien" not in _marked(capsys.readouterr().out)
    run(["controleer", str(path), "--grondig"])
    assert _marked(capsys.readouterr().out) == ["Aaffien", "Kees"]


def _marked(shown: str) -> list[str]:
    """What the marks below a line of a name stand under."""
    lines = shown.splitlines()
    spots = [(above, below.index("^"), below.count("^")) for above, below in pairwise(lines) if "^" in below]
    named = [above[start : start + size] for above, start, size in spots if "vraag:" in above]
    return sorted(named)


def test_the_examples_raise_no_alarm_with_the_long_lists() -> None:
    assert list(thorough.thorough_problems([EXAMPLES])) == []


@pytest.mark.parametrize("said", ["open het menu Velden", "kies daar Meer of Pijl", "in Hoek van Holland"])
def test_a_word_of_every_day_is_nobody_by_itself(said: str) -> None:
    assert signs(f"zij zegt: {said} en zij doet dat", thorough.all_names()) == []
    assert signs(f"zij belt met mevrouw Velden over {said}", thorough.all_names()) != []


def test_without_the_lists_one_sentence_says_how_to_get_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    thorough.all_names.cache_clear()
    monkeypatch.setattr(thorough, "find_spec", lambda name: None)
    try:
        code = run(["controleer", str(write(tmp_path, "casus.yaml", case_text())), "--grondig"])
    finally:
        thorough.all_names.cache_clear()
    assert code == 2
    assert 'pip install "rendement[grondig]"' in capsys.readouterr().err


@pytest.mark.parametrize(
    "piece",
    [
        *(
            "a",
            "A",
            "1",
            "0 0 0 ",
            "Aa ",
            "A. ",
            "mevrouw ",
            "mevrouw van de ",
            "van de ",
            "haar man ",
            "Jan de ",
        ),
        *(
            "1-1-",
            "12-03-48 ",
            "4623 k",
            "apenstaartje ",
            "a at punt ",
            "NL91.",
            "AB-12-",
            "nummer 1",
            "kenteken ",
        ),
        *("huisarts De ", "Kees van der ", "Aaaa durft ", "agb-", "bsn", "straat ", "-", ".", "Bakker, A.B."),
    ],
)
def test_a_long_text_of_one_piece_takes_linear_time(piece: str) -> None:
    def seconds(size: int) -> float:
        text = piece * (size // len(piece))
        start = time.process_time()
        signs(text)
        return time.process_time() - start

    assert seconds(80_000) < 0.1 + 3 * seconds(40_000)
