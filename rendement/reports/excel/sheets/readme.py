"""Lees mij: what this is and is not, and how to read it."""

from typing import Final

from rendement.reports.excel.cells import Cell, Link, Sheet
from rendement.reports.excel.sheets.groups import LARGE_NOTE
from rendement.reports.excel.work import View, Work
from rendement.words.identifiers import link_to

NAME: Final = "Lees mij"
WIDTHS: Final = (26, 104)
ABOUT: Final = {
    "Samenvatting": "De uitkomst op één blad: kosten, baten, wie betaalt, wie profiteert, hoe zeker.",
    "Meebetalen": "Wat als betalers samen de kosten dragen? Verschillende afspraken, om mee te rekenen.",
    "Bruto en netto": "Van bruto naar netto: wat elke factor eraf haalt. Ook: wat hulp kost, met en zonder ons.",
    "Knoppen": "Disconto, prijspeil, horizon, realisme, kansen, ons aandeel, verzilveren, ingediend van afgesloten.",
    "Indelingen": "De uitkomst per thema, wijk, verwijzer, aanpak en jaar, zonder kleine groepen.",
    "Casussen": "Eén rij per casus, onder een schuilnaam.",
    "Paden": "Wat er zonder ons had kunnen gebeuren, met de kans op elk pad.",
    "Factoren": "Schattingen die uit meer getallen bestaan, of zoals een bron ze geeft: een vak per getal.",
    "Regels": "Elke regel: hoeveelheid × prijs × kans × realisme × aandeel × tijd.",
    "Tijd": "Wanneer elke regel telt, en de contante waarde daarvan.",
    "Tijdverloop": "Hoeveel eenheden er per groep regels tot elk kwartaal zijn geweest.",
    "Prijzen": "Elke prijs met bandbreedte, prijsjaar, indexstap, graad en bron.",
    "Prijsopbouw": "Hoe een samengestelde prijs tot stand komt: loon, uren, lasten, overhead.",
    "Verdeling": "Welk deel van elke prijs welke betaler draagt, en wat daarvan geld is.",
    "Programmakosten": "Kosten van een heel programma, ook wat niet op één casus drukt.",
    "Tijdlijn": "Opgelopen bedragen tot elk kwartaal: de tussenstap van Geldstroom.",
    "Geldstroom": "Wanneer het geld komt en gaat, per betaler, en wanneer het is terugverdiend.",
    "Indexcijfers": "De indexreeksen waarmee prijzen naar één prijspeil gaan.",
    "Onzekerheid": "Hoe zeker: banden, kans dat het loont, wat het meest uitmaakt, omslagpunten.",
    "Beoordelingen": "Wat de maker en de beoordelaars antwoordden, naast elkaar.",
    "Tegenspraak": "De sterkste bezwaren tegen juist deze businesscase, met het getal dat antwoord geeft.",
    "Controle": "Klopt het werkboek met zichzelf? Wordt rood als een verandering iets breekt.",
    "Bronnen": "Waar elke prijs en elk uitgangspunt is gelezen.",
    "Verantwoording": "Versies, hashes, het commando om dit opnieuw te maken, en wat er is veranderd.",
}
"""What each sheet is for; a page of a payer has its own words."""
OWN_SHEETS: Final = (*ABOUT, "Lees mij", "Uitgangspunten", "Wat als")
"""Every sheet of ours in any edition: no payer may be called so."""
SINGLE_CASES: Final = (
    "Bruto en netto", "Knoppen", "Casussen", "Paden", "Factoren", "Regels", "Tijd", "Prijzen", "Verdeling", "Programmakosten", "Tijdlijn", "Geldstroom",
    "Onzekerheid", "Beoordelingen", "Tegenspraak",
)  # fmt: skip
"""Sheets on which single cases, or amounts of fewer cases than the threshold, can be read."""
OF_PAYER: Final = "Eén bladzijde voor deze betaler: wat u betaalt, wat u toevalt, wanneer en hoe zeker."
"""What the page of a payer is for."""


def readme_sheet(w: Work, names: list[str]) -> Sheet:
    """What this workbook is and is not, where everything stands, and what colours mean."""
    sheet = Sheet(NAME, WIDTHS, pages_high=1)
    sheet.add(Cell("Lees mij", "titel"))
    sheet.say("Dit werkboek laat zien wat sociaal werk kostte en naar verwachting voorkwam, casus voor casus, en bij wie de kosten "
              "en de baten vallen. Het is bedoeld voor een eerlijk gesprek.", "ondertitel")  # fmt: skip
    _what(w.view, sheet)
    _where(sheet, names)
    _how(w.edition.threshold, w.subject.is_grouped, sheet)
    return sheet


def _what(view: View, sheet: Sheet) -> None:
    sheet.add()
    sheet.add(Cell("Wat dit wel en niet is", "tussenkop"))
    facts = [
        ("Waar het op rust", view.sentence),
        ("Wel", "Een optelsom van onderop: casussen die echt zijn afgesloten, wat onze inzet kostte, en welke hulp zonder ons "
                "waarschijnlijk nodig was geweest, gewaardeerd met prijzen die een bron hebben."),
        ("Niet", "Geen effectmeting: wat er zonder ons was gebeurd heeft niemand gezien. Geen begroting: een bespaard uur is nog "
                 "geen bespaarde euro. Geen ranglijst van teams of organisaties."),
        ("Niet in euro's", "Wat bewoners zelf zeggen en hoe hun leven veranderde telt ook, maar heeft hier geen prijs."),
    ]  # fmt: skip
    if any(loaded.case.fictional for loaded in view.subject.bc.cases):
        count = sum(loaded.case.fictional for loaded in view.subject.bc.cases)
        facts.append(
            ("Let op", f"{count} van de {view.subject.bc.filed} casussen zijn verzonnen voorbeelden.")
        )
    for what, words in facts:
        sheet.add(Cell(what, "vet"), Cell(words, "omloop"))


def _where(sheet: Sheet, names: list[str]) -> None:
    sheet.add()
    sheet.add(Cell("Welk blad waarvoor", "tussenkop"))
    for name in names:
        sheet.add(Cell(Link(name, link_to(name)), "link"), Cell(ABOUT.get(name, OF_PAYER), "omloop"))


def _how(threshold: int, is_grouped: bool, sheet: Sheet) -> None:
    sheet.add()
    sheet.add(Cell("Zo leest en verandert u het", "tussenkop"))
    sheet.add(Cell("geel vak", "geel"), Cell("Een aanname die u kunt veranderen. Alles rekent mee, behalve de banden op het blad "
                                              "Onzekerheid.", "omloop"))  # fmt: skip
    large = [("Groot werkboek", LARGE_NOTE)] if is_grouped else []
    rows = [
        *large,
        ("Volg een euro", "Samenvatting → Verdeling (per prijs en betaler) → Regels (filter op de prijs) → klik op de prijs → "
                          "Prijzen → klik op de bron."),
        ("Contant", "Wat later komt telt iets minder, volgens het disconto op Knoppen. Het blad Geldstroom is zonder disconto."),
        ("P10 en P90", "In één op de tien gevallen valt het nog lager uit dan P10, in één op de tien nog hoger dan P90."),
        ("Kleine groepen", f"Groepen van minder dan {threshold} casussen staan niet apart: zij staan samen, of niet. Om elke euro te kunnen "
                           f"volgen staan er wel losse casussen, regels en kleine bedragen op: {', '.join(SINGLE_CASES)}. Onder een "
                           "schuilnaam en zonder verhaal; deel die bladen toch alleen met wie de casussen mag zien."),
        ("Sorteren en filteren", "Mag op Casussen, Paden, Regels en Prijzen: formules zoeken op naam, niet op plaats. Sorteer Tijd, "
                                 "Verdeling, Programmakosten, Prijsopbouw en Tijdlijn niet, en verwijder geen rijen."),
    ]  # fmt: skip
    for what, words in rows:
        sheet.add(Cell(what, "vet"), Cell(words, "omloop"))
