"""Everyday words find the price that is meant, typing errors and all; nonsense finds nothing."""

import time

import pytest
from builders import make_book

from rendement.model.price import PriceBook
from rendement.reading.price_books import load_prices
from rendement.results.search import search_prices

PHRASES: tuple[tuple[str, str], ...] = (
    ("fysiotherapie", "zorg.fysiotherapie"),
    ("fysioterapie", "zorg.fysiotherapie"),
    ("fysio", "zorg.fysiotherapie"),
    ("naar de fysiotherapeut", "zorg.fysiotherapie"),
    ("poetshulp", "wmo.huishoudelijke-hulp"),
    ("poets hulp", "wmo.huishoudelijke-hulp"),
    ("hulp in de huishouding", "wmo.huishoudelijke-hulp"),
    ("huishoudelijke hulp", "wmo.huishoudelijke-hulp"),
    ("huishoudlijke hulp", "wmo.huishoudelijke-hulp"),
    ("schoonmaakster", "wmo.huishoudelijke-hulp"),
    ("steunkousen aantrekken", "zorg.wijkverpleging"),
    ("wijkverpleegkundige", "zorg.wijkverpleging"),
    ("wijkverpleging", "zorg.wijkverpleging"),
    ("thuiszorg", "zorg.wijkverpleging"),
    ("medicijnen klaarzetten", "zorg.wijkverpleging"),
    ("wond verzorgen", "zorg.wijkverpleging"),
    ("hulp bij douchen", "zorg.persoonlijke-verzorging"),
    ("wassen en aankleden", "zorg.persoonlijke-verzorging"),
    ("scootmobiel", "hulpmiddelen.mobiliteit"),
    ("skootmobiel", "hulpmiddelen.mobiliteit"),
    ("rollator", "hulpmiddelen.mobiliteit"),
    ("opname verpleeghuis", "wlz.verpleeghuis"),
    ("naar het verpleeghuis", "wlz.verpleeghuis"),
    ("verpleegtehuis", "wlz.verpleeghuis"),
    ("verzorgingstehuis", "wlz.verpleeghuis"),
    ("huisarts", "zorg.huisarts-consult"),
    ("naar de dokter", "zorg.huisarts-consult"),
    ("bezoek aan de huisarts", "zorg.huisarts-consult"),
    ("dokter aan huis", "zorg.huisarts-visite"),
    ("de huisartsenpost", "zorg.huisartsenpost-consult"),
    ("huisartsepost", "zorg.huisartsenpost-consult"),
    ("praktijkondersteuner", "ggz.poh-consult"),
    ("poh", "ggz.poh-consult"),
    ("psycholoog", "ggz.basis-consult"),
    ("psychiater", "ggz.specialistisch-consult"),
    ("opgenomen in de psychiatrie", "ggz.verpleegdag"),
    ("ambulance", "ziekenhuis.ambulance-spoed"),
    ("ambulanse", "ziekenhuis.ambulance-spoed"),
    ("spoedeisende hulp", "ziekenhuis.seh"),
    ("eerste hulp", "ziekenhuis.seh"),
    ("gevallen", "ziekenhuis.valongeval"),
    ("gebroken heup", "ziekenhuis.valongeval"),
    ("opname in het ziekenhuis", "ziekenhuis.verpleegdag"),
    ("ziekenhuisopname", "ziekenhuis.verpleegdag"),
    ("nacht in ziekenhuis", "ziekenhuis.verpleegdag"),
    ("revalidatie", "ziekenhuis.geriatrische-revalidatie"),
    ("specialist in het ziekenhuis", "ziekenhuis.polikliniek"),
    ("dagbesteding", "wmo.dagbesteding"),
    ("zorgboerderij", "wmo.dagbesteding"),
    ("dagopvang ouderen", "wlz.dagbesteding-ouderen"),
    ("begeleiding thuis", "wmo.begeleiding"),
    ("ambulante begeleiding", "wmo.begeleiding"),
    ("traplift", "wmo.woningaanpassing-traplift"),
    ("kan de trap niet meer op", "wmo.woningaanpassing-traplift"),
    ("badkamer aanpassen", "wmo.woningaanpassing-badkamer"),
    ("regiotaxi", "wmo.taxi-kilometer"),
    ("logeeropvang", "wmo.respijtzorg"),
    ("wmo aanvraag", "wmo.uitvoering-voorziening"),
    ("bijstand", "werk.bijstand-alleenstaand"),
    ("bijstandsuitkering", "werk.bijstand-alleenstaand"),
    ("uitkering", "werk.bijstand-alleenstaand"),
    ("ww", "werk.ww-uitkering"),
    ("ziekteverzuim", "werk.productiviteit"),
    ("schuldhulp", "schulden.schuldhulptraject"),
    ("schuldhulpverlening", "schulden.schuldhulptraject"),
    ("schuldsanering", "schulden.schuldhulptraject"),
    ("bewindvoerder", "schulden.bewind"),
    ("bewintvoerder", "schulden.bewind"),
    ("budgetcoach", "schulden.budgetcoach"),
    ("budgetbeheer", "schulden.budgetbeheer"),
    ("deurwaarder aan de deur", "schulden.dagvaarding"),
    ("loonbeslag", "schulden.loonbeslag"),
    ("huis uitgezet", "wonen.huisuitzetting"),
    ("uitgezet", "wonen.huisuitzetting"),
    ("huurachterstand", "wonen.huisuitzetting"),
    ("daklozenopvang", "wonen.maatschappelijke-opvang"),
    ("dakloos", "wonen.maatschappelijke-opvang"),
    ("slapen op straat", "wonen.maatschappelijke-opvang"),
    ("beschermd wonen", "wonen.beschermd-wonen"),
    ("jeugdzorg", "jeugd.ambulant-hbo"),
    ("jeugdhulp", "jeugd.ambulant-hbo"),
    ("hulp bij opvoeden", "jeugd.ambulant-hbo"),
    ("uit huis geplaatst", "jeugd.verblijf"),
    ("uithuisplaatsing", "jeugd.verblijf"),
    ("pleegzorg", "jeugd.pleegvergoeding"),
    ("pleeggezin", "jeugd.pleegvergoeding"),
    ("kinderpsycholoog", "jeugd.ggz-regulier"),
    ("leerling thuis", "onderwijs.voortgezet-dag"),
    ("thuiszitter", "onderwijs.voortgezet-dag"),
    ("spijbelen", "onderwijs.voortgezet-dag"),
    ("schooluitval", "onderwijs.mbo-jaar"),
    ("mantelzorger", "mantelzorg.uur"),
    ("mantelzorg", "mantelzorg.uur"),
    ("vrijwilliger", "welzijn.vrijwilliger"),
    ("vrijwiliger", "welzijn.vrijwilliger"),
    ("maatje", "welzijn.vrijwilliger"),
    ("sociaal makelaar", "welzijn.sociaal-makelaar"),
    ("maatschappelijk werk", "welzijn.maatschappelijk-werker"),
    ("ouderenadviseur", "welzijn.ouderenadviseur"),
    ("jobcoach", "welzijn.jobcoach"),
    ("dietist", "zorg.dietist"),
    ("leefstijlcoach", "zorg.leefstijlinterventie"),
    ("gevangenis", "veiligheid.detentiedag"),
    ("huiselijk geweld", "veiligheid.mishandeling"),
    ("vernielingen door jongeren", "veiligheid.vernieling"),
    ("kinderbijslag", "werk.kinderbijslag"),
    ("kindgeld", "werk.kinderbijslag"),
    ("aow", "werk.aow-alleenstaand"),
    ("te weinig aow", "werk.aio-alleenstaand"),
    ("aio", "werk.aio-alleenstaand"),
    ("uitkering jonge ouders", "werk.bijstand-jong-paar-kinderen"),
    ("uitkering jong stel", "werk.bijstand-jong-paar"),
    ("reintegratiebureau", "werk.re-integratie-uur"),
    ("hulp naar werk", "werk.re-integratie-uur"),
    ("jobcoach bij de werkgever", "werk.jobcoach-traject"),
    ("inburgeren", "werk.inburgeringsexamen"),
    ("inburgeringsexamen", "werk.inburgeringsexamen"),
    ("taalles", "werk.inburgeringscursus"),
    ("cursus nederlands", "werk.inburgeringscursus"),
    ("nt2", "werk.staatsexamen-nt2"),
    ("dementie thuis", "wlz.pgb-vv5"),
    ("zorgprofiel vv4", "wlz.pgb-vv4"),
    ("zzp 6", "wlz.pgb-vv6"),
    ("korsakov", "wlz.pgb-vv7"),
    ("begeleid wonen verstandelijke beperking", "wlz.pgb-vg3"),
    ("hersenletsel", "wlz.pgb-lg6"),
    ("thomashuis", "wlz.pgb-wooninitiatief"),
    ("moeder betaald uit pgb", "wlz.pgb-uur-informeel"),
    ("zelf zorg inkopen", "wlz.pgb-uur-formeel"),
    ("ggz wonen", "wlz.pgb-ggz1"),
    ("curator", "schulden.curatele"),
    ("onder curatele", "schulden.curatele"),
    ("mentor", "schulden.mentorschap"),
    ("mentor aanvragen", "schulden.mentorschap-opstart"),
    ("bewind voor vader en moeder", "schulden.familiebewind-twee-personen"),
    ("advocaat", "schulden.advocaat-eigen-bijdrage"),
    ("pro deo advocaat", "schulden.advocaat-eigen-bijdrage"),
    ("zelf naar de rechter", "schulden.griffierecht-inwoner"),
    ("griffierecht huurachterstand", "schulden.griffierecht-1500"),
    ("incassokosten", "schulden.incassokosten-minimum"),
    ("beslag op huis", "schulden.beslag-woning"),
    ("auto weggehaald door deurwaarder", "schulden.inbewaringgeving"),
    ("bankrekening opvragen", "schulden.informatieverzoek-bank"),
    ("crisisopvang", "wonen.crisisnoodopvang"),
    ("ontruiming door de corporatie", "wonen.huisuitzetting-corporatie"),
    ("tandarts", "zorg.tandarts-controle"),
    ("kiespijn", "zorg.tandarts-controle"),
    ("mondhygienist", "zorg.tandarts-gebitsreiniging"),
    ("tandarts aan huis", "zorg.tandarts-aan-huis"),
    ("inschrijven bij huisarts", "zorg.huisarts-inschrijving"),
    ("fysio zelf betalen", "zorg.fysiotherapie-zelf-betaald"),
    ("psycholoog zelf betalen", "ggz.psycholoog-particulier"),
    ("keuken aanpassen", "wmo.woningaanpassing-keuken"),
    ("eigen bijdrage regiotaxi", "wmo.regiotaxi-eigen-bijdrage"),
    ("gasrekening", "overig.aardgas"),
    ("energierekening", "overig.elektriciteit"),
    ("id-kaart", "overig.id-kaart"),
    ("geen geldig identiteitsbewijs", "overig.id-kaart"),
    ("rijbewijs", "overig.rijbewijs"),
    ("vog", "overig.vog"),
    ("uittreksel bevolkingsregister", "overig.uittreksel-brp"),
    ("kinderopvang", "jeugd.kinderopvang"),
    ("peuteropvang", "jeugd.kinderopvang"),
    ("naschoolse opvang", "jeugd.buitenschoolse-opvang"),
    ("bso", "jeugd.buitenschoolse-opvang"),
    ("gastouder", "jeugd.gastouder"),
    ("beleidsadviseur", "welzijn.adviseur"),
    ("beginnend maatschappelijk werker", "welzijn.maatschappelijk-werker-starter"),
    ("apotheek", "zorg.apotheek-terhandstelling"),
    ("opgenomen na val", "ziekenhuis.valongeval"),
    ("pilletjes uitzetten", "zorg.wijkverpleging"),
    ("oogdruppelen", "zorg.wijkverpleging"),
    ("iemand om samen te wandelen", "welzijn.vrijwilliger"),
    ("duofiets vrijwiliger", "welzijn.vrijwilliger"),
    ("stofzuigen en dweilen", "wmo.huishoudelijke-hulp"),
    ("naar de spoed", "ziekenhuis.seh"),
    ("eenzaam en somber", "ggz.poh-consult"),
    ("depressie", "ggz.basis-consult"),
    ("schuldhulpmaatje", "welzijn.vrijwilliger"),
    ("gasrekening niet betaald", "schulden.invordering"),
    ("uit huis zetting", "wonen.huisuitzetting"),
    ("kamer in verzorgingshuis", "wlz.verpleeghuis"),
    ("dementerend moeder opname", "wlz.verpleeghuis"),
    ("gehandicaptenvervoer", "wmo.taxi-kilometer"),
    ("rolstoel", "hulpmiddelen.mobiliteit"),
    ("douchestoel", "wmo.woningaanpassing-badkamer"),
    ("verslavingszorg", "ggz.specialistisch-consult"),
    ("hangjongeren", "veiligheid.vernieling"),
    ("begeleiding naar werk", "werk.re-integratie-uur"),
    ("ziek thuis van werk", "werk.productiviteit"),
    ("opvoedondersteuning", "jeugd.ambulant-hbo"),
    ("medicijnen", "zorg.wijkverpleging"),
    ("bloedprikken", "zorg.lab-crp"),
    ("gebroken heup revalideren", "ziekenhuis.geriatrische-revalidatie-trauma"),
    ("mantelzorger wil weekend vrij", "wmo.respijtzorg"),
    ("wondzorg thuis", "zorg.wijkverpleging"),
    ("ergotherapeut", "zorg.ergotherapie"),
    ("sociaal werkster", "welzijn.sociaal-makelaar"),
    ("bijstant", "werk.bijstand-alleenstaand"),
    ("kwijtschelding schulden traject", "schulden.schuldhulptraject"),
    ("afspraak bij specialist", "ziekenhuis.polikliniek"),
    ("huiswerkbegeleiding", "onderwijs.bijles-student"),
    ("bijles", "onderwijs.bijles-student"),
    ("hulp bij de administratie", "wmo.begeleiding"),
    ("thuisbegeleidster", "wmo.begeleiding"),
    ("zuster komt langs voor de insuline", "zorg.wijkverpleging"),
    ("huis schoonhouden", "wmo.huishoudelijke-hulp"),
    ("meneer gaat naar een tehuis", "wlz.verpleeghuis"),
    ("oefengroep valpreventie", "zorg.fysiotherapie"),
    ("rolator", "hulpmiddelen.mobiliteit"),
    ("dokter belt", "zorg.huisarts-consult"),
    ("huisart", "zorg.huisarts-consult"),
    ("spoedopname", "ziekenhuis.verpleegdag"),
    ("ambulancerit", "ziekenhuis.ambulance-spoed"),
    ("112 gebeld", "ziekenhuis.ambulance-spoed"),
    ("foto van de longen", "ziekenhuis.rontgen"),
    ("scan in het ziekenhuis", "ziekenhuis.mri"),
    ("somberheidsklachten", "ggz.poh-consult"),
    ("drankprobleem", "ggz.specialistisch-consult"),
    ("leefstijlcoatch", "zorg.leefstijlinterventie"),
    ("afvallen", "zorg.leefstijlinterventie"),
    ("voedingsadvies", "zorg.dietist"),
    ("spraakles", "zorg.logopedie"),
    ("schulden bij de bank", "schulden.schuldhulptraject"),
    ("deurwaarder", "schulden.dagvaarding"),
    ("bewindvoering", "schulden.bewind"),
    ("geldbeheer", "schulden.budgetbeheer"),
    ("dagvaarding", "schulden.dagvaarding"),
    ("uit huis gezet worden", "wonen.huisuitzetting"),
    ("bank slapen bij vrienden", "wonen.maatschappelijke-opvang"),
    ("begeleid wonen", "wonen.beschermd-wonen"),
    ("bijstandsuitkerin", "werk.bijstand-alleenstaand"),
    ("wajong", "werk.arbeidsongeschiktheid"),
    ("werkloos", "werk.ww-uitkering"),
    ("werkcoach", "welzijn.jobcoach"),
    ("kind gaat niet naar school", "onderwijs.primair-dag"),
    ("speciaal onderwijs", "onderwijs.speciaal-dag"),
    ("pleegouders", "jeugd.pleegvergoeding"),
    ("gezinshulp", "jeugd.ambulant-hbo"),
    ("zorg voor zieke vrouw door man", "mantelzorg.uur"),
    ("naasten", "mantelzorg.uur"),
    ("buurthuis vrijwilliger", "welzijn.vrijwilliger"),
    ("ouderencoach", "welzijn.ouderenadviseur"),
    ("cultureel werker", "welzijn.sociaal-cultureel-werker"),
    ("taxi naar de dagbesteding", "wmo.vervoer-dagbesteding"),
    ("rolstoelbus", "wmo.vervoer-dagbesteding-rolstoel"),
    ("drempels weghalen", "wmo.woningaanpassing-deuren"),
    ("gevangenisstraf", "veiligheid.detentiedag"),
    ("geslagen door partner", "veiligheid.mishandeling"),
    ("parkinson fysio", "zorg.fysiotherapie"),
    ("logeren zodat dochter op vakantie kan", "wmo.respijtzorg"),
    ("mevrouw viel in de keuken en brak haar heup", "ziekenhuis.valongeval"),
    ("hulp bij aankleden", "zorg.persoonlijke-verzorging"),
    ("oudere man elke week naar de dagopvang", "wmo.dagbesteding"),
    ("steunkouzen", "zorg.persoonlijke-verzorging"),
    ("psygoloog", "ggz.basis-consult"),
    ("huisarts komt thuis", "zorg.huisarts-visite"),
    ("schuldsanering nodig", "schulden.schuldhulptraject"),
    ("budget coach", "schulden.budgetcoach"),
    ("huurschuld", "wonen.huisuitzetting"),
    ("dakloze jongere", "wonen.opvang-jongeren"),
    ("ziekenhuis opname drie dagen", "ziekenhuis.verpleegdag"),
    ("ic opname", "ziekenhuis.intensive-care"),
    ("nieuwe bril", "hulpmiddelen.visueel"),
    ("orthopedische schoenen", "hulpmiddelen.orthopedisch-schoeisel"),
    ("chauffeur van de plusbus", "welzijn.vrijwilliger"),
    ("wmo consulent uur", "welzijn.consulent"),
    ("familie doet veel zorg", "mantelzorg.uur"),
    ("opbouw werker", "welzijn.opbouwwerker"),
    ("winkeldiefstal door zoon", "veiligheid.eenvoudige-diefstal"),
    ("cel", "veiligheid.detentiedag"),
    ("aow gat", "werk.aio-alleenstaand"),
    ("vrijwilligersvergoeding", "welzijn.vrijwilligersvergoeding"),
    ("pgb voor dementie", "wlz.pgb-vv5"),
    ("hulp bij inburgering", "werk.inburgeringscursus"),
    ("kind in pleeggezin", "jeugd.pleegvergoeding"),
    ("beschermt wonen", "wonen.beschermd-wonen"),
    ("poetsvrouw via de wmo", "wmo.huishoudelijke-hulp"),
    ("thuiszorg drie keer per week", "zorg.wijkverpleging"),
    ("huisarst bezoek", "zorg.huisarts-consult"),
    ("polikliniek afspraak", "ziekenhuis.polikliniek"),
    ("elektrische rolstoel", "hulpmiddelen.mobiliteit"),
    ("bijstandsuitkering alleenstaande moeder", "werk.bijstand-alleenstaand"),
    ("schuldenmaatje", "welzijn.vrijwilliger"),
    ("budgetteren leren", "schulden.budgetcoach"),
    ("ontruiming woning", "wonen.huisuitzetting"),
    ("opvang voor daklozen", "wonen.maatschappelijke-opvang"),
    ("praktijkondersteuner ggz", "ggz.poh-consult"),
    ("opname psychiatrie", "ggz.verpleegdag"),
    ("gesprekken met psycholoog", "ggz.basis-consult"),
    ("dieetist", "zorg.dietist"),
    ("dagbesteding voor ouderen", "wlz.dagbesteding-ouderen"),
    ("mantelzorger valt uit", "mantelzorg.uur"),
    ("werkzoekende begeleiden", "welzijn.trajectbegeleider"),
    ("kind naar pleeggezin", "jeugd.pleegvergoeding"),
    ("zorg in verpleeghuis per dag", "wlz.verpleeghuis"),
    ("nederlands leren", "werk.inburgeringscursus"),
    ("echtpaar in de bijstand", "werk.bijstand-gehuwd"),
    ("trap lift", "wmo.woningaanpassing-traplift"),
    ("uur van de ouderenadviseur", "welzijn.ouderenadviseur"),
    ("jeugdzorg werker", "jeugd.ambulant-hbo"),
)
NONSENSE = ("xyzzy", "qqqqqqq", "kwantummechanica", "de het een")


@pytest.fixture(scope="module")
def national() -> PriceBook:
    return load_prices("landelijk")


def test_everyday_phrases_find_their_price(national: PriceBook) -> None:
    misses = []
    firsts = 0
    for phrase, key in PHRASES:
        found = [hit.key for hit in search_prices(national, phrase)]
        firsts += found[:1] == [key]
        if key not in found[:3]:
            misses.append(f"{phrase}: {key} niet bij {', '.join(found[:3])}")
    print(f"\n{len(PHRASES)} zoekvragen, {firsts} bovenaan, {len(misses)} gemist", *misses, sep="\n  ")
    assert len(PHRASES) >= 260
    assert len(misses) <= 0.05 * len(PHRASES)


@pytest.mark.parametrize("words", NONSENSE)
def test_nonsense_finds_nothing(national: PriceBook, words: str) -> None:
    assert search_prices(national, words) == []


@pytest.mark.parametrize(
    "words",
    ["pizza bestellen", "hond uitlaten", "bloemen water geven", "muziek luisteren", "kapper"],
)
def test_weak_matches_are_cut(national: PriceBook, words: str) -> None:
    assert search_prices(national, words) == []


def test_hits_are_few_in_order_and_near_the_best(national: PriceBook) -> None:
    hits = search_prices(national, "poetshulp")
    scores = [hit.score for hit in hits]
    assert 1 <= len(hits) <= 8
    assert scores == sorted(scores, reverse=True)
    assert all(hit.key.startswith("wmo.huishoudelijke-hulp") for hit in hits)


def test_limit(national: PriceBook) -> None:
    assert len(search_prices(national, "hulp", limit=2)) == 2


def test_a_key_finds_itself(national: PriceBook) -> None:
    keys = list(national.prices)[::4]
    missed = [key for key in keys if key not in [hit.key for hit in search_prices(national, key)][:3]]
    assert missed == []


def test_an_empty_question_finds_nothing(national: PriceBook) -> None:
    assert search_prices(national, "  ") == []


def test_a_word_of_a_local_book_is_found() -> None:
    book = make_book({"buurt.tuin": {"naam": "Buurttuin", "zoekwoorden": ["moestuin", "samen tuinieren"]}})
    assert [hit.key for hit in search_prices(book, "moestuintje")] == ["buurt.tuin"]


def test_searching_is_quick(national: PriceBook) -> None:
    search_prices(national, "huisarts")
    start = time.perf_counter()
    search_prices(national, "hulp in de huishouding voor mijn moeder")
    assert time.perf_counter() - start < 0.5
