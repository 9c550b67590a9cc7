"""The Dutch sentence of every complaint: a code, what is wrong, and the repair.

R1 the file · R2 fields · R3 numbers and estimates · R4 the case as a whole · R5 programme and sets ·
R6 price books · R7 privacy · L9 warnings. docs/fouten.md is generated from this table and the gallery.
"""

from typing import Final, NamedTuple


class Message(NamedTuple):
    """Code, cause and repair; `{…}` are filled with the details of the problem."""

    code: str
    cause: str
    repair: str


MESSAGES: Final[dict[str, Message]] = {
    # ------------------------------------------------------------------ R1 the file
    "bestand_onleesbaar": Message(
        "R101",
        "dit bestand kan niet geopend worden ({reden})",
        "kijk of de naam klopt en of u het bestand mag lezen",
    ),
    "bestand_te_groot": Message(
        "R102",
        "dit bestand is te groot ({mb:.1f} MB; hoogstens 1 MB)",
        "één casus per bestand; laat bijlagen weg",
    ),
    "geen_utf8": Message(
        "R103",
        "dit bestand is niet als UTF-8 opgeslagen",
        "sla het op als UTF-8 (in Kladblok: Opslaan als, codering UTF-8)",
    ),
    "stuurteken": Message(
        "R104", "hier staat een onzichtbaar teken dat niet gelezen kan worden", "typ deze regel opnieuw"
    ),
    "te_diep": Message(
        "R105",
        "hier zitten te veel haken, streepjes of sprongen in elkaar",
        "haal weg wat te veel is; een casus heeft er nooit meer dan tien nodig",
    ),
    "bestand_leeg": Message("R106", "dit bestand is leeg", "begin met `rendement nieuw`"),
    "geen_blok_bestand": Message(
        "R107", "dit bestand bevat geen sleutels met waarden", "begin met `casus: uw-pseudoniem`"
    ),
    "anker": Message(
        "R108",
        "een YAML-anker (&) mag hier niet: {tekst}",
        "schrijf de waarde voluit, of zet tekst tussen aanhalingstekens",
    ),
    "verwijzing": Message(
        "R109",
        "een YAML-verwijzing (*) mag hier niet: {tekst}",
        "schrijf de waarde voluit, of zet tekst tussen aanhalingstekens",
    ),
    "yaml_tag": Message(
        "R110",
        "een YAML-tag (!) mag hier niet: {tekst}",
        "haal hem weg, of zet tekst tussen aanhalingstekens",
    ),
    "tab": Message("R111", "hier staat een tab", "gebruik spaties om in te springen"),
    "dubbele_punt": Message(
        "R112", "deze tekst bevat een dubbele punt en een spatie", "zet de tekst tussen aanhalingstekens"
    ),
    "dubbele_punt_ontbreekt": Message(
        "R113",
        "in deze regel ontbreekt een dubbele punt achter de sleutel",
        "schrijf `sleutel: waarde`; loopt de tekst van de vorige regel door? spring dan in",
    ),
    "haak_open": Message(
        "R114",
        "de haak {teken} is geopend en niet goed gesloten",
        "sluit elke {{ met }} en elke [ met ], en zet er komma's tussen",
    ),
    "aanhalingsteken_open": Message(
        "R115",
        "een aanhalingsteken is geopend en niet gesloten",
        "sluit de tekst met hetzelfde teken (\" of ')",
    ),
    "inspringing": Message(
        "R116",
        "de inspringing klopt hier niet",
        "zet regels die bij elkaar horen precies onder elkaar; kijk ook naar de regel erboven",
    ),
    "verkeerd_teken": Message(
        "R117",
        "met {teken} kan een waarde niet beginnen",
        "zet de tekst tussen aanhalingstekens, of haal het teken weg",
    ),
    "schuine_streep": Message(
        "R118",
        "een schuine streep \\ in deze tekst wordt niet begrepen",
        "gebruik enkele aanhalingstekens (') om de tekst",
    ),
    "twee_documenten": Message(
        "R119", "in dit bestand staan twee documenten (---)", "maak er twee bestanden van"
    ),
    "geen_yaml": Message("R120", "dit kan niet gelezen worden", "vergelijk deze regel met een voorbeeld"),
    "spatie_ontbreekt": Message(
        "R121",
        "achter '{teken}' ontbreekt een spatie",
        "schrijf `sleutel: waarde` en `- onderdeel`, met een spatie ertussen",
    ),
    "komma_ontbreekt": Message(
        "R122",
        "voor '{woord}' ontbreekt een komma",
        "zet komma's tussen de delen; een tekst met een dubbele punt wil aanhalingstekens",
    ),
    "na_aanhalingsteken": Message(
        "R123",
        "achter het sluitende aanhalingsteken ({teken}) staat nog tekst",
        "zet de hele tekst tussen aanhalingstekens van de andere soort (\" of ')",
    ),
    "na_haak": Message(
        "R124",
        "achter de sluitende haak staat nog iets",
        "haal weg wat te veel is, of zet de hele tekst tussen aanhalingstekens",
    ),
    "streepje": Message(
        "R125",
        "een lijst met streepjes (-) kan niet op deze plek beginnen",
        "begin de lijst op een nieuwe regel, of zet de tekst tussen aanhalingstekens",
    ),
    # ------------------------------------------------------------------ R2 fields
    "onbekend_veld": Message("R201", "onbekend veld '{veld}'", "{suggestie}"),
    "dubbele_sleutel": Message("R202", "'{sleutel}' staat hier twee keer", "laat er één staan"),
    "ontbreekt": Message("R203", "'{veld}' ontbreekt", "voeg toe: {voorbeeld}"),
    "sleutel_geen_woord": Message(
        "R204",
        "voor een dubbele punt hoort één woord te staan",
        "schrijf `sleutel: waarde`, en zet tekst met [ of {{ vooraan tussen aanhalingstekens",
    ),
    "geen_tekst": Message("R205", "hier hoort tekst, niet {gevonden}", "{suggestie}"),
    "geen_geheel_getal": Message(
        "R206", "hier hoort een geheel getal, niet {gevonden}", "schrijf bijvoorbeeld 12"
    ),
    "geen_getal": Message("R207", "hier hoort een getal, niet {gevonden}", "schrijf bijvoorbeeld 12.5"),
    "geen_datum": Message("R208", "hier hoort een datum, niet {gevonden}", "{suggestie}"),
    "geen_ja_nee": Message(
        "R209",
        "hier hoort ja of nee, niet {gevonden}",
        "schrijf ja of nee, met kleine letters en zonder aanhalingstekens",
    ),
    "geen_lijst": Message(
        "R210", "hier hoort een lijst, niet {gevonden}", "schrijf [a, b] of regels die met - beginnen"
    ),
    "geen_blok": Message(
        "R211",
        "hier hoort een blok met sleutels, niet {gevonden}",
        "schrijf {{sleutel: waarde, sleutel: waarde}} of ingesprongen regels met `sleutel: waarde`",
    ),
    "geen_keuze": Message("R212", "'{gevonden}' is hier geen keuze", "{suggestie}"),
    "vorm_klopt_niet": Message("R213", "'{gevonden}' heeft niet de goede vorm", "{suggestie}"),
    "buiten_grenzen": Message("R214", "{gevonden} valt buiten de grenzen", "kies een waarde {grens}"),
    "te_lang": Message("R215", "deze tekst is te lang (hoogstens {grens} tekens)", "houd het kort"),
    "lege_lijst": Message("R216", "hier hoort ten minste één onderdeel", "voeg er een toe"),
    "ja_nee": Message(
        "R217",
        "'{tekst}' kan ja/nee of tekst zijn",
        "schrijf ja of nee (kleine letters), of zet de tekst tussen aanhalingstekens",
    ),
    "leeg": Message("R218", "bij '{veld}' is niets ingevuld", "{suggestie}"),
    # ------------------------------------------------------------------ R3 numbers and estimates
    "getal_duizendtal": Message("R301", "'{tekst}' kan verschillende getallen zijn", "schrijf {keuze}"),
    "getal_voorloopnul": Message(
        "R302",
        "'{tekst}' begint met een nul",
        "schrijf {zonder}, of zet er aanhalingstekens om als het geen getal is",
    ),
    "datum_volgorde": Message(
        "R303", "bij '{tekst}' is niet zeker wat de dag is en wat de maand", "schrijf {iso} (jaar-maand-dag)"
    ),
    "datum_bestaat_niet": Message(
        "R304", "{tekst} bestaat niet op de kalender", "kijk naar dag en maand; de volgorde is jaar-maand-dag"
    ),
    "kans_onleesbaar": Message("R305", "'{tekst}' is geen kans of aandeel", "{suggestie}"),
    "kans_boven_100": Message("R306", "een kans of aandeel van {tekst} is meer dan 100 %", "{suggestie}"),
    "kans_negatief": Message(
        "R307", "een kans of aandeel kan niet onder nul zijn ({tekst})", "kies 0% of meer"
    ),
    "aantal_onleesbaar": Message("R308", "'{tekst}' is geen hoeveelheid", "{suggestie}"),
    "aantal_negatief": Message(
        "R309",
        "een hoeveelheid kan niet onder nul zijn ({tekst})",
        "extra hulp hoort als gewone regel onder met_inzet",
    ),
    "eenheid_onbekend": Message("R310", "de eenheid '{eenheid}' is onbekend", "{suggestie}"),
    "eenheid_geen_tijd": Message(
        "R311", "'{eenheid}' achter 'per' is geen tijd", "schrijf per dag, week, maand of jaar"
    ),
    "eenheid_gemengd": Message(
        "R312",
        "laag, verwacht en hoog hebben niet dezelfde eenheid",
        "zet de eenheid één keer, bij `eenheid:`, of drie keer gelijk",
    ),
    "schatting_half": Message(
        "R313",
        "'{ontbreekt}' ontbreekt in deze schatting",
        "geef laag, verwacht en hoog, of alleen één getal",
    ),
    "schatting_zonder_verwacht": Message(
        "R314",
        "'verwacht' ontbreekt in deze schatting",
        "geef de waarde die u het meest waarschijnlijk vindt",
    ),
    "schatting_volgorde": Message(
        "R315", "{punten} staan niet op volgorde", "laag is het kleinst, hoog het grootst"
    ),
    "schatting_zonder_band": Message(
        "R316", "laag en hoog zijn gelijk ({waarde})", "schrijf één getal, of geef een echte bandbreedte"
    ),
    "schatting_vorm": Message(
        "R317", "verdeling '{verdeling}' wil alleen laag en hoog", "laat verwacht weg, en geef laag en hoog"
    ),
    "schatting_lognormaal_nul": Message(
        "R318",
        "een lognormale schatting kan niet bij 0 beginnen",
        "kies laag boven 0, of een andere verdeling",
    ),
    "duur_zonder_tijd": Message(
        "R319", "hier hoort een tijd met eenheid", "schrijf bijvoorbeeld 9 maanden of 6 weken"
    ),
    "duur_vorm": Message(
        "R320", "verdeling '{verdeling}' kan niet bij een tijd", "gebruik pert of pert-minmax"
    ),
    "bedrag_onleesbaar": Message("R321", "'{tekst}' is geen bedrag", "{suggestie}"),
    "bedrag_negatief": Message("R322", "een bedrag kan niet onder nul zijn ({tekst})", "kies 0 of meer"),
    "komma_tussen_haken": Message(
        "R323",
        "tussen {{ }} scheidt de komma in '{tekst}' twee delen",
        'schrijf {punt} met een punt, of zet er aanhalingstekens om: "{tekst}"',
    ),
    "tijd_onleesbaar": Message("R324", "'{tekst}' is geen tijd", "{suggestie}"),
    "kans_vorm": Message(
        "R325",
        "verdeling '{verdeling}' kan niet bij een kans",
        "gebruik pert, pert-minmax, driehoek of uniform",
    ),
    # ------------------------------------------------------------------ R4 the case
    "prijs_onbekend": Message("R401", "prijs '{prijs}' staat niet in {boek}", "{suggestie}"),
    "eenheid_past_niet": Message(
        "R402", "'{eenheid}' past niet bij {prijs}, die per {prijseenheid} gaat", "{suggestie}"
    ),
    "duur_ontbreekt": Message(
        "R403",
        "'{aantal}' gaat door, maar tot wanneer staat er niet",
        "voeg toe: duur: 6 maanden, of duur: blijvend",
    ),
    "blijvend_totaal": Message(
        "R404",
        "een totaal ({aantal}) kan niet blijvend zijn",
        "schrijf hoeveel per week of per maand, of geef een duur",
    ),
    "verschuift_zonder_uitstel": Message(
        "R405",
        "'verschuift' hoort bij 'uitstel', en dat staat er niet",
        "voeg uitstel toe, of haal verschuift weg",
    ),
    "verschuift_blijvend": Message(
        "R406", "bij blijvende hulp kan het einde niet verschuiven", "geef de hulp een duur"
    ),
    "kansen_samen": Message(
        "R407",
        "de kansen van de paden zijn samen {som:.1%}",
        "samen hoogstens 100 %; de rest is: het was ook zonder ons goed gekomen",
    ),
    "kansen_gemiddeld_samen": Message(
        "R408",
        "de gemiddelden van de kansen zijn samen {som:.1%}",
        "maak de hoge schattingen kleiner; samen hoogstens 100 %",
    ),
    "kans_en_deadweight": Message(
        "R409",
        "deze casus gebruikt 'kans' en 'ook_zonder_ons' door elkaar",
        "kies er één voor alle paden: ze zeggen hetzelfde, andersom",
    ),
    "pad_kans_of_deadweight": Message(
        "R410",
        "een pad heeft precies één van 'kans' en 'ook_zonder_ons' nodig",
        "schrijf bijvoorbeeld kans: 1 op 4",
    ),
    "wij_ontbreekt": Message(
        "R411",
        "'wij' ontbreekt in toerekening",
        "schrijf bijvoorbeeld toerekening: {{wij: 70%, huisarts: 30%}}",
    ),
    "toerekening_som": Message(
        "R412", "de aandelen in toerekening zijn samen {som:.1%}", "samen hoogstens 100 %"
    ),
    "datums_volgorde": Message("R413", "{wat} ({later}) ligt voor {anker} ({eerder})", "kijk de datums na"),
    "inzet_prijs_of_uitgave": Message(
        "R414",
        "een inzetregel heeft prijs en aantal nodig, of een uitgave",
        "schrijf prijs: … en aantal: …, of uitgave: {{bedrag, prijspeil, betalers, bron}}",
    ),
    "betaler_onbekend": Message("R415", "betaler '{betaler}' staat niet in {boek}", "{suggestie}"),
    "betalers_som": Message(
        "R416", "de aandelen van de betalers zijn samen {som:.1%}", "samen precies 100 %"
    ),
    "groep_eenheid": Message(
        "R417", "'{veld}' telt {verwacht}, geen {eenheid}", "schrijf bijvoorbeeld {veld}: 12 {verwacht}"
    ),
    "deler_nul": Message(
        "R418", "'{veld}' moet meer dan 0 zijn", "vul in over hoeveel de kosten verdeeld worden"
    ),
    "inzet_na_horizon": Message(
        "R419",
        "deze inzet loopt door na de horizon van deze casus",
        "kies een langere horizon met een reden; kosten worden nooit afgekapt",
    ),
    "inzet_na_afsluiting": Message(
        "R420",
        "deze inzet begint op of na de afsluiting en heeft geen duur",
        "geef een duur, of een eerdere vanaf",
    ),
    "regel_onbekend": Message("R421", "regel '{regel}' bestaat niet in deze casus", "kies uit: {regels}"),
    "rollen_gelijk": Message(
        "R422",
        "'{persoon}' heeft meer dan één rol",
        "auteur, beoordelaar en vaststeller zijn verschillende mensen",
    ),
    "status_zonder_rol": Message(
        "R423", "status '{status}' zonder {rol}", "vul rollen aan, of kies een eerdere status"
    ),
    "casus_dubbel": Message(
        "R424", "casus '{casus}' bestaat al in {ander}", "geef deze casus een eigen pseudoniem"
    ),
    "controle_klopt_niet": Message(
        "R425",
        "controle: {veld} is {uitkomst}, hier staat {opgegeven}",
        "reken na: welke van de twee is goed?",
    ),
    "controle_leeg": Message(
        "R426", "deze controle controleert niets", "vul inzet, baten of netto in, of haal controle weg"
    ),
    "index_jaar_ontbreekt": Message(
        "R427",
        "reeks '{reeks}' heeft geen waarde voor {jaar} (nodig voor {prijs})",
        "kies een prijspeil van {van} tot en met {tot}",
    ),
    "uitstel_met_inzet": Message(
        "R428",
        "uitstel hoort bij hulp die zonder inzet eerder was gekomen",
        "zet deze regel onder zonder_inzet, met uitstel",
    ),
    "naam_in_regel": Message(
        "R429",
        "twee schattingen in één regel heten allebei '{naam}'",
        "een naam deelt u tussen regels, niet binnen een regel",
    ),
    "lotkans_nul": Message(
        "R430", "een lotkans van 0 kan niet: deze casus is geloot", "vul de kans op loting in"
    ),
    # ------------------------------------------------------------------ R5 programme and sets
    "periode_volgorde": Message("R501", "de periode eindigt voordat zij begint", "kijk de datums na"),
    "meer_casussen_dan_afgesloten": Message(
        "R502",
        "er zijn {ingediend} casussen ingediend, en {afgesloten} afgesloten",
        "afgesloten_casussen telt alle afgesloten casussen, ook de niet ingediende",
    ),
    "casus_buiten_periode": Message(
        "R503",
        "casus '{casus}' is afgesloten op {datum}, buiten de periode van {programma}",
        "zet hem bij het goede programma, of pas de periode aan",
    ),
    "alle_maar_niet_alle": Message(
        "R504",
        "gekozen: alle, maar {ingediend} van de {afgesloten} casussen zijn ingediend",
        "kies loting of uitgekozen, of dien de rest in",
    ),
    "set_onbekend": Message("R505", "{soort} '{naam}' bestaat niet", "kies uit: {keuzes}"),
    "boek_onbekend": Message("R506", "prijzenboek '{naam}' is er niet", "kies uit: {keuzes}"),
    "grenzen_volgorde": Message(
        "R508", "de ondergrens ({laag}) ligt boven de bovengrens ({hoog})", "laag is het kleinst"
    ),
    "lotkans_ontbreekt": Message(
        "R509",
        "casus '{casus}' heeft geen lotkans, andere casussen in {programma} wel",
        "geef elke casus een lotkans, of geen enkele",
    ),
    "realisme_onvolledig": Message(
        "R510", "in deze set ontbreken bewijsgraden: {ontbreekt}", "geef elke graad een factor"
    ),
    "verzilvering_zonder_overige": Message(
        "R511", "in deze set ontbreekt 'overige'", "zeg wat geldt voor betalers die niet genoemd zijn"
    ),
    "prijsspreiding_onvolledig": Message(
        "R512", "in deze set ontbreken prijsgraden: {ontbreekt}", "geef elke graad een spreiding"
    ),
    # ------------------------------------------------------------------ R6 price books
    "prijs_betalers_som": Message(
        "R601", "de aandelen van de betalers zijn samen {som:.1%}", "samen precies 100 %"
    ),
    "prijs_bedrag_of_opbouw": Message(
        "R602", "een waarde heeft precies één van 'bedrag' en 'opbouw' nodig", "geef het bedrag, of de opbouw"
    ),
    "prijs_opbouw_begin": Message(
        "R603", "een opbouw begint met `bewerking: begin`", "zet het eerste bestanddeel op begin"
    ),
    "bron_onbekend": Message("R604", "bron '{bron}' staat niet in bronnen.yaml", "{suggestie}"),
    "reeks_onbekend": Message("R605", "indexreeks '{reeks}' staat niet in indexen.yaml", "{suggestie}"),
    "omvat_onbekend": Message("R606", "prijs '{prijs}' onder omvat bestaat niet in dit boek", "{suggestie}"),
    "prijs_dubbel": Message("R607", "prijs '{prijs}' staat ook in {ander}", "laat er één staan"),
    "prijsjaar_buiten_reeks": Message(
        "R608", "prijspeil {jaar} valt buiten reeks '{reeks}'", "kies een jaar van {van} tot en met {tot}"
    ),
    "waarden_dubbel_jaar": Message(
        "R609", "prijspeil {jaar} komt twee keer voor", "één waarde per prijspeil"
    ),
    "boekbestand_ontbreekt": Message(
        "R610", "in dit prijzenboek ontbreekt {bestand}", "voeg het bestand toe"
    ),
    "prijs_opbouw_nul": Message(
        "R611", "een opbouw kan niet door 0 delen", "kijk het bestanddeel met 'gedeeld door' na"
    ),
    # ------------------------------------------------------------------ R7 privacy
    "privacy_bsn": Message(
        "R701", "dit lijkt een burgerservicenummer", "haal het weg; in een casus horen geen persoonsgegevens"
    ),
    "privacy_telefoon": Message(
        "R702", "dit lijkt een telefoonnummer", "haal het weg; in een casus horen geen persoonsgegevens"
    ),
    "privacy_email": Message(
        "R703", "dit lijkt een e-mailadres", "haal het weg; in een casus horen geen persoonsgegevens"
    ),
    "privacy_adres": Message("R704", "dit lijkt een adres of postcode", "noem hoogstens de wijk"),
    "privacy_geboortedatum": Message(
        "R705", "dit lijkt een geboortedatum", "gebruik een leeftijdsklasse, zoals 75-84"
    ),
    "privacy_iban": Message(
        "R706", "dit lijkt een bankrekeningnummer", "haal het weg; in een casus horen geen persoonsgegevens"
    ),
    "privacy_naam": Message(
        "R707", "dit lijkt de naam van iemand", "schrijf 'de bewoner', 'haar zoon', 'de buurvrouw'"
    ),
    "privacy_reden": Message(
        "R708",
        "achter 'toegestaan' staat geen reden",
        "schrijf # toegestaan: en waarom dit geen persoonsgegeven is",
    ),
    # ------------------------------------------------------------------ L9 warnings
    "regel_na_horizon": Message(
        "L901",
        "regel {regel} valt helemaal na de horizon en telt dus niet mee",
        "geef de regel een eigen horizon met een reden, of laat hem weg",
    ),
    "prijs_zwak": Message(
        "L902",
        "prijs '{prijs}' is zwak onderbouwd (graad {graad})",
        "noem dit erbij, of zoek een betere bron",
    ),
    "toerekening_alles": Message(
        "L903", "de hele verandering wordt aan ons toegerekend", "heeft echt niemand anders geholpen?"
    ),
    "dubbeltelling_omvat": Message(
        "L904",
        "{regel} ({prijs}) zit al in {ander} ({anderprijs})",
        "tel hulp die in een andere prijs zit niet nog eens",
    ),
    "dubbeltelling_zelfde": Message(
        "L905",
        "{regel} en {ander} tellen dezelfde hulp in dezelfde tijd ({prijs})",
        "voeg de regels samen, of zeg wat het verschil is",
    ),
    "dubbeltelling_huishouden": Message(
        "L906",
        "casus '{ander}' van hetzelfde huishouden telt dezelfde hulp in dezelfde tijd ({prijs})",
        "kies in welke casus deze hulp telt",
    ),
}
"""Slug → message. Slugs of numbers and estimates are also the error types that the models raise."""
