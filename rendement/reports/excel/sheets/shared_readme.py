"""Lees mij of the shareable edition: what it is, what is left out and why, and how the full one is made."""

from collections.abc import Sequence
from typing import Final

from rendement.reports.excel.cells import Cell, Link, Sheet
from rendement.reports.excel.sheets.account import command_of
from rendement.reports.excel.sheets.readme import ABOUT, NAME, OF_PAYER, WIDTHS
from rendement.reports.excel.work import View, Work
from rendement.words.identifiers import link_to

_ABOUT: Final = ABOUT | {
    "Meebetalen": "Wat als betalers samen de kosten dragen? Verschillende afspraken; hier kunt u wel rekenen.",
    "Indelingen": "De uitkomst per thema, wijk, verwijzer, aanpak en jaar, zonder kleine groepen.",
    "Uitgangspunten": "Disconto, prijspeil, horizon, realisme, verzilveren, ingediend van afgesloten.",
    "Wat als": "Het saldo als de kansen, ons aandeel, de prijzen of het disconto anders waren.",
    "Geldstroom": "Wanneer het geld komt en gaat, per betaler, in jaren die samen genoeg casussen hebben.",
    "Beoordelingen": "Hoe ver de casussen zijn, en van welk vak er iemand keek.",
    "Verantwoording": "Versies, hashes en het commando om dit opnieuw te maken.",
}


def shared_readme_sheet(w: Work, names: Sequence[str]) -> Sheet:
    """What this edition is for, and where everything stands."""
    sheet = Sheet(NAME, WIDTHS, pages_high=1)
    sheet.add(Cell("Lees mij: dit is de deelbare uitgave", "titel"))
    sheet.say("U mag dit werkboek doorgeven: aan de raad, in een nieuwsbrief, aan een toezichthouder. Niets erin gaat over minder dan "
              f"{w.edition.threshold} casussen, ook niet wie bedragen van elkaar aftrekt.", "ondertitel")  # fmt: skip
    _facts(sheet, "Wat dit wel en niet is", _what(w.view))
    sheet.add()
    sheet.add(Cell("Welk blad waarvoor", "tussenkop"))
    for name in names:
        sheet.add(Cell(Link(name, link_to(name)), "link"), Cell(_ABOUT.get(name, OF_PAYER), "omloop"))
    _facts(sheet, "Zo leest u het", _how())
    return sheet


def _facts(sheet: Sheet, title: str, facts: Sequence[tuple[str, str]]) -> None:
    sheet.add()
    sheet.add(Cell(title, "tussenkop"))
    for what, words in facts:
        sheet.add(Cell(what, "vet"), Cell(words, "omloop"))


def _what(view: View) -> list[tuple[str, str]]:
    facts = [
        ("Waar het op rust", view.sentence),
        ("Niet", "Geen effectmeting: wat er zonder ons was gebeurd heeft niemand gezien. Geen begroting: een bespaard uur is nog "
                 "geen bespaarde euro. Geen ranglijst van teams of organisaties."),
        ("Weggelaten", "Losse casussen, paden en regels, hun tijdlijn en verdeling, kosten per programma, antwoorden van beoordelaars, "
                       "prijzen van hulp in weinig casussen, en vrije tekst. Wie één bewoner kent, vindt die hier dus niet terug."),
        ("Waarom", "Bij weinig mensen is een bedrag al snel het verhaal van één van hen. En optellen is even makkelijk als aftrekken: "
                   "van elk bedrag is nagegaan of het, met alle andere samen, iets zegt over een kleiner groepje. Dan staat er "
                   "'niet getoond', of staan groepen samen."),
        ("Vaste waarden", "U kunt hier niet zelf rekenen, behalve op Meebetalen. Wat er gebeurt als een aanname anders was, staat op Wat als."),
        ("Het volledige werkboek", f"Daarin is elke euro te volgen en rekent alles mee. Het is voor wie de casussen mag zien: {command_of(view)}"),
    ]  # fmt: skip
    fictional = sum(loaded.case.fictional for loaded in view.subject.bc.cases)
    if fictional:
        which = "Alle" if fictional == view.subject.bc.filed else "Sommige"
        facts.append(("Let op", f"{which} casussen zijn verzonnen voorbeelden."))
    return facts


def _how() -> list[tuple[str, str]]:
    return [
        ("Contant", "Wat later komt telt iets minder, volgens het disconto op Uitgangspunten. Het blad Geldstroom is zonder disconto."),
        ("P10 en P90", "In één op de tien gevallen valt het nog lager uit dan P10, in één op de tien nog hoger dan P90."),
        ("Samen met de rest", "Leg deze uitgave niet naast een andere uitgave van dezelfde casussen met een andere drempel of een paar "
                              "casussen meer: uit het verschil is soms wel iets af te leiden."),
    ]  # fmt: skip
