"""Every place of an estimate, and which places share a name (M26)."""

from builders import make_case
from hypothesis import given
from strategies import World, worlds

from rendement.engine.columns import build_columns
from rendement.engine.doubts import Assumed, build_uncertain
from rendement.engine.draws import hash_of
from rendement.model.case import Case
from rendement.model.factors import INPUTS
from rendement.model.line_names import Path
from rendement.model.names import Use, named, uses
from rendement.model.shared_names import is_shared, plain_name, shared_name
from rendement.reading.terms.settings_sets import load_settings

GROUP = {"laag": "20%", "verwacht": "30%", "hoog": "40%"}
STAY = {"laag": "4 maanden", "verwacht": "6 maanden", "hoog": "9 maanden"}


def shared_case() -> Case:
    chance, stay = {**GROUP, "naam": "opname"}, {**STAY, "naam": "uitstel-opname"}
    line = {"prijs": "a.b", "aantal": "2 uur per week", "vanaf": "1 maand", "duur": "blijvend", "kans": "80%"}
    return make_case(
        inzet=[{"wat": "x", "prijs": "inzet.uur", "aantal": 2, "vanaf": "1 maand"}],
        zonder_inzet=[
            {"pad": "p", "kans": chance, "hulp": [line, {"prijs": "a.b", "aantal": 3, "uitstel": stay}]},
            {"pad": "q", "kans": "10%", "hulp": [{"prijs": "a.b", "aantal": 1, "verdringing": "20%"}]},
        ],
        met_inzet=[{"prijs": "a.b", "aantal": 1, "kans": chance, "duur": stay}],
        toerekening={"wij": "70%", "huisarts": "30%"},
        verdringing="10%",
    )


def test_every_place_has_its_name_in_the_order_of_the_engine() -> None:
    assert [use.at for use in uses(shared_case())] == [
        *("i1/aantal", "i1/vanaf", "toerekening", "verdringing"),
        *("z1/kans", "z1.1/kans", "z1.1/aantal", "z1.1/vanaf", "z1.2/aantal", "z1.2/uitstel"),
        *("z2/kans", "z2.1/verdringing", "z2.1/aantal"),
        *("m1/kans", "m1/aantal", "m1/duur"),
    ]
    assert {use.field for use in uses(shared_case())} == set(INPUTS)


def test_a_deadweight_share_is_the_chance_of_its_path() -> None:
    pathway = {"pad": "p", "ook_zonder_ons": "30%", "hulp": [{"prijs": "a.b", "aantal": 1}]}
    use = next(use for use in uses(make_case(zonder_inzet=[pathway])) if use.field == "pad")
    assert (use.line, use.at, use.path) == ("z1", "z1/kans", ("zonder_inzet", 0, "ook_zonder_ons"))


def test_uses_of_a_name_are_together() -> None:
    found = named(shared_case())
    assert {name: [use.at for use in places] for name, places in found.items()} == {
        "opname": ["z1/kans", "m1/kans"],
        "uitstel-opname": ["z1.2/uitstel", "m1/duur"],
    }
    assert {use.key for places in found.values() for use in places} == {"opname", "uitstel-opname"}


def test_a_shared_name_is_told_by_its_sign() -> None:
    name = shared_name("sociaal-recept-2025", "opname")
    assert name == "=sociaal-recept-2025/opname"
    assert (is_shared(name), is_shared("opname"), is_shared(None)) == (True, False, False)
    assert plain_name(name) == plain_name("opname") == "opname"


def value_at(data: object, path: Path) -> object:
    for step in path:
        data = data[step]  # type: ignore[index]
    return data


@given(worlds())
def test_a_path_leads_to_the_estimate_in_the_file(world: World) -> None:
    written = world.case.model_dump(by_alias=True)
    for use in uses(world.case):
        assert value_at(written, use.path) == use.estimate.model_dump(by_alias=True)


def _varies(use: Use) -> bool:
    """A range around a mean that is not 0 (of what the factor is of: of a mirrored one, not 1)."""
    mirrored = use.field == "verdringing" or use.path[-1] == "ook_zonder_ons"
    mean = getattr(use.estimate, "mean", 1.0)
    return not use.estimate.is_point and mean != (1.0 if mirrored else 0.0)


@given(worlds())
def test_the_engine_draws_for_these_places_and_no_others(world: World) -> None:
    columns = build_columns([world.case], world.book, world.settings)
    sets = load_settings()
    assumed = Assumed(sets.price_spread["geen"], sets.dependence["samenhang-2026"], "samenhang-2026")
    engine = build_uncertain([world.case], columns, world.book, world.settings, assumed)
    drawn = {*engine.est_slot.tolist(), *engine.timed_slot[engine.timed_levels > 1].tolist()}
    places = {hash_of(use.at): use for use in uses(world.case)}
    guesses = {*engine.est_slot[engine.est_guess >= 0].tolist()}
    assert drawn - guesses == {slot for slot, use in places.items() if _varies(use)}
    assert guesses <= {slot for slot, use in places.items() if use.estimate.is_point}
