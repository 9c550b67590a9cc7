"""Text → data with places: what hands write, what is refused and where, and what a fuzzer throws at it."""

import datetime
import re
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rendement.model.book_files import PriceFile
from rendement.model.case import Case
from rendement.model.price import BookHeader
from rendement.model.programme import Programme
from rendement.model.settings import SettingsFile
from rendement.reading.books.near_prices import nearest_prices
from rendement.reading.books.price_books import load_prices
from rendement.reading.complaints.problems import Place, Problem, in_order
from rendement.reading.documents.document import read_file, read_model
from rendement.reading.documents.fields import field_names, nearest_field
from rendement.reading.folder.folders import yaml_files
from rendement.reading.loading.load import load_cases
from rendement.reading.yaml.text import Text, read_text

EXAMPLE = Path(__file__).resolve().parents[1] / "examples" / "sociaal-recept" / "sr-2025-001.yaml"
CASE = """\
casus: vb-2025-01
fictief: ja
gestart: 2025-01-06
afgesloten: 2025-06-30
context: {gemeente: dordrecht, organisatie: buurtwerk,
          leeftijd: 75-84, thema: [eenzaamheid], aanpak: [wandelmaatje]}
vraag: komt nauwelijks nog buiten
inzet:
  - {wat: huisbezoeken, prijs: welzijn.sociaal-makelaar, aantal: 9 uur}
zonder_inzet:
  - pad: conditie zakt verder weg
    kans: {laag: 30%, verwacht: 50%, hoog: 60%}
    grond: inschatting met praktijkondersteuner
    hulp:
      - {prijs: zorg.fysiotherapie, aantal: {laag: 9, verwacht: 12, hoog: 18}}
      - {prijs: wmo.huishoudelijke-hulp, aantal: 2 uur per week, vanaf: 6 maanden, duur: 9 maanden}
toerekening: {wij: 70%, huisarts: 20%, familie: 10%}
bewoner: "Ik kom weer onder de mensen."
instemming: ja
"""


def read(text: str | bytes) -> Text:
    return read_text("a.yaml", text if isinstance(text, bytes) else text.encode())


def problems_of(text: str, folder: Path) -> list[Problem]:
    path = folder / "a.yaml"
    path.write_bytes(text.encode())
    return list(load_cases(path).problems)


def edited(old: str, new: str) -> str:
    assert CASE.count(old) == 1, old
    return CASE.replace(old, new)


# ---------------------------------------------------------------- data


def test_scalars_mean_what_hands_write() -> None:
    text = read(
        "a: 12\nb: 12,50\nc: 12.5\nd: ja\ne: nee\nf: 2025-11-03\ng:\nh: 2 uur\ni: '12'\nj: 75-84\nk: -3\n"
    )
    assert text.problems == []
    assert text.data == {
        "a": 12,
        "b": Decimal("12.50"),
        "c": Decimal("12.5"),
        "d": True,
        "e": False,
        "f": datetime.date(2025, 11, 3),
        "g": None,
        "h": "2 uur",
        "i": "12",
        "j": "75-84",
        "k": -3,
    }


@pytest.mark.parametrize(
    "raw", [CASE.encode(), b"\xef\xbb\xbf" + CASE.encode(), CASE.replace("\n", "\r\n").encode()]
)
def test_byte_order_mark_and_windows_line_ends_change_nothing(raw: bytes) -> None:
    text = read(raw)
    assert text.problems == []
    assert text.data == read(CASE).data
    assert text.place(("vraag",)) == Place(7, 8, 34)


# ---------------------------------------------------------------- places


@pytest.mark.parametrize(
    ("path", "key", "place"),
    [
        (("casus",), False, Place(1, 8, 18)),
        (("casus",), True, Place(1, 1, 6)),
        (("context", "thema", 0), False, Place(6, 36, 47)),
        (("zonder_inzet", 0, "kans", "verwacht"), False, Place(12, 33, 36)),
        (("zonder_inzet", 0, "kans", "verwacht"), True, Place(12, 23, 31)),
        (("zonder_inzet", 0, "hulp", 0, "aantal", "hoog"), False, Place(15, 75, 77)),
        (("zonder_inzet", 0, "hulp", 7), False, Place(15, 7, 8)),
        (("inzet", 0, "bestaat", "niet"), True, Place(9, 5, 72)),
        ((), False, Place(1, 1, 6)),
    ],
)
def test_places_of_keys_and_values(path: tuple[str | int, ...], key: bool, place: Place) -> None:
    found = read(CASE).place(path, key)
    assert found[:2] == place[:2]
    if path[-1:] != (7,):
        assert found == place


def test_columns_count_characters_and_not_bytes(tmp_path: Path) -> None:
    found = problems_of(edited("wat: huisbezoeken,", "wat: één café-überraschung 🙂, groep: 0,"), tmp_path)
    assert [(problem.slug, problem.place) for problem in found] == [("deler_onder_een", Place(9, 43, 44))]


def test_place_inside_a_block_text(tmp_path: Path) -> None:
    block = "vraag: |\n  zij komt niet buiten\n\n  bel dochter op 06-12345678 of\n  mail a@voorbeeld.nl\n"
    found = problems_of(edited("vraag: komt nauwelijks nog buiten\n", block), tmp_path)
    assert [problem.place for problem in found] == [Place(10, 18, 29), Place(11, 8, 22)]


def test_missing_field_is_placed_at_its_record(tmp_path: Path) -> None:
    found = problems_of(edited("      - {prijs: zorg.fysiotherapie, aantal:", "      - {aantal:"), tmp_path)
    assert [(problem.slug, problem.place) for problem in found] == [
        ("hulp_prijs_of_uitgave", Place(15, 9, 52))
    ]


def test_marker_of_a_record_over_several_lines_stays_on_its_first_line(tmp_path: Path) -> None:
    found = problems_of(edited("context: {gemeente: dordrecht, ", "context: {"), tmp_path)
    assert [(problem.slug, problem.place) for problem in found] == [("ontbreekt", Place(5, 1, 8))]


# ---------------------------------------------------------------- what real hands type

AMOUNT = "aantal: 9 uur"
CHANCE = "kans: {laag: 30%, verwacht: 50%, hoog: 60%}"
STARTED = "gestart: 2025-01-06"
QUESTION = "vraag: komt nauwelijks nog buiten"
AGE = "leeftijd: 75-84"
ASSENT = "instemming: ja"
SHARES = "toerekening: {wij: 70%, huisarts: 20%, familie: 10%}"
PRICE = "prijs: zorg.fysiotherapie"
LENGTH = "duur: 9 maanden"

SLIPS = [
    (AMOUNT, "aantal: ca. 3", "aantal_onleesbaar", 9, 66, "schrijf 3, of laag"),
    (AMOUNT, "aantal: ± 5 uur", "aantal_onleesbaar", 9, 66, "schrijf 5 uur, of laag"),
    (AMOUNT, "aantal: 10-12", "aantal_onleesbaar", 9, 66, "{laag: 10, verwacht: …, hoog: 12}"),
    (
        AMOUNT,
        "aantal: 10–12 uur",
        "aantal_onleesbaar",
        9,
        66,
        "{laag: 10, verwacht: …, hoog: 12, eenheid: uur}",
    ),
    (AMOUNT, "aantal: 12:30", "aantal_onleesbaar", 9, 66, "12.5 uur"),
    (AMOUNT, "aantal: 1/2 uur", "aantal_onleesbaar", 9, 66, "schrijf 0.5 uur"),
    (AMOUNT, "aantal: .5 uur", "aantal_onleesbaar", 9, 66, "schrijf 0.5 uur"),
    (AMOUNT, "aantal: 9 uur (geschat)", "aantal_onleesbaar", 9, 66, "schrijf alleen 9 uur"),
    (AMOUNT, "aantal: € 45", "aantal_onleesbaar", 9, 66, "niet wat het kost"),
    (AMOUNT, "aantal: € 1.234,56", "komma_tussen_haken", 9, 66, "schrijf 1234.56 met een punt"),
    (AMOUNT, "aantal: 9,5 uur", "komma_tussen_haken", 9, 66, "schrijf 9.5 uur met een punt"),
    (AMOUNT, "aantal: 1,500 uur", "komma_tussen_haken", 9, 66, "schrijf 1500 uur of 1.5 uur"),
    (AMOUNT, "aantal: 1.000 uur", "getal_duizendtal", 9, 66, "schrijf 1000 uur of 1 uur"),
    (AMOUNT, "aantal: 9 urn", "eenheid_onbekend", 9, 66, "bedoelt u '9 uren'?"),
    (AMOUNT, "aantal: 9 uur per persoon", "eenheid_geen_tijd", 9, 66, "per dag, week, maand of jaar"),
    (AMOUNT, "aantal:9 uur", "spatie_ontbreekt", 9, 64, "met een spatie ertussen"),
    (AMOUNT, "aantal: >10", "verkeerd_teken", 9, 66, "aanhalingstekens"),
    (AMOUNT, "Aantal: 9 uur", "onbekend_veld", 9, 58, "bedoelt u 'aantal'?"),
    (AMOUNT, "quantity: 9 uur", "onbekend_veld", 9, 58, "bedoelt u 'aantal'?"),
    (CHANCE, "kans:50%", "spatie_ontbreekt", 12, 9, "met een spatie ertussen"),
    (CHANCE, "kans: 1/4", "kans_onleesbaar", 12, 11, "schrijf 1 op 4"),
    (CHANCE, "kans: 30–50%", "kans_onleesbaar", 12, 11, "{laag: 30%, verwacht: …, hoog: 50%}"),
    (CHANCE, "kans: [30%, 50%]", "kans_onleesbaar", 12, 11, "{laag: …, verwacht: …, hoog: …}"),
    (CHANCE, "kans: 35", "kans_boven_100", 12, 11, "bedoelt u 35%?"),
    (CHANCE, "kans: 1.4", "kans_boven_100", 12, 11, "kies zelf: 14%, of 1.4%"),
    (CHANCE, "kans: 140", "kans_boven_100", 12, 11, "kies hoogstens 100%"),
    (CHANCE, "kans: 1.500%", "getal_duizendtal", 12, 11, "schrijf 1.5%"),
    (CHANCE, "kans: 1.400", "getal_duizendtal", 12, 11, "kies zelf: 14%, of 1.4%"),
    (CHANCE, "kans: {laag: 30%, verwacht: 35.000, hoog: 60%}", "getal_duizendtal", 12, 33, "bedoelt u 35%?"),
    (SHARES, "toerekening: {wij: 1.000, familie: 10%}", "getal_duizendtal", 17, 20, "schrijf 1"),
    (CHANCE, "kans: 0,5.", "kans_onleesbaar", 12, 11, "schrijf 0.5"),
    (CHANCE, "kans: 1 op 0", "kans_onleesbaar", 12, 11, "boven 0, bijvoorbeeld 1 op 4"),
    (CHANCE, "kans: 4 op 1", "kans_boven_100", 12, 11, "bedoelt u 1 op 4?"),
    (
        CHANCE,
        "kans: {laag: 30%, waarschijnlijk: 50%, hoog: 60%}",
        "onbekend_veld",
        12,
        23,
        "bedoelt u 'verwacht'?",
    ),
    (
        CHANCE,
        "kans: {laag: 30%; verwacht: 50%; hoog: 60%}",
        "komma_ontbreekt",
        12,
        23,
        "komma's tussen de delen",
    ),
    (CHANCE, "kans: {laag: 30%, verwacht: 50%", "haak_open", 12, 11, "sluit elke {"),
    (STARTED, "gestart: 3-11-2025", "datum_volgorde", 3, 10, "schrijf 2025-11-03"),
    (STARTED, "gestart: 2025-13-01", "datum_bestaat_niet", 3, 10, "jaar-maand-dag"),
    (STARTED, "gestart: 31-02-2025", "datum_bestaat_niet", 3, 10, "kijk naar dag en maand"),
    (STARTED, "gestart: 3-13-2025", "datum_volgorde", 3, 10, "schrijf 2025-03-13"),
    (AMOUNT, "aantal: –9 uur", "aantal_negatief", 9, 66, "kies 0 of meer"),
    (
        LENGTH,
        "duur: {laag: 1, verwacht: 2, hoog: 3, eenheid: kwartalen}",
        "eenheid_met_getal",
        16,
        131,
        "kwartalen",
    ),
    (STARTED, "gestart: “2025-06-12”", "geen_datum", 3, 10, "schrijf 2025-06-12"),
    (STARTED, "gestart: 2025", "geen_datum", 3, 10, "bijvoorbeeld 2025-11-03"),
    (STARTED, "Gestart: 2025-01-06", "onbekend_veld", 3, 1, "bedoelt u 'gestart'?"),
    (STARTED, "started: 2025-01-06", "onbekend_veld", 3, 1, "bedoelt u 'gestart'?"),
    (STARTED, "gestart:2025-01-06", "spatie_ontbreekt", 3, 8, "met een spatie ertussen"),
    (STARTED, "gestart 2025-01-06", "dubbele_punt_ontbreekt", 3, 1, "`sleutel: waarde`"),
    (STARTED, "\tgestart: 2025-01-06", "tab", 3, 1, "gebruik spaties"),
    (STARTED, " gestart: 2025-01-06", "inspringing", 3, 2, "precies onder elkaar"),
    (QUESTION, "vraag: let op: komt niet buiten", "dubbele_punt", 7, 14, "tussen aanhalingstekens"),
    (QUESTION, "vraag: “komt niet” buiten: ja", "dubbele_punt", 7, 26, "tussen aanhalingstekens"),
    (QUESTION, 'vraag: "komt niet buiten', "aanhalingsteken_open", 7, 8, "sluit de tekst"),
    (QUESTION, "vraag: 'komt niet, zo'n dag'", "na_aanhalingsteken", 7, 23, "van de andere soort"),
    (QUESTION, "vraag: [soms] buiten", "na_haak", 7, 15, "haal weg wat te veel is"),
    (QUESTION, "vraag: *echt* niet", "verwijzing", 7, 8, "tussen aanhalingstekens"),
    (QUESTION, "vraag: & meer", "anker", 7, 8, "tussen aanhalingstekens"),
    (QUESTION, "vraag: - eenzaam", "streepje", 7, 8, "tussen aanhalingstekens"),
    (QUESTION, "vraag: > 10 jaar eenzaam", "verkeerd_teken", 7, 8, "tussen aanhalingstekens"),
    (QUESTION, "vraag: #1 eenzaam", "leeg", 7, 7, "achter een # staat telt niet mee"),
    (QUESTION, "vraag: komt niet\nbuiten", "dubbele_punt_ontbreekt", 8, 1, "spring dan in"),
    (QUESTION, "vraag: a\x07b", "stuurteken", 7, 9, "typ deze regel opnieuw"),
    (QUESTION, "vraag: no", "ja_nee", 7, 8, "schrijf ja of nee"),
    (QUESTION, "vraag: 12", "geen_tekst", 7, 8, 'aanhalingstekens om: "12"'),
    (AGE, "leeftijd: 80", "leeftijd_te_precies", 6, 21, "schrijf een klasse: 75-84"),
    (AGE, "leeftijd: 92 jaar", "leeftijd_te_precies", 6, 21, "schrijf een klasse: 85-plus"),
    (AGE, "leeftijd: 77-77", "leeftijd_te_precies", 6, 21, "schrijf een klasse: 75-84"),
    (AGE, "leeftijd: 77 t/m 80", "leeftijd_te_precies", 6, 21, "schrijf een klasse: 75-84"),
    (AGE, "leeftijd: 92 jaar oud", "leeftijd_te_precies", 6, 21, "schrijf een klasse: 85-plus"),
    (AGE, "leeftijd: 1941", "leeftijd_te_precies", 6, 21, "bijvoorbeeld 75-84"),
    (AGE, "leeftijd: “75-84”", "krulteken", 6, 21, "rechte aanhalingstekens"),
    (AGE, 'leeftijd: "8"', "leeftijd_te_precies", 6, 21, "schrijf een klasse: 0-11"),
    (AMOUNT, "aantal: “9 uur”", "krulteken", 9, 66, "rechte aanhalingstekens"),
    (QUESTION, "vraag: “komt niet: buiten”", "krulteken", 7, 8, "rechte aanhalingstekens"),
    (
        AMOUNT,
        "aantal: 2 x per week",
        "eenheid_past_niet",
        9,
        66,
        "maal hoeveel uur per keer; schrijf bijvoorbeeld 2 uur per week",
    ),
    (
        AMOUNT,
        "uitgave: {bedrag: 1.250,50}",
        "komma_tussen_haken",
        9,
        76,
        '1250.50 met een punt, of zet er aanhalingstekens om: "1250,50"',
    ),
    ("      - {prijs: zorg", "      {prijs: zorg", "inspringing", 16, 7, "precies onder elkaar"),
    (AGE, "leeftijd 75-84", "onbekend_veld", 6, 11, "bedoelt u 'leeftijd: 75-84'?"),
    (ASSENT, "instemming: J", "ja_nee", 19, 13, "schrijf ja of nee"),
    (ASSENT, "instemming: yes", "ja_nee", 19, 13, "schrijf ja of nee"),
    (ASSENT, "instemming: nvt", "geen_keuze", 19, 13, "ja, nee, niet-gevraagd"),
    (SHARES, "toerekening: {wij:70%, huisarts: 20%}", "spatie_ontbreekt", 17, 18, "met een spatie"),
    (SHARES, "toerekening: {wij: 12,5%, huisarts: 20%}", "komma_tussen_haken", 17, 20, "12.5%"),
    (SHARES, "toerekening:\n  - wij: 70%", "geen_blok", 18, 3, "bijvoorbeeld {wij: 70%, huisarts: 30%}"),
    (SHARES, "toerekening: 60%", "geen_blok", 17, 14, "bijvoorbeeld {wij: 70%, huisarts: 30%}"),
    ("      - {prijs: zorg", "      -{prijs: zorg", "spatie_ontbreekt", 15, 7, "- onderdeel"),
    ("      - {prijs: wmo", "     - {prijs: wmo", "inspringing", 16, 6, "precies onder elkaar"),
    ("    hulp:", "    hulp:\n    hulp:", "dubbele_sleutel", 15, 5, "laat er één staan"),
    ("    hulp:", "    help:", "onbekend_veld", 14, 5, "bedoelt u 'hulp'?"),
    ("    hulp:", "    hulp", "dubbele_punt_ontbreekt", 14, 5, "`sleutel: waarde`"),
    (LENGTH, "duur: 9", "duur_zonder_tijd", 16, 90, "9 maanden"),
    (LENGTH, "duur: Blijvend", "tijd_onleesbaar", 16, 90, "schrijf blijvend"),
    (PRICE, "prijs: fysio", "prijs_onbekend", 15, 17, "'zorg.fysiotherapie'"),
    (PRICE, "prijs: verpleeghuis", "prijs_onbekend", 15, 17, "'wlz.verpleeghuis'"),
    (PRICE, "prijs: zorg.fysioterapie", "prijs_onbekend", 15, 17, "'zorg.fysiotherapie'"),
    (PRICE, "prijs: 43.10", "geen_tekst", 15, 17, "de naam van een prijs"),
    (PRICE, "prijs: xyzzy", "prijs_onbekend", 15, 17, "rendement prijzen zoek"),
]


@pytest.mark.parametrize(("old", "new", "slug", "line", "column", "repair"), SLIPS)
def test_a_slip_of_the_hand_is_told_where_it_is_with_its_repair(
    old: str, new: str, slug: str, line: int, column: int, repair: str, tmp_path: Path
) -> None:
    text = CASE
    index = text.index(old)
    found = problems_of(text[:index] + new + text[index + len(old) :], tmp_path)
    assert [problem.slug for problem in found] == [slug]
    assert found[0].place[:2] == (line, column)
    assert repair in found[0].repair


SPELLED = [
    (AMOUNT, "aantal: 9\u00a0uur"),
    (AMOUNT, "aantal: 9\u200b uur"),
    (AMOUNT, "aantal: negen uur"),
    (AMOUNT, "aantal: 540 minuten"),
    (AMOUNT, "aantal: 36 kwartier"),
    (AMOUNT, "aantal: '9\u202fUUR'"),
    (STARTED, "gestart: 2025-1-6"),
    (STARTED, "gestart: 2025–01–06"),
    (STARTED, "gestart: 6 januari 2025"),
    (STARTED, "gestart: '6 jan. 2025'"),
    (CHANCE, "kans: {laag: 30 procent, verwacht: een op de twee, hoog: '0,6'}"),
    (CHANCE, "kans: {laag: 30\u00a0%, verwacht: half, hoog: 60%}"),
    (ASSENT, "instemming: JA"),
    (ASSENT, "instemming: 'Ja'"),
    (LENGTH, "duur: 3 kwartalen"),
    (STARTED, "gestart:\u00a02025-01-06\u200b"),
    ("    kans:", "\u00a0\u00a0  kans:"),
]


@pytest.mark.parametrize(("old", "new"), SPELLED)
def test_what_has_one_meaning_is_read_as_if_it_were_written_plainly(
    old: str, new: str, tmp_path: Path
) -> None:
    index = CASE.index(old)
    cases = []
    for number, line in enumerate((old, new)):
        text = CASE[:index] + line + CASE[index + len(old) :]
        path = tmp_path / str(number) / "vb-2025-01.yaml"
        path.parent.mkdir()
        path.write_text(text, "utf-8")
        found = load_cases(path)
        assert found.problems == ()
        cases.append(found.cases[0].case)
    assert cases[0] == cases[1]


def slipped(*slips: tuple[str, str]) -> str:
    """The case with several slips; each where its text first stands in the good case."""
    text = CASE
    for old, new in sorted(slips, key=lambda slip: -CASE.index(slip[0])):
        index = CASE.index(old)
        text = text[:index] + new + text[index + len(old) :]
    return text


SECOND = [
    (AMOUNT, "aantal: 9 urn", "eenheid_onbekend"),
    (AMOUNT, "aantal: 2 x per week", "eenheid_past_niet"),
    (CHANCE, "kans: 1.4", "kans_boven_100"),
    (STARTED, "gestart: 3-11-2025", "datum_volgorde"),
    (AGE, "leeftijd: 80", "leeftijd_te_precies"),
    (SHARES, "toerekening: {wij: 70%, huisarts: 20%, familie: 20%}", "toerekening_som"),
    (SHARES, "toerekening: {wij: 1.400, huisarts: 20%, familie: 10%}", "getal_duizendtal"),
    (PRICE, "prijs: fysio", "prijs_onbekend"),
    (LENGTH, "duur: 9", "duur_zonder_tijd"),
]


@pytest.mark.parametrize(("old", "new", "slug"), SECOND)
def test_a_second_slip_never_makes_a_third_complaint(old: str, new: str, slug: str, tmp_path: Path) -> None:
    for other_old, other_new, other, *_ in SLIPS:
        if CASE.index(old) + len(old) <= CASE.index(other_old):
            found = {
                problem.slug for problem in problems_of(slipped((old, new), (other_old, other_new)), tmp_path)
            }
            assert found <= {slug, other}
            assert found


def test_one_round_of_repair_tells_all_that_stands_apart(tmp_path: Path) -> None:
    wrong = {old: (new, slug) for old, new, slug in SECOND}
    found = problems_of(slipped(*((old, new) for old, (new, _) in wrong.items())), tmp_path)
    assert {problem.slug for problem in found} == {slug for _, slug in wrong.values()} - {"prijs_onbekend"}
    one_line = problems_of(
        slipped((AMOUNT, "aantal: 9 urn"), (CHANCE, "kans: 90%"), (LENGTH, "duur: 9")), tmp_path
    )
    assert [problem.slug for problem in one_line] == ["eenheid_onbekend", "duur_zonder_tijd"]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (AMOUNT, "aantal: 2u"),
        (AMOUNT, "aantal: 9uur"),
        (AMOUNT, 'aantal: "9,5 uur"'),
        (CHANCE, "kans: 1 op de 4"),
        (CHANCE, "kans: 50 %"),
        (CHANCE, "kans: 0,5"),
        (STARTED, 'gestart: "2025-01-06"'),
        (STARTED, "gestart : 2025-01-06"),
        (QUESTION, "vraag:\tkomt nauwelijks nog buiten"),
        (QUESTION, "vraag: >\n  komt niet buiten\n  sinds: kort"),
        (QUESTION, "vraag: hoe R&D en 5*2 gaan! Echt?"),
    ],
)
def test_what_is_clear_is_read(old: str, new: str, tmp_path: Path) -> None:
    assert problems_of(edited(old, new) if CASE.count(old) == 1 else CASE, tmp_path) == []


# ---------------------------------------------------------------- suggestions


def test_field_suggestions_belong_to_their_level() -> None:
    assert nearest_field("verwact", Case, ("zonder_inzet", 0, "kans")) == "verwacht"
    assert nearest_field("probability", Case, ("zonder_inzet", 0)) is None
    assert nearest_field("chance", Case, ("zonder_inzet", 0)) == "kans"
    assert nearest_field("bron", Case, ("inzet", 0, "uitgave")) == "bron"
    assert nearest_field("startdatum", Case, ()) == "gestart"
    assert nearest_field("start", Case, ("zonder_inzet", 0, "hulp", 0)) == "vanaf"
    assert nearest_field("iets", Case, ("toerekening",)) is None
    assert set(field_names(Case, ("toerekening", "wij"))) >= {"laag", "verwacht", "hoog"}
    assert "bedrag" in field_names(PriceFile, ("prijzen", "zorg.fysio", "waarden", 0))


def test_an_unknown_field_shows_all_choices_when_nothing_is_near(tmp_path: Path) -> None:
    (found,) = problems_of(edited(AMOUNT, f"{AMOUNT}, kleur: rood"), tmp_path)
    assert found.repair.startswith("kies uit: aantal, betalers, duur")


def test_text_with_a_comma_between_braces_is_told_to_take_quotes(tmp_path: Path) -> None:
    (found,) = problems_of(edited("wat: huisbezoeken,", "wat: huisbezoeken, koffie en thee,"), tmp_path)
    assert "tussen aanhalingstekens" in found.repair


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("fysio", "zorg.fysiotherapie"),
        ("fysioterapie", "zorg.fysiotherapie"),
        ("zorg.fysioterapie", "zorg.fysiotherapie"),
        ("Zorg.Fysiotherapie", "zorg.fysiotherapie"),
        ("zorg.fysio", "zorg.fysiotherapie"),
        ("verpleeghuis", "wlz.verpleeghuis"),
        ("zorg.verpleeghuis", "wlz.verpleeghuis"),
        ("huishoudelijke hulp", "wmo.huishoudelijke-hulp"),
        ("wmo.huishoudelijkehulp", "wmo.huishoudelijke-hulp"),
        ("poetshulp", "wmo.huishoudelijke-hulp"),
        ("huisarts", "zorg.huisarts-consult"),
        ("psycholoog", "ggz.basis-consult"),
    ],
)
def test_price_suggestions_know_spelling_and_everyday_words(typed: str, meant: str) -> None:
    near = nearest_prices(typed, load_prices("landelijk"))
    assert near[0] == meant
    assert len(near) <= 3


# ---------------------------------------------------------------- files


def test_unreadable_paths_are_problems(tmp_path: Path) -> None:
    loop = tmp_path / "kring.yaml"
    loop.symlink_to(loop)
    folder = tmp_path / "map.yaml"
    folder.mkdir()
    assert [
        read_file(path).problems[0].details["reden"] for path in (tmp_path / "weg.yaml", folder, loop)
    ] == [
        "het is er niet",
        "het is een map",
        "de snelkoppeling wijst naar zichzelf",
    ]


def test_files_come_once_and_in_order(tmp_path: Path) -> None:
    for name in ("b.yaml", "a.yml", "c.txt", "d.yxml"):
        (tmp_path / name).write_text("a: b\n", "utf-8")
    found = yaml_files([tmp_path / "b.yaml", tmp_path])
    assert [path.name for path in found] == ["b.yaml", "a.yml"]


@pytest.mark.parametrize(
    "text",
    [
        "- " * 300_000 + "a",
        "-  " * 200_000 + "a",
        "-\t" * 200_000 + "a",
        "[" * 200_000,
        "{a: " * 200_000,
        "a: b\r" + "- " * 100_000 + "c",
        "".join(f"{' ' * depth}a:\n" for depth in range(300)),
        "\n" * 900_000,
        (" " * 150 + "\n") * 6_000,
        " " * 900_000,
        "".join(f"k{number}: no\n" for number in range(50_000)),
    ],
)
def test_enormous_nesting_and_empty_space_are_refused_quickly(text: str) -> None:
    assert read(text).problems


# ---------------------------------------------------------------- never an exception

MODELS = (Case, Programme, PriceFile, BookHeader, SettingsFile)
SHARDS = [
    *(
        "casus: a\n",
        "gestart: 2025-01-06\n",
        "inzet:\n",
        "  - {wat: a, prijs: b.c, aantal: 2 uur}\n",
        "kans: ",
    ),
    *(
        "{",
        "}",
        "[",
        "]",
        ": ",
        ", ",
        "- ",
        "\n",
        "  ",
        "\t",
        '"',
        "'",
        "|\n",
        ">\n",
        "#",
        "&a",
        "*a",
        "!b",
        "? ",
    ),
    *(
        "laag: 1",
        "hoog",
        "verwacht: ",
        "35%",
        "1.000",
        "12,5",
        "no",
        "ja",
        "2025-02-30",
        "3-4-2025",
        "é",
        "🙂",
    ),
    *(
        "toerekening: {wij: 1}\n",
        "context: {}\n",
        "\x00",
        "\ufeff",
        "\u2028",
        "\x85",
        "---\n",
        "...\n",
        "%YAML 1.1\n",
    ),
]


def everything_about(raw: bytes) -> list[Problem]:
    """All complaints of all models; every one can be printed and stands inside the file."""
    found: list[Problem] = []
    for model in MODELS:
        text = read(raw)
        document = read_model(text, model, private=True)
        assert (document is None) == bool(text.problems)
        found += text.problems
    lines = raw.decode("utf-8-sig", "replace").splitlines() or [""]
    for problem in in_order(found):
        assert str(problem)
        assert 1 <= problem.place.line <= len(lines) + 1
        assert 1 <= problem.place.column < problem.place.end
    return found


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=200))
def test_any_bytes_are_a_document_or_problems(raw: bytes) -> None:
    everything_about(raw)


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(SHARDS) | st.text(max_size=8), max_size=25).map("".join))
def test_any_text_is_a_document_or_problems(text: str) -> None:
    everything_about(text.encode("utf-8", "surrogatepass"))


GOOD = EXAMPLE.read_text("utf-8")


@settings(max_examples=150, deadline=None)
@given(st.integers(0, len(GOOD) - 1), st.sampled_from(["", *SHARDS]), st.integers(0, 3))
def test_an_example_with_an_edit_is_a_document_or_problems(place: int, new: str, gone: int) -> None:
    everything_about((GOOD[:place] + new + GOOD[place + gone :]).encode())


@settings(max_examples=60, deadline=None)
@given(st.integers(0, GOOD.count("\n") - 1), st.sampled_from(["twice", "deeper", "gone", "joined"]))
def test_an_example_with_an_edited_line_is_a_document_or_problems(number: int, edit: str) -> None:
    lines = GOOD.split("\n")
    line = lines[number]
    lines[number : number + 1] = {
        "twice": [line, line],
        "deeper": [f"  {line}"],
        "gone": [],
        "joined": [line * 2],
    }[edit]
    everything_about("\n".join(lines).encode())


@settings(max_examples=60, deadline=None)
@given(
    st.recursive(
        st.none()
        | st.booleans()
        | st.integers()
        | st.decimals(allow_nan=False)
        | st.text(max_size=6)
        | st.dates(),
        lambda inner: (
            st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["a", "b", "c", "kans"]), inner)
        ),
        max_leaves=8,
    )
)
def test_any_data_in_any_field_is_refused_with_a_place(value: object) -> None:
    for name in ("context", "inzet", "zonder_inzet", "toerekening", "gestart", "controle", "afbouw"):
        text = read(CASE)
        assert isinstance(text.data, dict)
        text.data[name] = value
        read_model(text, Case)
        assert all(str(problem) for problem in text.problems)


# ---------------------------------------------------------------- a list without its dashes

PATHS = """\
casus: vb-1
zonder_inzet:
  - pad: een
    kans: 10%
    hulp: []
  - pad: twee
    kans: 10%
    hulp: []
  - pad: drie
    kans: 10%
"""


@pytest.mark.parametrize("spaces", ["  ", "    "])
@pytest.mark.parametrize(("name", "line"), [("twee", 6), ("drie", 9)])
def test_a_missing_dash_is_told_once(spaces: str, name: str, line: int) -> None:
    text = read_text("a.yaml", PATHS.replace(f"  - pad: {name}", f"{spaces}pad: {name}").encode())
    (problem,) = text.problems
    assert (problem.slug, problem.place) == (
        "streepje_ontbreekt",
        Place(line, len(spaces) + 1, len(spaces) + 4),
    )


def test_every_missing_dash_is_told() -> None:
    text = read_text("a.yaml", re.sub("  - pad: (twee|drie)", r"    pad: \1", PATHS).encode())
    assert [(problem.slug, problem.place.line) for problem in text.problems] == [
        ("streepje_ontbreekt", 6),
        ("streepje_ontbreekt", 9),
    ]


def test_a_double_key_within_an_item_is_no_missing_dash() -> None:
    text = read_text("a.yaml", PATHS.replace("    hulp: []\n", "    kans: 10%\n", 1).encode())
    assert [(problem.slug, problem.place.line) for problem in text.problems] == [("dubbele_sleutel", 5)]


@pytest.mark.parametrize(
    ("product", "meant"),
    [("9 van 40, 2,5 keer", "2.5 keer"), ("1,5, 6 keer", "1.5"), ("0,5 keer, 9 van 40", "0.5 keer")],
)
def test_a_comma_between_square_brackets_makes_no_two_numbers(
    product: str, meant: str, tmp_path: Path
) -> None:
    count = "{laag: 9, verwacht: 12, hoog: 18}"
    found = problems_of(edited(count, f"{{maal: [{product}]}}"), tmp_path)
    assert [problem.slug for problem in found] == ["komma_tussen_haken"]
    assert meant in found[0].repair
    assert problems_of(edited(count, "{maal: [1 op 4, 12 keer]}"), tmp_path) == []
