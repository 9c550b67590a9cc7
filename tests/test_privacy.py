"""Signs of personal data: what is found, what is left alone, and the remark that allows it."""

from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from written import case_text, small_book, write

from rendement.model.base import Document
from rendement.reading.complaints.problems import Place, errors
from rendement.reading.documents.document import read_model
from rendement.reading.loading.load import load_cases
from rendement.reading.privacy.look import check_privacy
from rendement.reading.privacy.signs import _SEARCHES, _clues, signs
from rendement.reading.yaml.text import Text, read_text

EXAMPLES = Path(__file__).resolve().parents[1] / "examples"

SIGNS = [
    ("Haar BSN is 111222333.", "bsn", "BSN is 111222333"),
    ("Burgerservicenummer: 123456782", "bsn", "Burgerservicenummer: 123456782"),
    ("bsn 123.456.782 staat in het dossier", "bsn", "bsn 123.456.782"),
    ("cliëntnummer 123 456 782 bij de gemeente", "bsn", "123 456 782"),
    ("zij (111222333) is bekend bij de gemeente", "bsn", "111222333"),
    ("BSN 123456789, met een tikfout", "bsn", "BSN 123456789"),
    ("belt op 06-12345678.", "telefoon", "06-12345678"),
    ("bereikbaar op 06 12 34 56 78 na vijven", "telefoon", "06 12 34 56 78"),
    ("nummer: +31 6 12345678", "telefoon", "+31 6 12345678"),
    ("via (078) 123 45 67 te bereiken", "telefoon", "(078) 123 45 67"),
    ("belde 078-6123456 10 keer", "telefoon", "078-6123456"),
    ("tel 0031612345678", "telefoon", "0031612345678"),
    ("06.12.34.56.78 is haar nummer", "telefoon", "06.12.34.56.78"),
    ("belt naar +32 470 12 34 56 in België", "telefoon", "+32 470 12 34 56"),
    ("mailt via jan.jansen@voorbeeld.nl", "email", "jan.jansen@voorbeeld.nl"),
    ("woont op 3311 AB 12", "adres", "3311 AB 12"),
    ("postcode 3311AB", "adres", "3311AB"),
    ("adres: 3311ab 12", "adres", "3311ab 12"),
    ("woont in de Dorpsstraat 12", "adres", "Dorpsstraat 12"),
    ("verhuisd naar Jan van Galenstraat 5b", "adres", "Jan van Galenstraat 5"),
    ("ging naar Laan van de Vrijheid 110", "adres", "Laan van de Vrijheid 110"),
    ("aan de burgemeesterlaan 3 woont ze", "adres", "burgemeesterlaan 3"),
    ("zij is geboren op 3-11-1948", "geboortedatum", "geboren op 3-11-1948"),
    ("geb. 3 mei 1950", "geboortedatum", "geb. 3 mei 1950"),
    ("Geboortedatum: 1948-11-03", "geboortedatum", "Geboortedatum: 1948-11-03"),
    ("geboren te Dordrecht op 12/05/'48", "geboortedatum", "geboren te Dordrecht op 12/05/'48"),
    ("de bewoner (12-03-1999) belt", "geboortedatum", "12-03-1999"),
    ("NL91ABNA0417164300 is de rekening", "iban", "NL91ABNA0417164300"),
    ("rekening NL91 ABNA 0417 1643 00 van haar", "iban", "NL91 ABNA 0417 1643 00"),
    ("rekening nl91abna0417164300", "iban", "nl91abna0417164300"),
    ("mevrouw De Vries kwam langs", "naam", "mevrouw De Vries"),
    ("dhr. J. Jansen wil hulp", "naam", "dhr. J. Jansen"),
    ("meneer el Amrani slaapt slecht", "naam", "meneer el Amrani"),
    ("fam. Yilmaz heeft schulden", "naam", "fam. Yilmaz"),
    ("mw. A.B. van der Berg belde", "naam", "mw. A.B. van der Berg"),
    ("de heer van 't Hof", "naam", "de heer van 't Hof"),
    ("gesprek met mevr. Öztürk", "naam", "mevr. Öztürk"),
    ("gesprek met Meneer Şahin", "naam", "Meneer Şahin"),
    ("Mw. dr. Smit", "naam", "Mw. dr. Smit"),
    ("gesprek met haar zoon Kees", "naam", "zoon Kees"),
    ("buurvrouw Fatima helpt", "naam", "buurvrouw Fatima"),
    ("zij belt met Ria de Vries over de post", "volle_naam", "Ria de Vries"),
    ("haar buurman, Jan van Dijk, helpt", "volle_naam", "Jan van Dijk"),
    ("afspraak met Fatima el Amrani gemaakt", "volle_naam", "Fatima el Amrani"),
    ("overleg met J. Jansen van de bank", "volle_naam", "J. Jansen"),
    ("de brief is van A.B. van der Berg", "volle_naam", "A.B. van der Berg"),
    ("samen met Kees Hoekstra gewandeld", "volle_naam", "Kees Hoekstra"),
    ("volgens Anne-Marie van den Bosch", "volle_naam", "Anne-Marie van den Bosch"),
    ("werd gebeld door Sjoerd Postma", "volle_naam", "Sjoerd Postma"),
    ("en Piet Willemsen kwam langs", "volle_naam", "Piet Willemsen"),
    ("R. ter Braak belde", "volle_naam", "R. ter Braak"),
    ("ging naar Mo Yilmazoğlu", "volle_naam", "Mo Yilmazoğlu"),
    ("contact (Ria de Vries)", "volle_naam", "Ria de Vries"),
    ("Ria de Vries belt elke dag", "volle_naam", "Ria de Vries"),
    ("haar man Kees helpt", "naam", "haar man Kees"),
    ("haar kleindochter Fleur komt", "naam", "kleindochter Fleur"),
    ("verwezen door dokter Jansen", "naam", "dokter Jansen"),
    ("mevrouw jansen slaapt slecht", "naam", "mevrouw jansen"),
    ("gesprek met meneer de vries over geld", "naam", "meneer de vries"),
    ("mw. zonderland wil graag mee", "naam_los", "mw. zonderland"),
    ("afspraak bij begeleider Xantippe", "naam_los", "Xantippe"),
    ("J. Bakker belde", "volle_naam", "J. Bakker"),
    ("gebeld door Bakker, J.P.", "volle_naam", "Bakker, J.P."),
    ("Kees komt weer langs", "naam_los", "Kees"),
    ("zij gaat met Fatima wandelen", "naam_los", "Fatima"),
    ("Xantippe vertelt over thuis", "naam_los", "Xantippe"),
    ("woont op 4623 kl", "adres", "4623 kl"),
    ("de postcode 2011 kl", "adres", "2011 kl"),
    ("zij (12-03-48) belt", "geboortedatum", "12-03-48"),
    ("is van 12.03.48", "geboortedatum", "12.03.48"),
    ("mail jan apenstaartje ziggo punt nl", "email", "jan apenstaartje ziggo punt nl"),
    ("mail jan[at]ziggo.nl", "email", "jan[at]ziggo.nl"),
    ("mail jan @ ziggo . nl", "email", "jan @ ziggo . nl"),
    ("mail jan at ziggo punt nl", "email", "jan at ziggo punt nl"),
    ("heeft bsn974906062", "bsn", "bsn974906062"),
    ("belt met tel0612345678", "telefoon", "0612345678"),
    ("rekening NL91.ABNA.0417.1643.00", "iban", "NL91.ABNA.0417.1643.00"),
    ("rijdt in 12-XBR-3", "kenteken", "12-XBR-3"),
    ("kenteken ab-12-cd", "kenteken", "kenteken ab-12-cd"),
    ("praktijk AGB 01056789", "nummer", "AGB 01056789"),
    ("BIG-nummer 19012345601", "nummer", "BIG-nummer 19012345601"),
    ("cliëntnummer 48291", "nummer", "cliëntnummer 48291"),
]

INNOCENT = [
    "kost € 1.234,56 per jaar",
    "betaalde € 123456782 te veel",
    "12.345.678 euro in heel Nederland",
    "2 keer per week fysiotherapie",
    "mevrouw kwam binnen",
    "meneer is 84",
    "Mevrouw is 84 en alleen",
    "Meneer. Hij wil niet",
    "afgesloten op 2025-11-03",
    "gestart op 3-11-2025",
    "op 01-02-2025 10:30 gebeld",
    "van 2020-01-01 tot 2025-12-31",
    "sinds 2019 alleen, in 2008 verhuisd",
    "duurde 12345678 minuten",
    "de familie. Daarna ging het beter",
    "de familie kwam langs",
    "familie en bekenden",
    "de heer des huizes",
    "wijk 2025 doet mee",
    "product 1234-AB en kamer 12",
    "artikel 2.3.5 lid 3 van de Wmo 2015",
    "uit de ISO 9001 norm",
    "in 2025 EN in 2026",
    "samen 1500 KM gereden",
    "Kerkweg 2 keer per week gelopen",
    "wandelpad 3 km gelopen, op weg 3 keer gestopt",
    "meetweek 20250612",
    "leeftijd 75-84, 100 uur, 20 weken",
    "9 van de 10 keer, 1 op de 4, 0,50 per stuk",
    "gesprek op 3, 5 en 7 mei",
    "haar zoon helpt, de moeder spreekt Turks",
    "partner Nederlands geleerd",
    "landelijk@2025.1",
    "0f3a9c51d27be846",
    "het beheer kost 30 uur",
    "op 12-03-25 gestart, op 01-12-24 gebeld",
    "versie 3.11.48b en paragraaf 1.2.3",
    "met mevrouw besproken dat de hulp stopt",
    "mevrouw durft weer naar buiten",
    "meneer de deur uit geholpen",
    "van mevrouw zelf",
    "vitamine D. Daarna ging het beter",
    "Gezin woont in een flat",
    "Overdag slaapt hij",
    "1500 in 2024 en 1600 op een na",
    "een punt van zorg, at weinig",
    "Roos is haar lievelingsbloem",
    "nummer 3 van de lijst, nr. 12",
]

NO_PERSON = [
    "kwam via het Huis van de Wijk binnen",
    "advies van de Raad van State",
    "ingeschreven bij de Kamer van Koophandel",
    "ging mee met de Week van de Eenzaamheid",
    "de Dag van de Mantelzorg",
    "woonde eerst in Hoek van Holland",
    "verhuisde naar Capelle aan den IJssel",
    "woont nu in Alphen aan den Rijn",
    "opgenomen in het Albert Schweitzer ziekenhuis",
    "opgenomen in Albert Schweitzer ziekenhuis",
    "het Sociaal Wijkteam van Dordrecht",
    "via Wijkteam van Dordrecht",
    "begeleid door Stichting MEE",
    "hulp van Humanitas Dordrecht",
    "het Leger des Heils",
    "de Wet maatschappelijke ondersteuning",
    "volgens de Wmo van Dordrecht",
    "een training van Positieve Gezondheid",
    "vrijwilliger bij het Rode Kruis",
    "bezoekt Vluchtelingenwerk Nederland",
    "kreeg hulp van Stichting Welzijn Ouderen",
    "meldde zich bij GGD Zuid-Holland Zuid",
    "in januari en februari bij Yulius",
    "de Johan Cruijff Foundation",
    "via Jan van Nassau school",
    "doet mee aan Sociaal Recept",
    "doet mee met StapjeFitter van de gemeente",
    "gemeente Den Haag",
    "een huis in de Oude Maas",
    "naar Bergen op Zoom",
    "de Anton de Kom universiteit",
    "met Anton de Kom Universiteit",
    "het Jeugdfonds Sport en Cultuur",
    "naar Sliedrecht en Hardinxveld-Giessendam",
    "bij Parnassia en Antes",
    "bij Bureau van der Meer",
    "de Week van Lezen en Schrijven",
    "werkte bij Van der Valk",
    "een cursus van Sterk in je Werk",
    "de Nationale Ombudsman",
    "volgde Taal voor Thuis",
    "naar Inloop de Buitenwacht",
    "kreeg hulp van Vereniging de Zonnebloem",
    "met Kerst en Oud en Nieuw",
    "in Hof van Twente",
    "kreeg een scootmobiel van Welzorg Nederland",
    "een indicatie Wlz van het CIZ",
    "verwees naar Buurtzorg Jong",
    "ging naar Theater de Kom",
    "meldpunt Zorg en Overlast",
    "het Platform van Patiënten",
    "op maandag bij Inloophuis de Helling",
    "bij Wijkcentrum de Koloriet",
    "via Buurthuis de Buut",
    "in Wijk en Aalburg",
    "ging met Valys naar Rotterdam",
    "naar Basisschool de Regenboog",
    "bij Woonzorgcentrum de Merwelanden",
    "naar Praktijk van Gils",
    "las De Telegraaf",
    "sport bij DeetosSnel",
    "fysiotherapie bij Fysio van Essen",
    "Kosten van de Wmo",
    "Volgens de Wijkagent ging het beter",
]
"""Organisations, places, laws and days: none of these is somebody."""


@pytest.mark.parametrize(("sentence", "kind", "fragment"), SIGNS)
def test_signs_are_found(sentence: str, kind: str, fragment: str) -> None:
    found = signs(sentence)
    assert [(sign.slug, sentence[sign.start : sign.end]) for sign in found] == [(f"privacy_{kind}", fragment)]


@pytest.mark.parametrize("sentence", [*INNOCENT, *NO_PERSON])
def test_innocent_sentences_are_left_alone(sentence: str) -> None:
    assert signs(sentence) == []


def test_clues_never_hide_a_sign_in_a_longer_text() -> None:
    sentences = [sentence for sentence, _, _ in SIGNS]
    text = "\n".join(part for pair in zip(sentences, INNOCENT * 2, strict=False) for part in pair)
    assert len(signs(text)) == len(sentences)


def test_a_full_name_asks_to_look_and_keeps_nothing_out(tmp_path: Path) -> None:
    text = case_text().replace("vraag: proef", "vraag: belt met Ria de Vries")
    cases = load_cases(write(tmp_path, "a.yaml", text), prices=small_book(tmp_path))
    assert [p.slug for p in cases.problems if p.slug.startswith("privacy")] == ["privacy_volle_naam"]
    assert len(cases) == 1
    explained = text.replace("Ria de Vries", "Ria de Vries  # toegestaan: zo heet het buurthuis")
    again = load_cases(write(tmp_path, "a.yaml", explained), prices=small_book(tmp_path))
    assert [p.slug for p in again.problems if p.slug.startswith("privacy")] == []


WORDS = (
    *(
        "mevrouw",
        "met Ria",
        "J.",
        "Jansen",
        "el",
        "de",
        "Mw.",
        "dhr.",
        "zoon",
        "Kees",
        "De Vries",
        "van",
        "den",
        "geboren",
        "BSN",
        "op",
        "12",
        "4a",
    ),
    *(
        "111222333",
        "06-12345678",
        "3312 AB",
        "1234",
        "ab",
        "1948",
        "12-03-1948",
        "NL91ABNA0417164300",
        "é",
        "→",
    ),
    *("Laan van Meerdervoort", "Spuiboulevard", "dorpsstraat", "jan@x.nl", "+31 78 123 45 67", "keer", "٣"),
)


@example("BSN 12 12 12")
@given(st.lists(st.sampled_from(WORDS), max_size=9).map(" ".join))
def test_clues_hide_nothing_that_the_patterns_would_find(text: str) -> None:
    everything = {sign for _, search in _SEARCHES for sign in search(text)}
    clues = _clues(text)
    assert {sign for clue, search in _SEARCHES if clue in clues for sign in search(text)} == everything


def test_letters_that_grow_when_small_do_not_move_the_signs() -> None:
    sentence = "İ İ İ mevrouw De Vries en zoon Kees"
    assert [sentence[sign.start : sign.end] for sign in signs(sentence)] == ["mevrouw De Vries", "zoon Kees"]


def test_examples_hold_no_personal_data() -> None:
    assert [str(p) for p in load_cases(EXAMPLES).problems if p.slug.startswith("privacy")] == []


# ---------------------------------------------------------------- in files


class Anything(Document):
    """Takes any text; only there to be read with an eye for personal data."""

    vraag: str
    delen: dict[str, str | None] | None = None


def check(text: str) -> Text:
    read = read_text("a.yaml", text.encode())
    read_model(read, Anything, private=True)
    return read


def told(text: str) -> list[tuple[str, Place]]:
    return [(problem.slug, problem.place) for problem in check(text).problems]


def test_place_in_plain_and_quoted_text() -> None:
    assert told("vraag: zij belt mevrouw De Vries op\n") == [("privacy_naam", Place(1, 17, 33))]
    assert told('vraag: "zij belt mevrouw De Vries op"\n') == [("privacy_naam", Place(1, 18, 34))]


def test_the_same_sign_twice_is_told_twice() -> None:
    assert told("vraag: zoon Kees en later weer zoon Kees\n") == [
        ("privacy_naam", Place(1, 8, 17)),
        ("privacy_naam", Place(1, 32, 41)),
    ]


def test_text_folded_over_lines_points_at_its_first_word() -> None:
    assert told("vraag: zij belt elke week\n  mevrouw\n  De Vries op\n") == [
        ("privacy_naam", Place(2, 3, 10))
    ]


def test_keys_and_single_words_are_looked_at_too() -> None:
    assert told("vraag: x\ndelen: {mevrouw De Vries: niets}\n") == [("privacy_naam", Place(2, 9, 25))]
    assert told("vraag: jan@voorbeeld.nl\n") == [("privacy_email", Place(1, 8, 24))]
    assert told("vraag: bsn-111222333\n") == [("privacy_bsn", Place(1, 8, 21))]


@pytest.mark.parametrize(
    "text",
    [
        "vraag: mevrouw De Vries  # toegestaan: dat is de naam van het buurthuis\n",
        "vraag: mevrouw De Vries  #Toegestaan dat is de naam van het buurthuis\n",
        'vraag: "mevrouw De Vries"  # toegestaan: dat is de naam van het buurthuis\n',
        "vraag: |  # toegestaan: dat is de naam van het buurthuis\n  bij mevrouw\n  De Vries\n",
        "vraag: |\n  mevrouw De Vries  # toegestaan: dat is de naam van het buurthuis\n",
        "vraag: >- # toegestaan: dat is de naam van het buurthuis\n  zij gaat naar\n  mevrouw De Vries\n",
    ],
)
def test_a_remark_with_a_reason_allows_a_sign(text: str) -> None:
    assert told(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "vraag: mevrouw De Vries  # toegestaan\n",
        "vraag: mevrouw De Vries  # toegestaan:\n",
        "vraag: mevrouw De Vries  # toegestaan: mag\n",
        "vraag: | # toegestaan\n  mevrouw De Vries\n",
    ],
)
def test_a_remark_without_a_reason_does_not(text: str) -> None:
    assert [problem.slug for problem in check(text).problems] == ["privacy_reden"]


def test_a_remark_allows_its_own_line_only() -> None:
    text = "vraag: |\n  mevrouw De Vries # toegestaan: naam van het buurthuis\n  belt met meneer Jansen\n"
    assert told(text) == [("privacy_naam", Place(3, 12, 25))]


# ---------------------------------------------------------------- the key of a household


@pytest.mark.parametrize(
    "key", ["1112223331112223", "a16b061234567890", '"0612345678061234"', "06e4567890123456"]
)
def test_a_household_key_is_a_code_and_no_personal_data(tmp_path: Path, key: str) -> None:
    path = write(tmp_path, "casus.yaml", case_text() + f"huishoudsleutel: {key}\n")
    cases = load_cases(path, prices=small_book(tmp_path))
    assert errors(cases.problems) == []
    assert next(iter(cases)).case.household_key == key.strip('"')


def test_what_is_no_key_is_searched(tmp_path: Path) -> None:
    path = write(tmp_path, "casus.yaml", case_text() + "huishoudsleutel: bel 06-12345678 eens\n")
    found = load_cases(path, prices=small_book(tmp_path)).problems
    assert {problem.slug for problem in errors(found)} == {"privacy_telefoon", "vorm_klopt_niet"}


# ---------------------------------------------------------------- remarks, and beside other errors


@pytest.mark.parametrize(
    ("remark", "slug", "marked"),
    [
        ("# bel haar op 06-12345678", "privacy_telefoon", "06-12345678"),
        ("# BSN 111222333", "privacy_bsn", "BSN 111222333"),
        ("#anna@voorbeeld.nl", "privacy_email", "anna@voorbeeld.nl"),
        ("# nagevraagd bij mevrouw De Vries", "privacy_naam", "mevrouw De Vries"),
        ("# geboren 3 mei 1950", "privacy_geboortedatum", "geboren 3 mei 1950"),
    ],
)
@pytest.mark.parametrize("where", ["{}\ncasus: vb-1", "casus: vb-1  {}", "casus: vb-1\nvraag: hoe\n  {}"])
def test_a_remark_is_searched_too(remark: str, slug: str, marked: str, where: str) -> None:
    text = read_text("a.yaml", where.format(remark).encode())
    check_privacy(text)
    (problem,) = text.problems
    line, place = problem.source_line, problem.place
    assert (problem.slug, line[place.column - 1 : place.end - 1]) == (slug, marked)


@pytest.mark.parametrize(
    "remark",
    [
        "# toegestaan: 010-1234567 is het nummer van de huisartsenpost",
        "# 12 keer in 2025, daarna 9 keer in 2026",
        "# zie regel 4",
    ],
)
def test_a_remark_without_a_sign_is_left_alone(remark: str) -> None:
    for _ in range(2):
        text = read_text("a.yaml", f"casus: vb-1  {remark}\n".encode())
        check_privacy(text)
        assert text.problems == []


@pytest.mark.parametrize(
    ("slip", "others"),
    [
        ("gestart: 3-11-2025", ["datum_volgorde"]),
        ("gestartt: 2025-01-01", ["onbekend_veld"]),
        ("gestart: 2027-01-01", ["datums_volgorde"]),
    ],
)
def test_personal_data_is_found_beside_other_errors(tmp_path: Path, slip: str, others: list[str]) -> None:
    text = case_text().replace("gestart: 2025-01-01", slip).replace("vraag: proef", "vraag: bel 06-12345678")
    found = errors(load_cases(write(tmp_path, "a.yaml", text), prices=small_book(tmp_path)).problems)
    assert sorted(problem.slug for problem in found) == sorted([*others, "privacy_telefoon"])


def test_personal_data_does_not_hide_a_wrong_price(tmp_path: Path) -> None:
    text = (
        case_text()
        .replace("prijs: hulp.uur", "prijs: hulp.uurr")
        .replace("vraag: proef", "vraag: bel 06-12345678")
    )
    cases = load_cases(write(tmp_path, "a.yaml", text), prices=small_book(tmp_path))
    assert {problem.slug for problem in errors(cases.problems)} == {"privacy_telefoon", "prijs_onbekend"}
    assert len(cases) == 0


@pytest.mark.parametrize(
    ("lines", "slugs"),
    [
        ("casus: ria-de-vries-111222333", ["privacy_bsn", "privacy_code"]),
        ("casus: jansen-06-12345678", ["privacy_telefoon"]),
        ("rollen: {auteur: ria-de-vries}", ["privacy_code"]),
        ("rollen: {auteur: sm-01, vaststeller: kees-01}", ["privacy_code"]),
        ("beoordelaar: fatima", ["privacy_code"]),
        ("context: {organisatie: zorg-111222333}", ["privacy_bsn"]),
        ("rollen: {auteur: ria-de-vries}  # toegestaan: dat is de naam van een flat", []),
        ("casus: dor-2025-018", []),
        ("casus: jan-2025-03", []),
        ("casus: samen-in-de-wijk", []),
        ("casus: xantippe-van-der-zonderland", ["privacy_code"]),
        ("rollen: {auteur: sm-07, vaststeller: tl-02}", []),
        ("context: {organisatie: huis-van-de-wijk, verwijzer: wmo-consulent}", []),
    ],
)
def test_codes_are_looked_at(lines: str, slugs: list[str]) -> None:
    text = read_text("a.yaml", f"{lines}\n".encode())
    check_privacy(text)
    assert sorted(problem.slug for problem in text.problems) == slugs


@pytest.mark.parametrize(
    ("name", "what"),
    [
        ("ria-de-vries.yaml", "de naam van iemand"),
        ("zaak-111222333.yaml", "een burgerservicenummer"),
        ("Kees.beoordeling.huisarts.yaml", "de naam van iemand"),
    ],
)
def test_the_name_of_a_file_is_looked_at(name: str, what: str) -> None:
    text = read_text(f"map/{name}", b"casus: dor-2025-018\n")
    check_privacy(text)
    assert [(problem.slug, problem.details["wat"]) for problem in text.problems] == [
        ("privacy_bestandsnaam", what)
    ]


@pytest.mark.parametrize(
    ("line", "slug"),
    [
        ("toerekening: {wij: 70%, 06-12345678: 30%}", "privacy_telefoon"),
        ("toerekening: {wij: 70%, 111222333: 30%}", "privacy_bsn"),
        ("toerekening: {wij: 70%, anna@voorbeeld.nl: 30%}", "privacy_email"),
        ("verwijzer: 06-12-34-56-78", "privacy_telefoon"),
        ("verwijzer: anna@voorbeeld.nl", "privacy_email"),
        ("verwijzer: 111-222-333", "privacy_bsn"),
        ("verwijzer: NL91ABNA0417164300", "privacy_iban"),
    ],
)
def test_a_single_word_is_searched_too(line: str, slug: str) -> None:
    text = read_text("a.yaml", f"{line}\n".encode())
    check_privacy(text)
    assert [problem.slug for problem in text.problems] == [slug]
