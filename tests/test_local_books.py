"""A local book on its parent: one value per price, with the whole trail, and the same bits later."""

import json
import random
import string
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from local_books import DORP, GIDS, Change, write_dorp, write_files, write_gids
from written import case_text, programme_text, small_book, write, write_book

from rendement.asking.business_case import business_case
from rendement.cli.app import run
from rendement.engine.price_level import index_step
from rendement.model.base import content_hash
from rendement.model.price import PriceBook
from rendement.reading.books import files as book_files
from rendement.reading.books import price_books
from rendement.reading.books.price_books import available_books, load_prices, read_form
from rendement.reading.complaints.problems import ReadingError
from rendement.reading.loading.load import load_cases
from rendement.reports.excel.plan import plan_workbook
from rendement.results.account.provenance import provenance_words
from rendement.results.prices.price_words import origin_words, price_trail


@pytest.fixture
def dorp(tmp_path: Path) -> PriceBook:
    write_gids(tmp_path)
    return load_prices(write_dorp(tmp_path))


@pytest.mark.parametrize("key", ["Fonds Noord", "fonds_noord", "2e-fonds", "fonds, noord", "f" * 61])
def test_the_key_of_a_payer_is_told_with_its_place_and_repair(key: str, tmp_path: Path) -> None:
    book = write_gids(tmp_path)
    text = (book / "boek.yaml").read_text("utf-8")
    spoiled = text.replace("  inwoner:", f'  "{key}":', 1)
    assert spoiled != text
    (book / "boek.yaml").write_text(spoiled, "utf-8")
    with pytest.raises(ReadingError) as refusal:
        load_prices(book)
    problem = next(p for p in refusal.value.problems if p.slug in ("vorm_klopt_niet", "te_lang"))
    assert problem.place.column == 3
    assert len(key) > 60 or "kleine letters, cijfers en streepjes, zoals fonds-noord" in problem.repair


# ---------------------------------------------------------------- one value, with its trail


def test_an_override_replaces_the_whole_entry(dorp: PriceBook) -> None:
    price = dorp.prices["wmo.poetshulp"]
    assert [(value.price_year, value.mean) for value in price.values] == [(2025, 38)]
    assert dict(price.payers) == {"gemeente": 0.9, "inwoner": 0.1}


def test_what_is_not_replaced_comes_from_the_parent(dorp: PriceBook) -> None:
    assert dorp.prices["wmo.maaltijd"].newest.mean == 9
    assert dorp.origin_of("wmo.maaltijd").book == "gids@2025.1"
    assert dorp.replaced("wmo.maaltijd") is None
    assert set(dorp.sources) == {"gids", "tarieven"}
    assert set(dorp.header.payers) == {"gemeente", "inwoner"}


def test_a_replaced_price_names_book_version_hash_and_old_amount(dorp: PriceBook) -> None:
    assert dorp.parent is not None
    old = dorp.replaced("wmo.poetshulp")
    assert old is not None
    assert (old.book, old.content_hash) == ("gids@2025.1", dorp.parent.content_hash)
    assert old.price.newest.mean == 35
    words = origin_words(dorp, "wmo.poetshulp")
    for part in (
        "dorp@2025.1",
        "vervangt gids@2025.1",
        dorp.parent.content_hash[:12],
        "€ 35,00 per uur (2024)",
    ):
        assert part in words


def test_an_unknown_price_has_no_trail(dorp: PriceBook) -> None:
    with pytest.raises(KeyError, match=r"wmo\.taxi"):
        dorp.trail_of("wmo.taxi")


def test_a_new_price_and_an_own_payer_need_no_replacement(tmp_path: Path) -> None:
    write_gids(tmp_path)
    text = DORP["prijzen.yaml"].replace("wmo.poetshulp", "wmo.klusdienst").replace("    vervangt: ja\n", "")
    text = text.replace("gemeente: 90%, inwoner: 10%", "wijkfonds: 100%").replace(
        "Hulp in huis", "Klusdienst"
    )
    changes: list[Change] = [
        ("prijzen.yaml", DORP["prijzen.yaml"], text),
        ("boek.yaml", "ouder:", "betalers:\n  wijkfonds: {naam: Wijkfonds, perspectief: privaat}\nouder:"),
    ]
    book = load_prices(write_dorp(tmp_path, *changes))
    assert set(book.prices) == {"wmo.poetshulp", "wmo.maaltijd", "wmo.klusdienst"}
    assert book.header.payers["wijkfonds"].label == "Wijkfonds"
    assert [origin.book for origin in book.trail_of("wmo.klusdienst")] == ["dorp@2025.1"]


def test_a_tariff_follows_its_own_series(tmp_path: Path) -> None:
    write_gids(tmp_path)
    series = (
        "reeksen:\n  dorpstarief: {naam: Afspraak, bron: tarieven, basis: b, waarden: {2025: 50, 2026: 53}}\n"
    )
    changes: list[Change] = [
        ("indexen.yaml", "", series),
        ("prijzen.yaml", "index: cpi", "index: dorpstarief"),
    ]
    book = load_prices(write_dorp(tmp_path, *changes))
    assert index_step(book, book.prices["wmo.poetshulp"].index, 2025, 2026) == 53 / 50
    assert "(dorpstarief)" in price_trail(book, "wmo.poetshulp", 2026)


def test_files_in_a_folder_inside_are_part_of_the_book(tmp_path: Path) -> None:
    folder = write_gids(tmp_path)
    extra = (folder / "prijzen.yaml").rename(folder / "wmo.yaml")
    (folder / "per-wet").mkdir()
    extra.rename(folder / "per-wet" / "prijzen.yaml")
    assert len(load_prices(folder).prices) == 2
    write(folder / "per-wet", "nog-een.yaml", GIDS["prijzen.yaml"])
    with pytest.raises(
        ReadingError, match=r"per-wet/prijzen\.yaml:2:3  R607 .* gids/2025\.1/per-wet/nog-een\.yaml"
    ):
        load_prices(folder)


def test_one_complaint_does_not_hide_another(tmp_path: Path) -> None:
    write_gids(tmp_path)
    changes: list[Change] = [
        ("prijzen.yaml", "    vervangt: ja\n", ""),
        ("prijzen.yaml", "eenheid: uur", "eenheid: dag"),
        ("prijzen.yaml", "soort: verzilverbaar", "soort: capaciteit"),
        ("prijzen.yaml", "bron: tarieven", "bron: gids"),
    ]
    with pytest.raises(ReadingError) as caught:
        load_prices(write_dorp(tmp_path, *changes))
    slugs = [problem.slug for problem in caught.value.problems]
    assert slugs == ["vervangt_ontbreekt", "vervangt_eenheid", "vervangt_soort", "bron_van_ouder"]
    assert all(problem.place.line > 1 and problem.repair for problem in caught.value.problems)


def test_a_changed_parent_is_told_with_both_hashes(tmp_path: Path) -> None:
    write_gids(tmp_path)
    folder = write_dorp(tmp_path)
    pinned = load_prices(folder).parent
    assert pinned is not None
    write_gids(tmp_path, ("prijzen.yaml", "bedrag: 35", "bedrag: 35.50"))
    with pytest.raises(ReadingError) as caught:
        load_prices(folder)
    assert pinned.content_hash in str(caught.value)
    assert load_prices(tmp_path / "gids" / "2025.1").content_hash in str(caught.value)


def test_a_parent_on_a_shipped_book(tmp_path: Path) -> None:
    national = load_prices(available_books()[0])
    key = next(key for key, price in national.prices.items() if price.unit == "uur")
    kind = national.prices[key].kind.value
    changes: list[Change] = [
        (
            "boek.yaml",
            'gids\n  versie: "2025.1"',
            f'{national.header.book}\n  versie: "{national.header.version}"',
        ),
        ("prijzen.yaml", "wmo.poetshulp", key),
        ("prijzen.yaml", "soort: verzilverbaar", f"soort: {kind}"),
    ]
    folder = write_files(
        tmp_path / "dorp",
        {**DORP, "boek.yaml": DORP["boek.yaml"].replace("HASH", national.content_hash)},
        *changes,
    )
    book = load_prices(folder)
    assert len(book.prices) == len(national.prices)
    assert [origin.book for origin in book.trail_of(key)] == ["dorp@2025.1", national.name]


def test_a_folder_with_versions_stands_for_the_newest(tmp_path: Path) -> None:
    for version in ("2025.9", "2025.10"):
        changes: Change = ("boek.yaml", "2025.1", version)
        write_files(tmp_path / "gids" / version, GIDS, changes)
    assert load_prices(tmp_path / "gids").name == "gids@2025.10"


def test_a_book_that_changes_on_disk_is_read_again(tmp_path: Path) -> None:
    folder = write_gids(tmp_path)
    first = load_prices(folder)
    assert load_prices(folder) is first
    write_gids(tmp_path, ("prijzen.yaml", "bedrag: 35", "bedrag: 36"))
    assert load_prices(folder).prices["wmo.poetshulp"].newest.mean == 36


# ---------------------------------------------------------------- any chain


def chain_of(root: Path, amounts: list[dict[str, float]]) -> PriceBook:
    """Books on top of each other; each states some of three prices, new ones included."""
    entry = DORP["prijzen.yaml"].removeprefix("prijzen:\n")
    digest, known = load_prices(write_gids(root)).content_hash, {"wmo.poetshulp"}
    above = ("gids", "2025.1")
    folder = root / "gids" / "2025.1"
    for number, stated in enumerate(amounts):
        name = f"laag-{number}"
        text = "prijzen:\n" if stated else "prijzen: {}\n"
        for key, amount in stated.items():
            block = entry.replace("wmo.poetshulp", key).replace("bedrag: 38", f"bedrag: {amount}")
            block = block.replace("bron: tarieven", f"bron: {name}")
            text += block if key in known else block.replace("    vervangt: ja\n", "")
        header = (
            DORP["boek.yaml"]
            .replace("boek: dorp", f"boek: {name}")
            .replace("boek: gids", f"boek: {above[0]}")
        )
        texts = {
            "boek.yaml": header.replace("HASH", digest),
            "bronnen.yaml": DORP["bronnen.yaml"].replace("tarieven", name),
            "prijzen.yaml": text,
        }
        folder = write_files(root / name / "2025.1", texts)
        digest, known, above = load_prices(folder).content_hash, known | set(stated), (name, "2025.1")
    return load_prices(folder)


KEYS = st.sampled_from(["wmo.poetshulp", "wmo.een", "wmo.twee"])
LAYER = st.dictionaries(KEYS, st.integers(1, 900).map(lambda cents: cents / 10), max_size=3)


@settings(max_examples=25, deadline=None)
@given(layers=st.lists(LAYER, min_size=1, max_size=4))
def test_any_chain_gives_one_value_with_a_full_trail(
    tmp_path_factory: pytest.TempPathFactory, layers: list[dict[str, float]]
) -> None:
    book = chain_of(tmp_path_factory.mktemp("keten"), layers)
    stated = {"wmo.poetshulp": [("gids@2025.1", 35.0)]}
    for number, layer in enumerate(layers):
        for key, amount in layer.items():
            stated.setdefault(key, []).insert(0, (f"laag-{number}@2025.1", amount))
    for key, trail in stated.items():
        found = [(origin.book, origin.price.newest.mean) for origin in book.trail_of(key)]
        assert found == trail
        assert book.prices[key] == book.trail_of(key)[0].price
    assert set(book.prices) == {*stated, "wmo.maaltijd"}


# ---------------------------------------------------------------- hash


def shuffled(text: str, chance: random.Random) -> str:
    """The same document with its keys in another order, in another layout, and numbers spelled otherwise."""

    def turn(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: turn(part) for key, part in chance.sample(list(value.items()), len(value))}
        return [turn(part) for part in value] if isinstance(value, list) else value

    data = turn(yaml.load(text, Loader=yaml.BaseLoader))
    return yaml.dump(data, sort_keys=False, allow_unicode=True, width=chance.choice([40, 100]), indent=4)


def spelled(text: str) -> str:
    """BaseLoader makes everything text: dates, numbers and ja must be written bare again."""
    return text.replace("'", "")


@settings(max_examples=20, deadline=None)
@given(seed=st.integers(0, 10_000), file=st.text(string.ascii_lowercase, min_size=1, max_size=8))
def test_hash_is_stable_under_order_layout_and_file_names(
    tmp_path_factory: pytest.TempPathFactory, seed: int, file: str
) -> None:
    root = tmp_path_factory.mktemp("hash")
    plain = load_prices(write_gids(root))
    chance = random.Random(seed)
    prices = yaml.load(GIDS["prijzen.yaml"], Loader=yaml.BaseLoader)["prijzen"]
    texts = {name: spelled(shuffled(text, chance)) for name, text in GIDS.items() if name != "prijzen.yaml"}
    texts["boek.yaml"] = texts["boek.yaml"].replace("versie: 2025.1", 'versie: "2025.1"')
    for number, key in enumerate(chance.sample(list(prices), len(prices))):
        one = yaml.dump({"prijzen": {key: prices[key]}}, allow_unicode=True)
        texts[f"{file}-{number}.yaml"] = spelled(shuffled(one, chance)).replace("bedrag: 35", "bedrag: 35.00")
    again = load_prices(write_files(root / "anders", texts))
    assert again.content_hash == plain.content_hash


def test_hash_of_a_local_book_hears_its_parent(tmp_path: Path) -> None:
    write_gids(tmp_path)
    first = load_prices(write_dorp(tmp_path)).content_hash
    write_gids(tmp_path, ("prijzen.yaml", "laag: 8, hoog: 10", "laag: 8, hoog: 9"))
    assert load_prices(write_dorp(tmp_path)).content_hash != first


def test_being_a_replacement_is_no_content(tmp_path: Path) -> None:
    book = load_prices(write_gids(tmp_path))
    marked = book.prices["wmo.poetshulp"].model_copy(update={"replaces": True})
    assert content_hash(marked) == content_hash(book.prices["wmo.poetshulp"])


# ---------------------------------------------------------------- index


@pytest.fixture(scope="module")
def indexed(tmp_path_factory: pytest.TempPathFactory) -> PriceBook:
    return small_book(tmp_path_factory.mktemp("index"))


@settings(deadline=None)
@given(
    values=st.lists(st.floats(0.5, 500), min_size=2, max_size=2),
    amount=st.floats(0.01, 1e6),
)
def test_index_there_and_back_is_the_identity(indexed: PriceBook, values: list[float], amount: float) -> None:
    book = indexed
    series = book.series["cpi"].model_copy(update={"values": {2020: values[0], 2025: values[1]}})
    moved = book.model_copy(update={"series": {"cpi": series}})
    there = amount * index_step(moved, "cpi", 2020, 2025)
    assert there * index_step(moved, "cpi", 2025, 2020) == pytest.approx(amount, rel=1e-14)


def test_a_forecast_is_marked_wherever_it_is_used(tmp_path: Path) -> None:
    forecast: Change = ("indexen.yaml", "2025: 103}", "2025: 103, 2026: 105}, ramingen: [2026]")
    book = load_prices(write_gids(tmp_path, forecast))
    assert book.default_year == 2025
    assert "105 raming" in price_trail(book, "wmo.poetshulp", 2026)
    assert "raming" not in price_trail(book, "wmo.poetshulp", 2025)


def test_a_forecast_can_be_asked_for_and_is_named_on_the_page(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    forecast: Change = ("indexen.yaml", "2025: 103}", "2025: 103, 2026: 105}, ramingen: [2026]")
    folder = str(write_gids(tmp_path, forecast))
    page = shown(capsys, "toon", "wmo.poetshulp", "--boek", folder, "--prijspeil", "2026")
    assert "105 raming ÷ 100 (cpi)" in page
    assert "minder zeker: raming van reeks cpi" in page
    assert "raming" not in shown(capsys, "toon", "wmo.poetshulp", "--boek", folder)


@pytest.mark.parametrize("value", ["0", "-3"])
def test_an_index_value_is_above_zero(tmp_path: Path, value: str) -> None:
    with pytest.raises(ReadingError, match=r"indexen\.yaml:2:\d+  R214"):
        load_prices(write_gids(tmp_path, ("indexen.yaml", "2024: 100,", f"2024: {value},")))


def test_a_series_names_a_source_that_exists(tmp_path: Path) -> None:
    with pytest.raises(ReadingError, match=r"indexen\.yaml:2:\d+  R604  bron 'gisd'"):
        load_prices(write_gids(tmp_path, ("indexen.yaml", "bron: gids", "bron: gisd")))


# ---------------------------------------------------------------- old reports


@pytest.fixture
def two_releases(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A root with an old and a new release of the book that the programmes of these tests name."""
    root = tmp_path / "boeken"
    write_book(root / "landelijk" / "2025.1", "landelijk")
    newer = write_book(root / "landelijk" / "2026.1", "landelijk", {"hulp.uur": 44.0, "inzet.uur": 61.0})
    header = (newer / "boek.yaml").read_text("utf-8").replace("2025.1", "2026.1")
    (newer / "boek.yaml").write_text(header, "utf-8")
    for module in (price_books, book_files):
        monkeypatch.setattr(module, "data_root", lambda: root)
    return root


def report(folder: Path) -> tuple[str, list[Any], str]:
    bc = business_case(load_cases(folder))
    account = provenance_words(bc.provenance())
    return f"{bc.sentence()} {account}", bc.by("betaler").to_dicts(), repr(bc.explain("proef-1"))


def test_an_old_report_comes_out_bit_for_bit_with_its_old_book(tmp_path: Path, two_releases: Path) -> None:
    home = tmp_path / "casussen"
    write(home, "programma.yaml", programme_text(closed=1))
    write(home, "casus.yaml", case_text())
    kept = two_releases / "landelijk" / "2026.1"
    away = kept.rename(tmp_path / "later")
    then = report(home)
    away.rename(kept)
    assert load_prices("landelijk").name == "landelijk@2026.1"
    now = report(home)
    assert now == then
    assert "landelijk@2025.1 " + load_prices("landelijk@2025.1").content_hash[:12] in now[0]
    renewed = business_case(load_cases(home), "landelijk@2026.1")
    assert renewed.benefit != business_case(load_cases(home)).benefit


# ---------------------------------------------------------------- the read form of shipped books


@pytest.mark.parametrize("name", available_books())
def test_the_read_form_says_what_the_yaml_says(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    shipped = load_prices(name)
    monkeypatch.setattr(price_books, "shipped_parts", lambda _look: None)
    monkeypatch.setattr(price_books, "_PARTS", {})
    monkeypatch.setattr(price_books, "_BOOKS", {})
    read = load_prices(name)
    assert read is not shipped
    assert read == shipped
    assert read.content_hash == shipped.content_hash


def test_the_read_form_of_a_local_book(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = tmp_path / "boeken"
    write_gids(root)
    read = load_prices(write_dorp(root))
    for module in (price_books, book_files):
        monkeypatch.setattr(module, "data_root", lambda: root)
    for name in ("gids@2025.1", "dorp@2025.1"):
        path, text = read_form(name)
        write(path.parent, path.name, text)
    monkeypatch.setattr(price_books, "_PARTS", {})
    monkeypatch.setattr(price_books, "_BOOKS", {})
    monkeypatch.setattr(price_books, "read_texts", lambda _look: pytest.fail("the YAML was read"))
    shipped = load_prices("dorp")
    assert shipped.model_dump() == read.model_dump()
    assert (shipped.folder, read.folder) == (None, root / "dorp" / "2025.1")
    assert [origin.book for origin in shipped.trail_of("wmo.poetshulp")] == ["dorp@2025.1", "gids@2025.1"]


def test_a_read_form_of_other_bytes_is_not_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = tmp_path / "boeken"
    folder = write_gids(root)
    for module in (price_books, book_files):
        monkeypatch.setattr(module, "data_root", lambda: root)
    path, text = read_form("gids@2025.1")
    lie = json.loads(text)
    lie["prices"]["wmo.poetshulp"]["waarden"][0]["bedrag"]["verwacht"] = "99"
    write(path.parent, path.name, json.dumps(lie))
    monkeypatch.setattr(price_books, "_PARTS", {})
    monkeypatch.setattr(price_books, "_BOOKS", {})
    assert load_prices("gids").prices["wmo.poetshulp"].newest.mean == 99, "the read form is what is used"
    (folder / "prijzen.yaml").write_text(GIDS["prijzen.yaml"] + "# een byte meer\n", "utf-8")
    assert load_prices("gids").prices["wmo.poetshulp"].newest.mean == 35


# ---------------------------------------------------------------- on the screen


def shown(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    assert run(["prijzen", *words]) == 0
    return " ".join(capsys.readouterr().out.split())


def test_listings_show_what_is_replaced(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_gids(tmp_path)
    folder = str(write_dorp(tmp_path))
    listed = shown(capsys, "lijst", "--boek", folder)
    assert "waarvan 1 lokaal vervangen" in listed
    for words in (listed, shown(capsys, "zoek", "poetshulp", "--boek", folder)):
        assert "lokaal, vervangt gids@2025.1" in words
        assert "€ 35,00 per uur (2024)" in words
    page = shown(capsys, "toon", "wmo.poetshulp", "--boek", folder)
    assert "dorp@2025.1, vervangt gids@2025.1" in page
    record = json.loads(shown(capsys, "toon", "wmo.poetshulp", "--boek", folder, "--json"))
    assert [old["bedrag"] for old in record["vervangt"]] == [35.0]


def test_explanation_receipts_and_workbook_show_what_is_replaced(tmp_path: Path) -> None:
    write_book(tmp_path / "proef" / "2025.1")
    pinned = load_prices(tmp_path / "proef" / "2025.1")
    header = DORP["boek.yaml"].replace("boek: gids", "boek: proef").replace("HASH", pinned.content_hash)
    prices = DORP["prijzen.yaml"].replace("wmo.poetshulp", "hulp.uur")
    texts = {"boek.yaml": header, "bronnen.yaml": DORP["bronnen.yaml"], "prijzen.yaml": prices}
    book = load_prices(write_files(tmp_path / "dorp" / "2025.1", texts))
    home = tmp_path / "casussen"
    write(home, "programma.yaml", programme_text(closed=1))
    write(home, "casus.yaml", case_text())
    bc = business_case(load_cases(home, prices=book), book)
    line = bc.explain("proef-1").line("z1.1")
    assert "vervangt" in dict(line.rows())
    assert "proef@2025.1" in line.replaced
    assert "€ 40,00 per uur" in line.replaced
    assert {row["uit boek"] for row in bc.receipts() if row["prijs"] == "hulp.uur"} == {"dorp@2025.1"}
    sheet = next(sheet for sheet in plan_workbook(bc).sheets if sheet.name == "Prijzen")
    told = [
        str(text)
        for block in sheet.blocks
        if "boek" in block.columns
        for text in block.columns["boek"].values
    ]
    assert any(text.startswith("dorp@2025.1, vervangt proef@2025.1") for text in told)
