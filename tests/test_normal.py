"""One normal form of a name (M31c)."""

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from rendement.words.names import normal

SPELLINGS = (
    *("Wijkteam Crabbehof", "wijkteam crabbehof", "WIJKTEAM CRABBEHOF", "wijkteam-crabbehof"),
    *(" wijkteam  crabbehof ", "Wijkteam – Crabbehof", "wijkteam_crabbehof", "Wijkteam, Crabbehof."),
    *(
        "wijkteam\u00a0crabbehof",
        "wijk\u00adteam crabbehof",
        "wijkteam\u200b crabbehof",
        "ｗijkteam crabbehof",
    ),
    *("wijkteam (Crabbehof)", "wijkteam/crabbehof", "‘wijkteam’ crabbehof", "wijkteam\tcrabbehof"),
)


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_spellings_of_one_name_share_a_form(spelling: str) -> None:
    assert normal(spelling) == "wijkteam-crabbehof"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("85+", "85-plus"),
        ("85 +", "85 plus"),
        ("0–11", "0-11"),
        ("’s-Gravenhage", "'s-gravenhage"),
        ("Súdwest-Fryslân", unicodedata.normalize("NFD", "súdwest fryslân")),
        ("IJsselstein", "ĳsselstein"),
        ("STRASSE", "straße"),
    ],
)
def test_ways_to_write_it(one: str, other: str) -> None:
    assert normal(one) == normal(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("<18", ">18"), ("wijk 1", "wijk 11"), ("0-11", "12-17"), ("18-24", "1824"), ("a+b", "ab"), ("?", "!")],
)
def test_what_differs_stays_apart(one: str, other: str) -> None:
    assert normal(one) != normal(other)


@given(st.text(min_size=1))
@example("\u0345")
@example("İ")
@example("´x")
@example("a\u200b\u0301")
@example("+\u0338")
def test_the_form_of_a_form_is_itself(name: str) -> None:
    assert normal(normal(name)) == normal(name)
    assert normal(unicodedata.normalize("NFD", name)) == normal(unicodedata.normalize("NFC", name))


@given(st.text(alphabet="abcé+-_ .,/&$^|~", min_size=1, max_size=12))
def test_ascii_goes_the_same_way_as_the_rest(name: str) -> None:
    assert normal(name + "x") + "é" == normal(name + "xé")
    assert normal(name.upper()) == normal(name)
