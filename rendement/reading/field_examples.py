"""What a field looks like when it is filled in: for what is missing, empty or of another kind."""

from typing import Final

EXAMPLES: Final[dict[str, str]] = {
    "casus": "casus: dor-2025-017 (een pseudoniem)",
    "gestart": "gestart: 2025-06-12",
    "context": "context: {gemeente: …, organisatie: …, thema: […], aanpak: […]}",
    "gemeente": "gemeente: dordrecht",
    "organisatie": "organisatie: buurtwerk",
    "thema": "thema: [eenzaamheid]",
    "aanpak": "aanpak: [wandelmaatje]",
    "vraag": "vraag: waarmee kwam de bewoner?",
    "inzet": "inzet: met ten minste één regel",
    "wat": "wat: huisbezoeken",
    "toerekening": "toerekening: {wij: 70%, huisarts: 30%}",
    "kans": "kans: 1 op 4",
    "aantal": "aantal: 12",
    "prijs": "prijs: zorg.fysiotherapie",
    "hulp": "hulp: met wat er dan nodig was; was er niets nodig, haal dit pad dan weg (nergens een verschil? "
    "schrijf zonder_inzet: geen verschil)",
    "zonder_inzet": "zonder_inzet: geen verschil",
    "pad": "pad: wat er dan gebeurd was",
    "reden": "reden: waarom",
    "duur": "duur: 6 maanden",
    "datum": "datum: 2025-11-03",
    "bedrag": "bedrag: 45",
    "prijspeil": "prijspeil: 2025",
    "betalers": "betalers: {gemeente: 100%}",
    "bron": "bron: factuur of begroting",
    "regel": "regel: z1.1",
    "personen": "personen: 4",
    "in_plaats_van": "in_plaats_van: z1.1",
    "deel": "deel: 50%",
    "naast": "naast: waarom deze hulp er echt bij kwam",
    "oordeel": "oordeel: akkoord, hoger, lager of weet-niet",
    "gebruikt": "gebruikt: ja, nee, deels of onbekend",
    "programma": "programma: sociaal-recept-2025",
    "periode": "periode: {van: 2025-01-01, tot: 2025-12-31}",
    "afgesloten_casussen": "afgesloten_casussen: 38",
    "gekozen": "gekozen: alle, loting of uitgekozen",
    "hoe_gekozen": "hoe_gekozen: hoe deze casussen zijn gekozen",
    "prijzen": "prijzen: landelijk@2025.1",
    "regime": "regime: mkba-2021",
    "realisme": "realisme: werkaanname-2025",
    "verzilvering": "verzilvering: bovengrens",
}
"""How a missing field could be filled; others get their name."""

BLOCKS: Final[dict[str, str]] = {
    "toerekening": "{wij: 70%, huisarts: 30%}; alles van ons? dan {wij: 100%}",
    "uitgave": "{bedrag: 45, prijspeil: 2025, betalers: {gemeente: 100%}, bron: factuur}",
    "inzet": "{wat: huisbezoeken, prijs: welzijn.sociaal-makelaar, aantal: 9 uur}",
    "hulp": "{prijs: zorg.fysiotherapie, aantal: 12}",
    "met_inzet": "{prijs: zorg.fysiotherapie, aantal: 3}",
    "horizon": "{duur: 24 maanden, reden: waarom langer}",
    "betalers": "{gemeente: 100%}",
    "controle": "{netto: 812.40}",
}
"""What a block, or one part of a list of blocks, looks like."""
