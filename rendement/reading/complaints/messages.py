"""The Dutch sentence of every complaint: a code, what is wrong, and the repair.

R1 the file · R2 fields · R3 numbers and estimates · R4 the case as a whole · R5 programme and sets ·
R6 price books · R7 privacy · R80 reviews · R81 folders of own books and sets · R9 the Excel form ·
L3 questions about what was typed · L4 questions about what is meant · L9 warnings. docs/fouten.md is generated from this table and the gallery.
"""

from typing import Final, NamedTuple

from rendement.reading.complaints.media import Medium


class Message(NamedTuple):
    """Code, cause and repair; `{…}` are filled with the details of the problem, or a phrase of `media.py`."""

    code: str
    cause: str
    repair: str
    in_cell: str = ""
    """The repair in a form, where that of a text file does not fit: the words of its cells, no braces, no colons."""

    def repair_in(self, medium: Medium) -> str:
        """The repair where the answer stands."""
        return self.in_cell if medium is Medium.CELL and self.in_cell else self.repair


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
    "dubbele_punt": Message("R112", "deze tekst bevat een dubbele punt en een spatie", "{suggestie}"),
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
    "streepje_ontbreekt": Message(
        "R126",
        "hier begint een nieuw onderdeel met '{sleutel}', maar het streepje ontbreekt",
        "schrijf `- {sleutel}: …`; staan er meer onderdelen, zet de streepjes dan recht onder elkaar",
    ),
    "streepje_vooraan": Message(
        "R127",
        "dit bestand begint met een streepje, alsof het een lijst is",
        "laat het streepje weg en zet alle sleutels van de casus vooraan de regel",
    ),
    "naam_twee_keer": Message(
        "R130",
        "{veld} '{spelling}' staat bij '{naam}', en bij '{ander}' ({waar})",
        "laat haar bij één van de twee staan",
    ),
    "casus_ander_eind": Message(
        "R140",
        "dit lijkt een casus, maar de naam eindigt niet op .yaml: hij telt niet mee",
        "geef het bestand de naam {nieuw}",
    ),
    "geen_gewoon_bestand": Message(
        "R141",
        "dit is geen gewoon bestand (een wachtrij of een apparaat), en wordt niet gelezen",
        "haal het weg, of bewaar de casus hier als gewoon bestand",
    ),
    "map_is_koppeling": Message(
        "R142",
        "dit is een snelkoppeling naar een map; wat daarin staat, is niet gelezen",
        "hoort zij erbij, noem haar dan zelf achter de opdracht: {doel}",
    ),
    "map_dicht": Message(
        "R143",
        "deze map kan niet geopend worden; wat erin staat, is niet gelezen",
        "vraag wie de map beheert of u haar mag lezen",
    ),
    "casus_in_boek": Message(
        "R144",
        "dit is een casus in de map van een prijzenboek: hij telt niet mee",
        "zet het bestand in een map met casussen",
    ),
    "formulier_ander_soort": Message(
        "R145",
        "dit ingevulde formulier is bewaard als {soort}, en wordt niet gelezen",
        "open het, bewaar het als Excelbestand (.xlsx), en lees dat met `rendement formulier lees`",
    ),
    # ------------------------------------------------------------------ R2 fields
    "onbekend_veld": Message("R201", "onbekend veld '{veld}'", "{suggestie}"),
    "dubbele_sleutel": Message(
        "R202",
        "'{sleutel}' staat hier twee keer",
        "laat er één staan",
        in_cell="laat er één staan, of tel de delen bij elkaar op",
    ),
    "ontbreekt": Message("R203", "'{veld}' ontbreekt", "voeg toe: {voorbeeld}", in_cell="vul '{veld}' in"),
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
    "geen_datum": Message(
        "R208",
        "hier hoort een datum, niet {gevonden}",
        "{suggestie}",
        in_cell="typ een datum, bijvoorbeeld 3-11-2025",
    ),
    "geen_ja_nee": Message(
        "R209",
        "hier hoort ja of nee, niet {gevonden}",
        "schrijf ja of nee",
        in_cell="kies ja of nee",
    ),
    "geen_lijst": Message("R210", "hier hoort een lijst, niet {gevonden}", "{suggestie}"),
    "geen_blok": Message(
        "R211",
        "hier hoort een blok met sleutels, niet {gevonden}",
        "{suggestie}",
    ),
    "geen_keuze": Message("R212", "'{gevonden}' is hier geen keuze", "{suggestie}"),
    "vorm_klopt_niet": Message("R213", "'{gevonden}' heeft niet de goede vorm", "{suggestie}"),
    "buiten_grenzen": Message("R214", "{gevonden} valt buiten de grenzen", "kies een waarde {grens}"),
    "te_lang": Message("R215", "deze tekst is te lang (hoogstens {grens} tekens)", "houd het kort"),
    "lege_lijst": Message("R216", "hier hoort ten minste één onderdeel", "{suggestie}"),
    "ja_nee": Message(
        "R217",
        "'{tekst}' kan ja/nee of tekst zijn",
        "schrijf ja of nee, of zet de tekst tussen aanhalingstekens",
        in_cell="kies ja of nee",
    ),
    "leeg": Message("R218", "bij '{veld}' is niets ingevuld", "{suggestie}", in_cell="vul deze cel in"),
    "krulteken": Message(
        "R219",
        "dit zijn gekrulde aanhalingstekens (zoals “ ”), en die tellen hier niet",
        'typ er rechte aanhalingstekens (") voor in de plaats, of haal ze weg',
    ),
    "vul_in": Message(
        "R220",
        "hier moet u nog iets invullen",
        "vervang <vul in> door wat voor u klopt; hoort het er niet bij, haal dan de hele regel weg",
        in_cell="vul deze cel in",
    ),
    "hulp_prijs_of_uitgave": Message(
        "R221",
        "een regel met hulp heeft prijs en aantal nodig, of een uitgave",
        "schrijf prijs: … en aantal: …, of uitgave: {{bedrag, prijspeil, betalers, bron}}",
        in_cell="kies een prijs met een aantal, of vul een uitgave in: bedrag, prijspeil, bron en betaler",
    ),
    "in_plaats_uitgave": Message(
        "R222",
        "hulp in plaats van andere hulp heeft een prijs en een aantal, geen uitgave",
        "schrijf prijs: … en aantal: … in plaats van uitgave, of haal in_plaats_van weg",
        in_cell="kies een prijs met een aantal in plaats van een uitgave, of maak In plaats van leeg",
    ),
    "personen_bij_uitgave": Message(
        "R223",
        "een uitgave is één bedrag: 'personen' hoort bij een aantal",
        "schrijf het bedrag voor allen samen, en haal personen weg",
        in_cell="schrijf het bedrag voor allen samen, en maak Personen leeg",
    ),
    "klopt_zonder_reden": Message(
        "R224",
        "achter klopt staat niet waarom",
        "schrijf in een paar woorden waarom het klopt, bijvoorbeeld klopt: elke dag hulp, ook in het weekend",
        in_cell="schrijf in een paar woorden waarom het klopt, bijvoorbeeld elke dag hulp, ook in het weekend",
    ),
    "uitgave_met_meer": Message(
        "R225",
        "een uitgave zegt zelf wat het kost en wie het betaalt: '{velden}' hoort daar niet bij",
        "haal {velden} weg, of haal uitgave weg en schrijf prijs: … en aantal: …",
        in_cell="maak {velden} leeg, of maak de uitgave leeg en kies een prijs met een aantal",
    ),
    "klopt_dubbel": Message(
        "R226",
        "hier staan twee antwoorden over {dubbel}",
        "zet ze achter elkaar in één antwoord",
    ),
    # ------------------------------------------------------------------ R3 numbers and estimates
    "getal_duizendtal": Message("R301", "'{tekst}' kan verschillende getallen zijn", "{suggestie}"),
    "getal_voorloopnul": Message(
        "R302",
        "'{tekst}' begint met een nul",
        "schrijf {zonder}, of zet er aanhalingstekens om als het geen getal is",
        in_cell="schrijf {zonder}",
    ),
    "datum_volgorde": Message(
        "R303",
        "bij '{tekst}' is niet zeker wat de dag is en wat de maand",
        "schrijf {iso} (jaar-maand-dag)",
        in_cell="typ de datum opnieuw in een lege cel, bijvoorbeeld 3-11-2025; deze staat er als tekst",
    ),
    "datum_bestaat_niet": Message(
        "R304",
        "{tekst} bestaat niet op de kalender",
        "kijk naar dag en maand; de volgorde is jaar-maand-dag",
        in_cell="kijk naar dag en maand, en typ bijvoorbeeld 3-11-2025",
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
        "{suggestie}",
        in_cell="extra hulp hoort op het blad Met inzet",
    ),
    "eenheid_onbekend": Message("R310", "de eenheid '{eenheid}' is onbekend", "{suggestie}"),
    "eenheid_geen_tijd": Message(
        "R311", "'{eenheid}' achter 'per' is geen tijd", "schrijf per dag, week, maand of jaar"
    ),
    "eenheid_gemengd": Message(
        "R312",
        "de getallen van deze schatting hebben niet dezelfde eenheid",
        "{suggestie}",
        in_cell="kies de eenheid één keer, in de kolom Eenheid",
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
        "R315", "{punten} staan niet op volgorde", "zet het kleinste getal vooraan en het grootste achteraan"
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
        "tussen haken scheidt de komma in '{tekst}' twee delen",
        "{suggestie}",
    ),
    "tijd_onleesbaar": Message("R324", "'{tekst}' is geen tijd", "{suggestie}"),
    "kans_vorm": Message(
        "R325",
        "verdeling '{verdeling}' kan niet bij een kans",
        "gebruik uniform, of met verwacht erbij: pert, pert-minmax of driehoek",
    ),
    "aantal_te_groot": Message(
        "R326",
        "een hoeveelheid van {tekst} is meer dan een casus ooit telt",
        "kijk het getal en de eenheid na; hoogstens {miljoen:.0f} miljoen, of zoveel per jaar",
    ),
    "tijd_te_lang": Message(
        "R327",
        "deze tijd is langer dan {jaren:.0f} jaar",
        "kijk het getal en de eenheid na: dagen, weken, maanden of jaren",
    ),
    "bedrag_te_groot": Message(
        "R328",
        "een bedrag van {tekst} euro is te groot",
        "kijk het getal na; hoogstens {miljoen:.0f} miljoen euro",
    ),
    "horizon_band": Message(
        "R329",
        "een horizon is één lengte: u kiest zelf tot wanneer er geteld wordt",
        "schrijf één getal met een eenheid, bijvoorbeeld 24 maanden",
    ),
    "horizon_nul": Message(
        "R330",
        "met een horizon van 0 telt er niets mee na de afsluiting",
        "kies een langere horizon, of laat het blok horizon weg",
        in_cell="kies een langere horizon, of maak de cel leeg",
    ),
    "vormen_gemengd": Message(
        "R331",
        "{velden} horen niet bij elkaar in één schatting",
        "kies één manier van schrijven: laag, verwacht, hoog; minst, verwacht, meest; gemiddelde, sd; "
        "gemiddelde, van95, tot95; verhouding, van95, tot95; of maal",
    ),
    "vorm_half": Message(
        "R332",
        "{ontbreekt} ontbreekt in deze schatting",
        "schrijf {vorm}, of alleen één getal",
    ),
    "grenzen_passen_niet": Message(
        "R333",
        "bij dit gemiddelde horen andere grenzen: ongeveer {van} tot {tot}",
        "kies: houd het gemiddelde en schrijf {suggestie}, of laat het gemiddelde weg en schrijf laag, "
        "verwacht en hoog",
    ),
    "sd_past_niet": Message(
        "R334",
        "bij een gemiddelde van {gemiddelde} kan de spreiding (sd) niet {sd} zijn",
        "{suggestie}",
    ),
    "sd_past_niet_aantal": Message(
        "R335",
        "gemiddelde en spreiding (sd) moeten allebei boven nul zijn",
        "schrijf alleen het getal als er geen spreiding is",
    ),
    "verhouding_nul": Message(
        "R336",
        "een verhouding kan niet bij 0 beginnen",
        "schrijf bij van95 het kleinste getal boven 0 dat de bron noemt",
    ),
    "verhouding_niet_midden": Message(
        "R337",
        "bij deze grenzen hoort een verhouding van ongeveer {midden}",
        "kijk de drie getallen na in de bron; weet u alleen de grenzen, schrijf dan verhouding: {suggestie}",
    ),
    "verhouding_geen_kans": Message(
        "R338",
        "een verhouding is geen kans: zij maakt een kans groter of kleiner",
        "vermenigvuldig: {{maal: [1 op 4, {{verhouding: 0.6, van95: 0.4, tot95: 0.9}}]}}",
    ),
    "telling_past_niet": Message(
        "R339",
        "'{tekst}' kan niet: zoveel van zoveel zijn hele getallen, en het eerste is niet het grootst",
        "{suggestie}",
    ),
    "telling_in_band": Message(
        "R340",
        "'{tekst}' zegt zelf al hoe zeker het is",
        "laat laag, hoog en verdeling weg: schrijf alleen {tekst}",
    ),
    "cijfer_zonder_periode": Message(
        "R341",
        "'{tekst}' is pas een kans als erbij staat over welke tijd",
        "schrijf bijvoorbeeld {suggestie}",
    ),
    "cijfer_boven_een": Message(
        "R342",
        "'{tekst}' is meer dan iedereen: daar is geen kans van te maken",
        "kijk de getallen na; komt het vaker dan één keer per mens voor, schrijf het dan bij aantal",
    ),
    "product_factoren": Message(
        "R343",
        "achter maal {staan} {aantal} {getallen}",
        "{suggestie}",
    ),
    "product_zonder_eenheid": Message(
        "R344",
        "geen van deze getallen heeft een eenheid",
        "zet bij één getal de eenheid, bijvoorbeeld 6 dagen of 2 uur per week",
    ),
    "product_twee_eenheden": Message(
        "R345",
        "meer dan één van deze getallen heeft een eenheid ({eenheden})",
        "laat de eenheid staan bij één getal; hoe lang iets doorgaat, hoort bij duur",
    ),
    "product_kans_met_eenheid": Message(
        "R346",
        "een kans heeft geen eenheid, en één van deze getallen wel",
        "laat de eenheid weg; hoeveel het is, hoort bij aantal",
    ),
    "product_boven_100": Message(
        "R347",
        "deze getallen samen zijn een kans van {kans}: meer dan 100 %",
        "kies kleinere kansen, of een kleinere verhouding",
    ),
    "product_met_naam": Message(
        "R348",
        "de naam '{naam}' hoort bij één van de getallen, niet bij het product",
        "zet de naam bij het getal dat hij noemt: {{verwacht: 6 dagen, naam: {naam}}}",
    ),
    "product_in_product": Message(
        "R349",
        "een product staat niet in een ander product",
        "zet alle getallen achter één maal: hoogstens vier",
    ),
    "eenheid_met_getal": Message(
        "R350",
        "'{tekst}' kan geen eenheid van drie getallen zijn: er zit zelf een getal in",
        "zet de eenheid achter elk getal, bijvoorbeeld laag: 1 {tekst}",
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
        in_cell="vul bij Duur in hoe lang, bijvoorbeeld 6 maanden, of blijvend",
    ),
    "blijvend_totaal": Message(
        "R404",
        "een totaal ({aantal}) kan niet blijvend zijn",
        "schrijf hoeveel per week of per maand, of geef een duur",
        in_cell="kies een eenheid per week of per maand, of geef een duur",
    ),
    "verschuift_zonder_uitstel": Message(
        "R405",
        "'verschuift' hoort bij 'uitstel', en dat staat er niet",
        "voeg uitstel toe, of haal verschuift weg",
        in_cell="vul Uitstel in, of maak Verschuift leeg",
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
        in_cell="schrijf bijvoorbeeld 1 op 4",
    ),
    "wij_ontbreekt": Message(
        "R411",
        "'wij' ontbreekt in toerekening",
        "schrijf bijvoorbeeld toerekening: {{wij: 70%, huisarts: 30%}}",
        in_cell="zet wij in de kolom Wie, met uw deel ernaast",
    ),
    "toerekening_som": Message(
        "R412", "de aandelen in toerekening zijn samen {som:.1%}", "samen hoogstens 100 %"
    ),
    "datums_volgorde": Message("R413", "{wat} ({later}) ligt voor {anker} ({eerder})", "kijk de datums na"),
    "inzet_prijs_of_uitgave": Message(
        "R414",
        "een inzetregel heeft prijs en aantal nodig, of een uitgave",
        "schrijf prijs: … en aantal: …, of uitgave: {{bedrag, prijspeil, betalers, bron}}",
        in_cell="kies een prijs met een aantal, of vul een uitgave in: bedrag, prijspeil, bron en betaler",
    ),
    "betaler_onbekend": Message("R415", "betaler '{betaler}' staat niet in {boek}", "{suggestie}"),
    "betalers_som": Message(
        "R416", "de aandelen van de betalers zijn samen {som:.1%}", "samen precies 100 %"
    ),
    "groep_eenheid": Message(
        "R417",
        "'{veld}' telt {verwacht}, geen {eenheid}",
        "schrijf bijvoorbeeld {veld}: 12 {verwacht}",
        in_cell="schrijf bijvoorbeeld 12 {verwacht}",
    ),
    "deler_onder_een": Message(
        "R418",
        "'{veld}' moet ten minste 1 zijn",
        "vul in over hoeveel de kosten verdeeld worden",
        in_cell="vul in over hoeveel de kosten verdeeld worden",
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
        in_cell="vul een duur in, of een eerdere Vanaf",
    ),
    "regel_onbekend": Message("R421", "regel '{regel}' bestaat niet in deze casus", "kies uit: {regels}"),
    "rollen_gelijk": Message(
        "R422",
        "'{persoon}' heeft meer dan één rol",
        "auteur, beoordelaar en vaststeller zijn verschillende mensen",
        in_cell="auteur en vaststeller zijn verschillende mensen",
    ),
    "status_zonder_rol": Message(
        "R423",
        "status '{status}' zonder {rol}",
        "vul rollen aan, of kies een eerdere status",
        in_cell="vul Vaststeller in, of kies een eerdere status",
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
        "R426",
        "deze controle controleert niets",
        "vul inzet, baten of netto in, of haal controle weg",
        in_cell="vul inzet, baten of netto in, of maak ook Controle: hoe leeg",
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
        "twee tijden of factoren in één regel heten allebei '{naam}'",
        "begin, duur, uitstel en elke factor van een product zijn een eigen schatting; {suggestie}",
    ),
    "lotkans_nul": Message(
        "R430", "een lotkans van 0 kan niet: deze casus is geloot", "vul de kans op loting in"
    ),
    "traject_te_lang": Message(
        "R431",
        "tussen gestart en afgesloten zit meer dan {jaren} jaar",
        "kijk de jaartallen na; een casus is één afgerond traject",
    ),
    "datum_in_toekomst": Message(
        "R432",
        "afgesloten ({datum}) is later dan vandaag ({vandaag})",
        "kijk de datum na; loopt de casus nog, laat afgesloten dan weg",
        in_cell="kijk de datum na; loopt de casus nog, maak de cel dan leeg",
    ),
    "getoetst_zelf": Message(
        "R433",
        "'getoetst' schrijft een maker niet zelf: het volgt uit een beoordeling",
        "schrijf met-collega of eigen; met een beoordeling wordt het vanzelf getoetst",
    ),
    "in_plaats_onbekend": Message(
        "R434", "in_plaats_van: er is geen hulp '{regel}' onder zonder_inzet", "{suggestie}"
    ),
    "in_plaats_van_met": Message(
        "R435",
        "in_plaats_van wijst naar hulp zonder ons, en '{regel}' staat onder met_inzet",
        "{suggestie}",
    ),
    "in_plaats_zonder_inzet": Message(
        "R436",
        "in_plaats_van hoort bij hulp onder met_inzet",
        "haal in_plaats_van hier weg, of zet deze regel onder met_inzet",
    ),
    "in_plaats_volgt": Message(
        "R437",
        "'{veld}' volgt hier uit {regel}: deze hulp kwam ervoor in de plaats",
        "haal {veld} weg; alleen prijs, aantal en deel zijn van deze regel zelf",
        in_cell="maak deze cel leeg; alleen prijs, aantal en deel zijn van deze regel zelf",
    ),
    "in_plaats_totaal": Message(
        "R438",
        "hulp in plaats van andere hulp heeft een aantal per week, maand of jaar; {aantal} is een totaal",
        "schrijf bijvoorbeeld aantal: {voorbeeld}",
        in_cell="schrijf bijvoorbeeld {voorbeeld}",
    ),
    "in_plaats_ineens": Message(
        "R439",
        "{regel} is hulp ineens, zonder duur: er is geen tijd waarin deze hulp er in plaats van was",
        "geef {regel} een duur, of schrijf deze hulp als gewone regel en haal in_plaats_van weg",
    ),
    "deel_zonder_doel": Message(
        "R440",
        "'deel' zegt in welk deel van de tijd deze hulp er was in plaats van andere hulp",
        "schrijf erbij in plaats van welke regel, bijvoorbeeld in_plaats_van: z1.1, of haal deel weg",
        in_cell="vul In plaats van in, bijvoorbeeld z1.1, of maak deze cel leeg",
    ),
    "in_plaats_in_pad": Message(
        "R441",
        "in_plaats_van hoort bij een losse regel onder met_inzet, niet binnen een pad",
        "zet deze regel los onder met_inzet, zonder pad en kans; die volgen",
    ),
    "pad_met_ook_zonder_ons": Message(
        "R442",
        "'ook_zonder_ons' hoort bij paden onder zonder_inzet",
        "schrijf onder met_inzet hoe waarschijnlijk dit met ons is, bijvoorbeeld kans: 1 op 4",
    ),
    "kansen_samen_met": Message(
        "R443",
        "de kansen van de paden onder met_inzet zijn samen {som:.1%}",
        "samen hoogstens 100 %; de rest is: met ons gebeurde geen van deze paden",
    ),
    "kansen_gemiddeld_samen_met": Message(
        "R444",
        "de gemiddelden van de kansen onder met_inzet zijn samen {som:.1%}",
        "maak de hoge schattingen kleiner; samen hoogstens 100 %",
    ),
    "personen_nul": Message(
        "R445",
        "'personen' moet meer dan 0 zijn",
        "vul in voor hoeveel mensen dit was, of haal personen weg als het er één was",
        in_cell="vul in voor hoeveel mensen dit was, of maak de cel leeg als het er één was",
    ),
    "naast_zonder_reden": Message(
        "R451",
        "naast: zegt waarom deze hulp meetelt naast hulp waar zij in zit, en '{gevonden}' is geen reden",
        "schrijf het in een paar eigen woorden, bijvoorbeeld naast: zij kreeg dit thuis, op de dagen dat zij er niet was",
        in_cell="schrijf het in een paar eigen woorden, bijvoorbeeld zij kreeg dit thuis, op de dagen dat zij er niet was",
    ),
    "naast_te_veel_tijden": Message(
        "R452",
        "{regel} zit in {ander}, en samen hebben zij {tijden} onzekere tijden: dat is te veel om na te gaan",
        "schrijf vanaf:, duur: of uitstel: van {regel} als één getal, tot het er samen hoogstens {meest} zijn",
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
    "set_onbekend": Message("R505", "{soort} '{naam}' bestaat niet", "{bedoelt}kies uit: {keuzes}"),
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
    "periode_te_lang": Message("R512", "de periode duurt meer dan {jaren} jaar", "kijk de jaartallen na"),
    "prijsspreiding_onvolledig": Message(
        "R513", "in deze set ontbreken prijsgraden: {ontbreekt}", "geef elke graad een spreiding"
    ),
    "set_dubbel": Message(
        "R521", "{soort} '{naam}' staat ook in {ander}", "geef een van de twee een eigen naam"
    ),
    "uitgangspunten_onbekend": Message("R522", "uitgangspunten '{naam}' zijn er niet", "kies uit: {keuzes}"),
    "verzilvering_betaler": Message(
        "R523",
        "verzilvering '{naam}' noemt betaler '{betaler}', en die staat niet in {boek}",
        "kies een andere verzilvering, of een boek met deze betaler",
    ),
    "samenhang_boven_een": Message(
        "R524",
        "gedeeld en organisatie zijn samen meer dan 100 %",
        "laat samen hoogstens 100 % over; de rest is van elke bewijsgraad zelf (M31)",
    ),
    "naam_verschilt": Message(
        "R526",
        "'{naam}' is bij {eerste} {toen}, en bij {tweede} {nu}",
        "één naam is één schatting: schrijf hier = {naam}, of geef deze schatting een eigen naam",
    ),
    "verwijzing_onbekend": Message(
        "R527", "er is geen schatting met de naam '{naam}', in deze casus of in gedeeld", "{suggestie}"
    ),
    "verwijzing_dubbel": Message(
        "R528",
        "'{naam}' is een schatting in deze casus, en ook een in gedeeld van het programma",
        "geef de schatting in deze casus een andere naam, en verwijs daarnaar als u die bedoelt",
    ),
    "naam_vorm": Message(
        "R529",
        "'{naam}' kan niet de naam van een schatting zijn",
        "gebruik kleine letters, cijfers en streepjes: naam: {voorstel}",
    ),
    "naam_met_is": Message(
        "R530",
        "een naam begint niet met een =",
        "schrijf naam: {voorstel}; bedoelt u een schatting van elders, schrijf dan = {voorstel} in plaats van het "
        "hele blok",
    ),
    "naam_andere_soort": Message(
        "R531",
        "'{naam}' is bij {eerste} {soort}, en bij {tweede} {andere}",
        "maak er twee schattingen van, elk met een eigen naam",
    ),
    "naam_macht": Message(
        "R532",
        "'{naam}' telt in {regel} {keer} keer mee: als {factoren}",
        "één naam mag in een regel hoogstens twee keer meetellen; geef een van deze een eigen schatting",
    ),
    "naam_in_paden": Message(
        "R533",
        "de kans '{naam}' heeft een naam, en de paden kunnen samen meer dan 100 % worden ({som:.0%})",
        "{suggestie}",
    ),
    "gedeeld_verwijst": Message(
        "R534",
        "een schatting in gedeeld verwijst niet zelf: '{tekst}'",
        "schrijf de getallen hier, of schrijf in de casus = met de naam van die andere schatting",
    ),
    "gedeeld_naam": Message(
        "R535",
        "een schatting in gedeeld heet naar wat ervoor staat, niet ook '{naam}'",
        "haal naam hier weg",
    ),
    "beoordeling_gedeeld": Message(
        "R536",
        "'{naam}' is een schatting van het programma, die meer casussen delen",
        "haal dit antwoord weg, en zet bij opmerking wat u ervan vindt; zij verandert alleen in programma.yaml",
    ),
    "beoordeling_naam": Message(
        "R537",
        "'{naam}' is één schatting, en krijgt bij {regel} een ander antwoord dan bij {ander}",
        "geef één antwoord, en laat het andere weg",
    ),
    "gedeeld_verschilt": Message(
        "R538",
        "twee programma's heten hetzelfde, en '{naam}' is in {eerste} {toen}, en in {tweede} {nu}",
        "geef een van de twee programma's een eigen naam, of schrijf in beide dezelfde schatting",
    ),
    "gedeeld_getoetst": Message(
        "R539",
        "een gedeelde schatting kan niet 'getoetst' zijn: een beoordeling gaat over één casus",
        "schrijf geregistreerd, dossier, met-collega of eigen",
    ),
    "naam_in_geheel": Message(
        "R540",
        "'{naam}' staat in een product dat zegt hoe lang iets duurt, of hoeveel er juist niet is: dat is één schatting",
        "haal de naam weg, of schrijf het product uit als één schatting",
    ),
    "gedeeld_product": Message(
        "R541",
        "een schatting in gedeeld is één getal, met of zonder band, en geen product",
        "geef elk getal hier een eigen naam, en schrijf in de casus {{maal: [= naam, = andere-naam]}}",
    ),
    "gedeeld_zonder_eenheid": Message(
        "R542",
        "'{naam}' is in {waar} {soort}, en heeft hier geen {wat}",
        "{suggestie}",
    ),
    "verwijzing_met_meer": Message(
        "R543",
        "achter = hoort alleen de naam van een schatting, niet '{tekst}'",
        "{suggestie}",
    ),
    "verwijzing_zonder_is": Message(
        "R544",
        "'{naam}' is de naam van een schatting, en er staat geen = voor",
        "bedoelt u '= {naam}'?",
    ),
    "naam_ook_gedeeld": Message(
        "R545",
        "'{naam}' is hier {nu}, en in gedeeld ({waar}) {toen}",
        "één naam is één schatting: schrijf hier = {naam}, of geef deze schatting een andere naam",
    ),
    "verhouding_alleen": Message(
        "R546",
        "een verhouding alleen is geen aantal en geen tijd: zij maakt een ander getal groter of kleiner",
        "{suggestie}",
    ),
    "deel_los": Message(
        "R547",
        "'{tekst}' staat los achter de komma, en hoort bij wat ervoor staat",
        "{suggestie}",
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
    "boek_zonder_betalers": Message(
        "R612", "dit boek noemt geen betalers en heeft geen ouder", "voeg betalers toe, of een ouder"
    ),
    "boek_zonder_cpi": Message(
        "R613",
        "in dit boek ontbreekt reeks '{reeks}'",
        "voeg de consumentenprijzen toe; uitgaven en programmakosten volgen die reeks",
    ),
    "raming_zonder_waarde": Message(
        "R614",
        "raming {jaar} staat niet bij de waarden van deze reeks",
        "voeg de waarde toe, of haal {jaar} weg",
    ),
    "prijs_tot_voor_vanaf": Message("R615", "'tot' ligt voor 'vanaf'", "kijk de datums na"),
    "vervangt_ontbreekt": Message(
        "R616",
        "prijs '{prijs}' staat al in {ouder}",
        "schrijf `vervangt: ja` als deze prijs ervoor in de plaats komt, of kies een eigen sleutel",
    ),
    "vervangt_niets": Message("R617", "'{prijs}' staat niet in {ouder} en vervangt dus niets", "{suggestie}"),
    "vervangt_zonder_ouder": Message(
        "R618",
        "'{prijs}' kan niets vervangen: dit boek heeft geen ouder",
        "noem een ouder in boek.yaml, of haal `vervangt` weg",
    ),
    "vervangt_eenheid": Message(
        "R619",
        "'{prijs}' gaat hier per {eenheid}, en in {ouder} per {oudereenheid}",
        "houd de eenheid van de ouder, of kies een eigen sleutel",
    ),
    "vervangt_soort": Message(
        "R620",
        "'{prijs}' is hier {soort}, en in {ouder} {oudersoort}",
        "houd de soort van de ouder, of kies een eigen sleutel",
    ),
    "bron_van_ouder": Message(
        "R621",
        "bron '{bron}' van '{prijs}' is van {ouder}, niet van dit boek",
        "noem een eigen bron in bronnen.yaml: waar staat dat het hier zo is?",
    ),
    "betaler_herhaald": Message(
        "R622", "betaler '{naam}' bestaat al in {ouder}", "haal hem weg, of geef hem een eigen sleutel"
    ),
    "bron_herhaald": Message("R623", "bron '{naam}' bestaat al in {ouder}", "geef uw bron een eigen sleutel"),
    "reeks_herhaald": Message(
        "R624", "reeks '{naam}' bestaat al in {ouder}", "geef uw reeks een eigen sleutel"
    ),
    "ouder_onbekend": Message("R625", "ouder {ouder} is er niet", "kijk de naam na, of zet dat boek ernaast"),
    "ouder_versie": Message("R626", "uitgave {ouder} is er niet", "kies uit: {keuzes}"),
    "ouder_anders": Message(
        "R627", "in de map van {ouder} staat {gevonden}", "kijk boek en versie in de boek.yaml van die map na"
    ),
    "ouder_hash": Message(
        "R628",
        "de inhoud van {ouder} is niet de vastgelegde: verwacht {verwacht}, gevonden {gevondenhash}",
        "zet de oude inhoud terug, of vergelijk de boeken en leg daarna de nieuwe hash vast",
    ),
    "ouder_kring": Message(
        "R629",
        "deze boeken staan in een kring op elkaar: {kring}",
        "kies een ouder die niet op dit boek staat",
    ),
    "vindplaats_ontbreekt": Message(
        "R630",
        "bij bron '{bron}' van '{prijs}' staat niet waar dit te vinden is",
        "voeg een vindplaats toe (bladzijde of tabel), of een adres bij de bron",
    ),
    "gezien_buiten_band": Message(
        "R631",
        "het bedrag van '{prijs}' ({bedrag}) past niet bij wat er gezien is ({gezien})",
        "kijk in de bron; is het bedrag uitgerekend, schrijf dan een opbouw",
    ),
    "naam_dubbel": Message(
        "R632",
        "'{prijs}' heeft dezelfde {wat} als '{ander}'",
        "voeg de prijzen samen, of zeg in de naam wat het verschil is",
    ),
    "controle_verouderd": Message(
        "R633",
        "deze waarde van '{prijs}' is {jaren} jaar geleden voor het laatst gecontroleerd",
        "kijk in de bron of het bedrag nog klopt, en zet de datum van vandaag",
    ),
    "prijspeil_oud_zonder_uitleg": Message(
        "R634",
        "'{prijs}' heeft geen waarde na {jaar}, en niets zegt waarom",
        "zoek een nieuwer bedrag, of zeg bij opmerking waarom dit het beste is",
    ),
    "graad_zonder_uitleg": Message(
        "R635", "'{prijs}' is zwak (graad {graad}), en niets zegt waarom", "voeg een opmerking toe"
    ),
    "niet_ingevuld": Message(
        "R636", "hier staat nog de tekst van het voorbeeld", "vul in wat hier hoort, en haal '(vul in)' weg"
    ),
    "controle_in_toekomst": Message(
        "R637",
        "deze waarde van '{prijs}' is gecontroleerd op een dag die nog moet komen",
        "zet de dag waarop u in de bron keek",
    ),
    "adres_onleesbaar": Message(
        "R638",
        "'{adres}' is geen adres dat een ander kan openen",
        "schrijf het hele adres, met https:// ervoor; is er geen, laat adres dan weg",
    ),
    "dagdeel_zonder_uitleg": Message(
        "R639",
        "'{prijs}' gaat per dagdeel, en niets zegt hoeveel uren dat zijn",
        "voeg toe: uren_per_dagdeel: 4; geeft de bron geen uren, zeg bij opmerking dan hoe lang een dagdeel kan zijn",
    ),
    "domein_past_niet": Message(
        "R640",
        "'{prijs}' staat onder domein '{domein}'",
        "het domein is het eerste woord van de sleutel: {suggestie}",
    ),
    "betaler_naam": Message(
        "R641",
        "betaler '{betaler}' heet '{naam}', {waarom}",
        "geef elke betaler een eigen naam die niet op 'samen' eindigt; daarmee staat hij in tabellen en op bladen",
    ),
    "omvat_kring": Message(
        "R642",
        "prijs '{prijs}' omvat '{ander}', en die omvat weer '{prijs}'",
        "haal '{ander}' hier weg onder omvat, of haal '{prijs}' weg bij '{ander}'",
    ),
    "gebruikelijk_leeg": Message(
        "R643", "bij wat gebruikelijk is staat geen laag en geen hoog", "geef laag, hoog of allebei"
    ),
    "gebruikelijk_volgorde": Message(
        "R644", "bij wat gebruikelijk is, is laag meer dan hoog", "wissel laag en hoog om"
    ),
    "gebruikelijk_tijd": Message(
        "R645", "'{tijd}' is geen tijd", "schrijf laag en hoog in dagen, weken, maanden of jaren"
    ),
    "gebruikelijk_eenheid": Message(
        "R646",
        "'{welk}' staat in {eenheid}, en deze prijs gaat per {prijseenheid}",
        "reken laag en hoog om, en laat de eenheid weg",
    ),
    "gebruikelijk_per": Message(
        "R647",
        "wat in totaal gebruikelijk is, is niet zo veel per {tijd}",
        "schrijf het bij per_jaar, of laat per {tijd} weg",
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
    "leeftijd_te_precies": Message(
        "R709",
        "een leeftijd van {tekst} is te precies: daaraan is iemand te herkennen",
        "schrijf een klasse: {klasse}",
    ),
    "afspraak_zonder_budget": Message(
        "R720",
        "'{betaler}' heeft geen budget dat omlaag kan",
        "haal deze afspraak weg; een afspraak is met wie hulp uit een budget betaalt",
    ),
    # ------------------------------------------------------------------ R8 reviews
    "beoordeling_zonder_casus": Message(
        "R801",
        "bij deze beoordeling staat geen casus ({bestand})",
        "zet haar naast haar casus, en begin haar naam met die van het casusbestand",
    ),
    "beoordeling_andere_casus": Message(
        "R802",
        "deze beoordeling gaat over '{casus}', maar ernaast staat '{ander}'",
        "verander casus, of noem het bestand naar de goede casus",
    ),
    "schatting_niet_gevraagd": Message(
        "R803", "bij {regel} is geen '{veld}' om te beoordelen", "{suggestie}"
    ),
    "aantal_andere_soort": Message(
        "R804", "{regel} vraagt {gevraagd}, niet {gevonden}", "schrijf bijvoorbeeld {voorbeeld}"
    ),
    "oordeel_dubbel": Message(
        "R805", "'{regel}' is in deze beoordeling twee keer beantwoord", "laat er één staan"
    ),
    "beoordelaar_dubbel": Message(
        "R806",
        "van '{persoon}' is er al een beoordeling van deze casus ({ander})",
        "zet alle antwoorden van één mens in één bestand",
    ),
    "weet_niet_met_getal": Message(
        "R807", "hier staat 'weet-niet', en toch een eigen getal", "haal één van de twee weg"
    ),
    "kansen_samengevoegd": Message(
        "R808",
        "samengevoegd zijn de kansen van de paden samen {som:.1%}",
        "vraag elke beoordelaar naar de kans op elk pad; samen hoogstens 100 %",
    ),
    # ------------------------------------------------------------------ R81 folders of own books and sets
    "map_ontbreekt": Message("R810", "de map {map} ({soort}) is er niet", "{suggestie}"),
    "map_met_uitgaven": Message(
        "R811", "in de map {map} staan meer uitgaven van dit prijzenboek", "kies uit: {keuzes}"
    ),
    "uitgangspunten_zonder_bestand": Message(
        "R812",
        "in de map {map} staat geen {bestand}",
        "maak dat bestand, met regimes: of een andere set erin; `rendement schema uitgangspunten` toont de velden",
    ),
    "set_bestaat_al": Message(
        "R813",
        "{soort} '{naam}' is een set van het programma zelf, en die kan niet veranderen",
        "geef uw eigen set een andere naam: {nieuw}",
    ),
    "set_naam": Message(
        "R814",
        "'{naam}' kan geen naam van een set zijn",
        "alleen kleine letters, cijfers en streepjes: {nieuw}",
    ),
    "disciplines_eigen": Message(
        "R815",
        "eigen disciplines worden nergens gebruikt",
        "haal disciplines: hier weg; met --regels kiest u zelf wat een beoordelaar krijgt",
    ),
    "casus_bij_sets": Message(
        "R816",
        "dit is een casus in de map van uitgangspunten: hij telt niet mee",
        "zet het bestand in een map met casussen",
    ),
    # ------------------------------------------------------------------ R9 the Excel form
    "formulier_onleesbaar": Message(
        "R901",
        "dit bestand kan niet als Excelbestand geopend worden ({reden})",
        "open het in Excel en sla het op als .xlsx, of begin met `rendement formulier maak`",
    ),
    "formulier_wachtwoord": Message(
        "R902", "op dit bestand zit een wachtwoord", "sla het in Excel op zonder wachtwoord"
    ),
    "formulier_te_groot": Message(
        "R903", "dit bestand is te groot voor een formulier ({mb:.0f} MB)", "plak er geen bijlagen in"
    ),
    "geen_formulier": Message(
        "R904", "dit Excelbestand is geen formulier voor een casus", "begin met `rendement formulier maak`"
    ),
    "formulier_versie": Message(
        "R905",
        "dit is versie {gevonden} van het formulier, en hier wordt versie {versie} gelezen",
        "maak een nieuw formulier met `rendement formulier maak`, en neem de antwoorden over",
    ),
    "formulier_blad": Message(
        "R906",
        "het blad '{blad}' ontbreekt in dit formulier",
        "zet het terug, of geef het weer zijn eigen naam; ook een leeg blad hoort erbij",
    ),
    "formulier_vraag": Message(
        "R907",
        "de vraag '{vraag}' staat niet meer op dit blad",
        "zet de vraag terug zoals zij was, of neem de antwoorden over in een nieuw formulier",
    ),
    "formulier_dubbel": Message(
        "R908", "de vraag '{vraag}' staat twee keer op dit blad", "laat er één staan"
    ),
    "formule_in_cel": Message(
        "R909", "hier staat een formule, en geen antwoord", "typ de uitkomst zelf in deze cel"
    ),
    "fout_in_cel": Message(
        "R910", "hier staat een foutwaarde van Excel ({gevonden})", "maak de cel leeg en vul haar opnieuw in"
    ),
    "datum_in_cel": Message(
        "R911",
        "hier heeft Excel een datum van gemaakt ({gevonden})",
        "maak de cel leeg en typ het opnieuw: 1 op 4 in plaats van 1/4, 1.5 in plaats van 1-5",
    ),
    # ------------------------------------------------------------------ L3 questions about what was typed
    "tekst_na_hekje": Message(
        "L350",
        "wat achter een # staat, telt niet mee bij de tekst ervoor",
        "hoort het erbij? zet dan de hele tekst tussen aanhalingstekens; anders: twee spaties ervoor en één erachter",
    ),
    # ------------------------------------------------------------------ L4 questions about what is meant
    "buiten_gebruikelijk": Message(
        "L450",
        "{gevonden} is {veel}{voor}: meestal {meestal} ({wie})",
        "{wat} is zo ongeveer {euro}; klopt het, {zet_klopt}",
    ),
    "hoog_ver_weg": Message(
        "L451",
        "hoog ({hoog:g}) is {keer:.0f} keer zo veel als verwacht ({verwacht:g})",
        "het gemiddelde wordt daardoor ongeveer {euro} hoger; klopt het, {zet_klopt}",
    ),
    "inzet_ongewoon": Message(
        "L452",
        "{gevonden} werk voor één casus is {veel}: meestal {meestal} ({wie})",
        "dat kost ongeveer {euro}; {bedoeld}klopt het, {zet_klopt}",
    ),
    "uitgave_niet_gedeeld": Message(
        "L453",
        "deze uitgave van {euro} telt helemaal in deze casus, en de groep van {regel} telt {groep:g} deelnemers",
        "was zij voor de hele groep, schrijf dan groep: {groep:g} deelnemers (dan is het {deel}); "
        "klopt het, {zet_klopt}",
        in_cell="was zij voor de hele groep, vul dan bij Groep {groep:g} deelnemers in (dan is het {deel}); klopt het, {zet_klopt}",
    ),
    "kans_zeker": Message(
        "L454",
        "hier staat dat dit zonder ons zeker gebeurd was (100 %)",
        "dit pad telt zo voor ongeveer {euro}, zonder enige twijfel; klopt het, {zet_klopt}",
    ),
    "anders_dan_anderen": Message(
        "L455",
        "{gevonden} is {keer} als wat andere casussen hier schrijven{voor} (meestal {meestal})",
        "dat scheelt ongeveer {euro}; klopt het, {zet_klopt}",
    ),
    "klopt_welk": Message(
        "L456",
        "bij deze klopt horen {aantal} vragen ({velden}), en er staat niet welke zij beantwoordt",
        "schrijf {suggestie}; wat dan nog gevraagd wordt, ziet u daarna",
        in_cell="vul in {cel}; wat dan nog gevraagd wordt, ziet u daarna",
    ),
    # ------------------------------------------------------------------ L9 warnings
    "regel_na_horizon": Message(
        "L901",
        "regel {regel} valt helemaal na de horizon en telt dus niet mee ({euro})",
        "geef de regel een eigen horizon met een reden, of laat hem weg; klopt het zo, {zet_klopt}",
    ),
    "prijs_zwak": Message(
        "L902",
        "prijs '{prijs}' is zwak onderbouwd (graad {graad})",
        "zoek een betere bron; is die er niet, {zet_klopt}",
    ),
    "toerekening_alles": Message(
        "L903",
        "de hele verandering wordt aan ons toegerekend",
        "heeft echt niemand anders geholpen? klopt het, {zet_klopt}",
    ),
    "dubbeltelling_omvat": Message(
        "L904",
        "{regel} ({prijs}) zit misschien al in {ander} ({anderprijs}), en telt wel mee",
        "tel hulp die in een andere prijs zit niet nog eens; is dit andere hulp, {zet_klopt}",
    ),
    "dubbeltelling_zelfde": Message(
        "L905",
        "{regel} en {ander} tellen dezelfde hulp in dezelfde tijd ({prijs})",
        "voeg de regels samen; is het andere hulp, {zet_klopt}",
    ),
    "dubbeltelling_huishouden": Message(
        "L906",
        "casus '{ander}' van hetzelfde huishouden telt dezelfde hulp in dezelfde tijd ({prijs})",
        "kies in welke casus deze hulp telt; is het andere hulp, {zet_klopt}",
    ),
    "lotkans_ongebruikt": Message(
        "L908",
        "lotkans telt niet mee: {programma} is gekozen: {gekozen}",
        "zet gekozen: loting in programma.yaml als er geloot is, of haal lotkans weg",
    ),
    "gedeeld_ongebruikt": Message(
        "L909",
        "geen enkele casus gebruikt '{naam}'",
        "schrijf in een casus = {naam}, of haal deze schatting weg",
    ),
    "prijs_afgelopen": Message(
        "L911",
        "prijs '{prijs}' gold tot en met {tot}, en wordt gebruikt voor {jaar}",
        "kijk of er een nieuwere prijs is; is die er niet, {zet_klopt}",
    ),
    "prijs_oud": Message(
        "L912",
        "prijs '{prijs}' is van {prijsjaar}, en wordt omgerekend naar {jaar}",
        "kijk of er een nieuwere prijs is; is die er niet, {zet_klopt}",
    ),
    "prijs_raming": Message(
        "L913",
        "prijs '{prijs}' wordt omgerekend met een raming van reeks '{reeks}' ({jaar})",
        "kies een prijspeil dat al gemeten is; kan dat niet, {zet_klopt}",
    ),
    "bron_ongebruikt": Message(
        "L921", "geen enkele prijs noemt bron '{bron}'", "haal de bron weg, of noem haar"
    ),
    "prijspeil_oud": Message(
        "L922", "de nieuwste waarde van '{prijs}' is van {jaar}", "zoek een nieuwer bedrag"
    ),
    "zoekwoord_dubbel": Message(
        "L923",
        "'{woord}' is zoekwoord van '{prijs}' en van '{ander}'",
        "geef het woord aan de prijs die de meeste mensen bedoelen",
    ),
    "bron_zonder_adres": Message(
        "L924", "bron '{bron}' heeft geen adres", "voeg het adres toe waar een ander haar kan openen"
    ),
    "dagdeel_zonder_uren": Message(
        "L925",
        "'{prijs}' gaat per dagdeel en zegt niet hoeveel uren dat zijn",
        "voeg toe: uren_per_dagdeel: 4 (wat de bron zegt)",
    ),
    "gezien_ontbreekt": Message(
        "L926",
        "bij geen enkele bron van '{prijs}' staat welk bedrag er gezien is",
        "voeg toe: gezien: en het bedrag zoals het in de bron staat",
    ),
    "gezien_omgerekend": Message(
        "L927",
        "het bedrag van '{prijs}' is {factor} keer wat er gezien is ({gezien})",
        "kijk of de opmerking zegt waarom: een ander tijdvak dan in de bron",
    ),
    "bron_onvolledig": Message(
        "L928",
        "bij bron '{bron}' ontbreekt: {wat}",
        "voeg toe wat de bron zegt; zegt zij niets over de licentie, schrijf dan: licentie: niet gezien",
    ),
    "adres_zonder_bladzijde": Message(
        "L929",
        "het adres van bron '{bron}' noemt alleen de site, niet de bladzijde",
        "voeg het hele adres toe, zodat een ander het bedrag terugvindt",
    ),
    "wet_lijkt_op": Message("L930", "geen andere prijs noemt wet '{wet}'", "bedoelt u '{suggestie}'?"),
    "discipline_past_niet": Message(
        "L931",
        "'{regel}' hoort niet bij de discipline {rol}",
        "het getal telt mee, maar maakt dit niet getoetst; vraag het ook aan: {rollen}",
    ),
    "rol_onbekend": Message(
        "L932",
        "rol '{rol}' staat niet in de lijst van disciplines, en maakt dus niets getoetst",
        "{suggestie}",
    ),
    "beoordeling_open": Message(
        "L933",
        "deze beoordeling is nog niet ingevuld",
        "vul beoordelaar en datum in; tot dan telt zij niet mee",
    ),
    "maker_onbekend": Message(
        "L934",
        "de casus zegt niet wie hem maakte",
        "zet in de casus rollen: {{auteur: …}}; dan is te zien dat een ander beoordeelde",
    ),
    "oordeel_tegen_getal": Message(
        "L935",
        "het oordeel '{oordeel}' past niet bij de eigen getallen",
        "kijk na of de getallen goed zijn, of het oordeel",
    ),
    "status_klopt_niet": Message("L936", "status '{status}', maar {waarom}", "deze casus telt als '{telt}'"),
    "kansen_met_beoordeling": Message(
        "L937",
        "met deze antwoorden zijn de kansen van de paden samen meer dan 100 %",
        "vraag deze beoordelaar ook naar de kans op de andere paden",
    ),
    "privacy_volle_naam": Message(
        "L938",
        "dit lijkt de voor- en achternaam van iemand",
        "schrijf 'de bewoner' of 'haar zoon'; is het een organisatie, zet er dan # toegestaan: achter, en welke",
    ),
    "bedrag_ongewoon": Message(
        "L939",
        "{gevonden} per {eenheid} is {veel}: meestal {meestal} ({wie})",
        "kijk naar de komma en de eenheid; klopt het, zet dan bij deze prijs gebruikelijk: {{bedrag: {{{eind}: {grens}}}}}",
    ),
    "formulier_los": Message(
        "L941",
        "deze cel hoort bij geen vraag, en wordt niet gelezen",
        "hoort dit bij de casus, zet het dan bij de goede vraag",
    ),
    "formulier_niet_gelezen": Message(
        "L942",
        "dit formulier is nog geen casus: het telt niet mee",
        "is het ingevuld, lees het dan met `{opdracht}`",
    ),
    "formulier_nieuwer": Message(
        "L943",
        "dit formulier is later bewaard dan {casus}, en niet opnieuw gelezen",
        "is er iets in veranderd, lees het dan met `{opdracht}`",
    ),
    "zelfde_inhoud": Message(
        "L944",
        "op het pseudoniem na zegt dit bestand hetzelfde als {ander}",
        "is het twee keer dezelfde casus, haal er dan een weg",
    ),
    "naam_lijkt_op": Message(
        "L960",
        "{veld} '{naam}' lijkt op '{ander}' ({waar})",
        "schrijf overal hetzelfde, of zet ze in `namen.yaml`: {een}; zijn het er echt twee: {twee}",
    ),
    "privacy_naam_los": Message(
        "L970",
        "dit lijkt de naam van iemand",
        "schrijf 'de bewoner', 'haar zoon', 'de buurvrouw'; is het niemand, zet er dan # toegestaan: achter, en wat het is",
    ),
    "privacy_kenteken": Message(
        "L971", "dit lijkt een kenteken", "haal het weg, of zet er # toegestaan: achter, en wat het is"
    ),
    "privacy_nummer": Message(
        "L972",
        "dit lijkt een nummer waarmee een cliënt of zorgverlener te vinden is",
        "haal het weg, of zet er # toegestaan: achter, en wat het is",
    ),
    "privacy_code": Message(
        "L973",
        "in deze code lijkt de naam van iemand te staan",
        "schrijf een code die niets over iemand zegt, zoals sm-07, of zet er # toegestaan: achter, en wat het is",
    ),
    "privacy_bestandsnaam": Message(
        "L974",
        "in de naam van dit bestand lijkt {wat} te staan",
        "geef het bestand een naam die niets over iemand zegt, zoals dor-2025-018.yaml",
    ),
    "naam_na_schatting": Message(
        "L975",
        "'{naam}' is zo de naam van deze regel, en niet van de schatting ervoor ({veld})",
        "bedoelt u de schatting, schrijf {veld}: {{verwacht: {waarde}, naam: {naam}}}; "
        "bedoelt u de regel, zet naam: {naam} dan vooraan",
    ),
    "spreiding_ver_weg": Message(
        "L976",
        "de spreiding (sd {sd:g}) is {keer:.1f} keer het gemiddelde ({gemiddelde:g})",
        "zo is de helft kleiner dan de helft van het gemiddelde, en een enkele heel groot; "
        "klopt het, {zet_klopt}",
    ),
    "afbouw_doet_niets": Message(
        "L980",
        "afbouw doet hier niets: de eerste stap komt een jaar na de afsluiting, en zo ver telt geen enkele regel",
        "laat afbouw weg, of geef een horizon van meer dan 12 maanden, met een reden",
    ),
    "regel_geknipt": Message(
        "L981",
        "regel {regel} is geknipt: telt {telt}; daarna nog {euro}, telt niet mee",
        "hoort het langer te tellen, geef dan horizon: een langere duur, met een reden; klopt het zo, {zet_klopt}",
    ),
    "zit_al_in": Message(
        "L985",
        "{regel} ({prijs}) zit al in {ander}: {euro} telt niet mee",
        "klopt dat, {zet_klopt}; komt deze hulp er echt nog bij, zet dan naast:, en waarom",
    ),
    "naast_zonder_doel": Message(
        "L986",
        "naast: is hier niet nodig, want {regel} ({prijs}) zit in die tijd in geen andere hulp van deze casus",
        "haal naast: weg bij deze regel",
        in_cell="maak Naast leeg bij deze regel",
    ),
    "inzet_boven_kosten": Message(
        "L990",
        "het hele programma kostte {kosten}, maar de inzet van zijn casussen alleen al {inzet}; nu telt de inzet",
        "schrijf {minstens}, of meer: wat het hele programma kostte; of verbeter de inzet in de casussen",
    ),
}
"""Slug → message. Slugs of numbers and estimates are also the error types that the models raise."""
