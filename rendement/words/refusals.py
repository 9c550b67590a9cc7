"""Why a result is refused: each by its name, in one Dutch sentence with the repair. Results only raise it."""

from collections.abc import Iterable

from rendement.words.misuse import CannotAdd, Unknown, WrongKind, WrongValue, quoted, unknown

# ---- a name that is not there


def no_case(case_id: str, cases: Iterable[str]) -> Unknown:
    """A case that does not count here."""
    return unknown(f"casus {quoted(case_id)} telt niet mee in deze businesscase", case_id, cases)


def no_programme(name: str, programmes: Iterable[str]) -> Unknown:
    """A programme that does not count here."""
    return unknown(f"programma '{name}' telt niet mee", name, programmes)


def no_payer(name: str, payers: Iterable[str]) -> Unknown:
    """A payer for whom there is nothing."""
    return unknown(f"betaler '{name}' komt niet voor", name, payers)


def no_line(name: str, lines: Iterable[str]) -> Unknown:
    """A line that the case does not have."""
    return unknown(f"regel '{name}' is er niet", name, lines)


def no_estimate(key: str, keys: Iterable[str]) -> Unknown:
    """An estimate that the case does not have."""
    return unknown(f"schatting '{key}' is er niet", key, keys)


def no_input(key: str, keys: Iterable[str]) -> Unknown:
    """What is not uncertain, or not there."""
    return unknown(f"geen onzekere invoer '{key}'", key, keys)


def not_of_case(key: str) -> KeyError:
    """An input of the tornado that its case does not have: a mistake of ours."""
    return KeyError(f"{key}: deze schatting staat niet bij de invoer van de casus")


def no_column(name: str, columns: Iterable[str]) -> Unknown:
    """A column that a table does not have."""
    return unknown(f"geen kolom '{name}'", name, columns)


def no_step(key: str, keys: Iterable[str]) -> Unknown:
    """A step that is not on the way from gross to net."""
    return unknown(f"geen stap '{key}'", key, keys)


def no_band(name: str, bands: Iterable[str]) -> Unknown:
    """A band that was not made."""
    return unknown(f"geen band '{name}'", name, bands)


def no_dimension(name: str, dimensions: Iterable[str]) -> Unknown:
    """What nothing can be broken down by."""
    return unknown(f"onbekende indeling {quoted(name)}", name, dimensions)


def no_label(dimension: str, label: str, labels: Iterable[str]) -> Unknown:
    """A group that nothing belongs to."""
    return unknown(f"{dimension} {quoted(label)} komt niet voor", label, labels)


def no_traits(names: Iterable[str], traits: Iterable[str]) -> Unknown:
    """Traits that cases do not have."""
    return Unknown(f"onbekend kenmerk {', '.join(names)}; kies uit: {', '.join(traits)}")


# ---- arguments that cannot be


def by_nothing(dimensions: Iterable[str]) -> WrongValue:
    """A breakdown by no dimension."""
    return WrongValue(f"noem waarnaar u indeelt: {', '.join(dimensions)}")


def by_the_same_twice(dimensions: Iterable[str]) -> WrongValue:
    """A breakdown by one dimension twice."""
    return WrongValue(f"noem elke indeling één keer, niet: {', '.join(dimensions)}")


def one_input_twice(one: str, other: str) -> WrongValue:
    """A grid of one input."""
    return WrongValue(f"'{one}' en '{other}' zijn dezelfde invoer: kies er twee die verschillen")


def two_moments() -> WrongValue:
    """A balance until two moments."""
    return WrongValue("kies months of until: na zoveel maanden, of tot een datum")


def programme_and_case() -> WrongValue:
    """Of a programme and of a case at once."""
    return WrongValue("kies programme of case: een programma, of één casus")


def counts_no_cases() -> WrongValue:
    """A table of which nothing can be joined by the number of its cases."""
    return WrongValue("deze tabel telt geen casussen: neem een tabel van by, bijvoorbeeld bc.by('wijk')")


def a_path(path: object) -> WrongKind:
    """A path where cases are asked."""
    repair = f"business_case(load_cases({str(path)!r}))"
    return WrongKind(f"business_case rekent met casussen, niet met het pad ernaartoe: {repair}")


def one_case() -> WrongKind:
    """One case where a row of them is asked."""
    return WrongKind("business_case rekent met een rij casussen; zet deze ene tussen haken: [casus]")


def no_cases_at_all(given: object) -> WrongKind:
    """Something else where cases are asked."""
    kind = type(given).__name__
    return WrongKind(f"business_case rekent met wat load_cases geeft, niet met {kind}: load_cases('map')")


# ---- agreements on paying together


def uneven(lengths: Iterable[int]) -> ValueError:
    """Columns of payers that are not as long as each other."""
    return ValueError(f"betalers, kosten, baten en meedoen zijn niet even lang: {sorted(lengths)}")


def no_amounts() -> ValueError:
    """Costs or benefits that are infinite, or no number."""
    return ValueError("kosten en baten zijn getallen")


def costs_below_zero(payers: Iterable[str]) -> ValueError:
    """Costs that nobody can share."""
    return ValueError(f"kosten onder nul kunnen niet gedeeld worden: {', '.join(payers)}")


def loss_below_zero(most: float) -> ValueError:
    """A highest loss that is a gain."""
    return ValueError(f"het hoogste verlies is 0 of meer, niet {most}")


def no_part(value: float) -> ValueError:
    """A part below nothing or above everything."""
    return ValueError(f"een deel ligt tussen 0 en 1, niet {value}")


def no_party(name: str, payers: Iterable[str]) -> CannotAdd:
    """Who is to bear the first loss and is no payer."""
    return CannotAdd(f"betaler '{name}' komt niet voor; wel: {', '.join(payers)}")


def payers_not_in_book(names: Iterable[str], payers: Iterable[str]) -> CannotAdd:
    """Who is to take part and is not in the price book."""
    return CannotAdd(f"onbekende betaler {', '.join(names)}; kies uit: {', '.join(payers)}")


# ---- cases that may not be added up


def same_name_twice(programme: str) -> CannotAdd:
    """Two programmes with one name."""
    return CannotAdd(f"twee programma's heten allebei '{programme}'; geef elk een eigen naam")


def nothing_to_add() -> CannotAdd:
    """No case and no programme."""
    return CannotAdd("er is geen casus om op te tellen; lees eerst casussen met load_cases")


def no_case_in_both() -> CannotAdd:
    """No case that two books can both value."""
    return CannotAdd("er is geen casus die met beide boeken te berekenen is")


def several_books(books: Iterable[str]) -> CannotAdd:
    """Programmes of different price books."""
    said = f"deze programma's gebruiken verschillende prijzenboeken ({', '.join(books)}); kies er één"
    return _choose(said, "prices", "prijzen")


def several_choices(what: str, dutch: str, stated: Iterable[object]) -> CannotAdd:
    """Programmes of different price years or sets."""
    choices = ", ".join(str(value) for value in stated)
    return _choose(f"deze programma's hebben een verschillend {dutch} ({choices}); kies er één", what, dutch)


def several_folders(folders: Iterable[str]) -> CannotAdd:
    """Programmes of different folders of own sets."""
    named = ", ".join(folders)
    said = f"deze programma's noemen verschillende mappen met uitgangspunten ({named}); kies er één"
    return _choose(said, "sets", "uitgangspunten")


def _choose(said: str, argument: str, option: str) -> CannotAdd:
    """The repair in an argument, and in an option for who typed a command."""
    return CannotAdd(f"{said} met {argument}", f"{said} met --{option}")


def set_names_strangers(cashability: str, book: str, payers: Iterable[str]) -> CannotAdd:
    """A set of chances for payers that the book does not know."""
    return CannotAdd(
        f"verzilvering '{cashability}' noemt betalers die niet in {book} staan: {', '.join(payers)}"
    )


def no_such_year(year: object, first: int, last: int) -> CannotAdd:
    """A price year for which there are no index figures."""
    return CannotAdd(f"prijspeil {year} kan niet: kies een jaar van {first} tot en met {last}")


def no_choice(what: str, given: object, choices: Iterable[str]) -> CannotAdd:
    """A word that is none of its choices."""
    return CannotAdd(f"{what} kan niet '{given}' zijn; kies uit: {', '.join(choices)}")


def nobody_so_far(status: str) -> CannotAdd:
    """A status that no case has reached."""
    return CannotAdd(f"geen enkele casus is zo ver als status '{status}'")


def more_filed_than_closed(programme: str, filed: int, closed: int) -> CannotAdd:
    """A programme with more cases than it closed."""
    return CannotAdd(
        f"programma {programme}: {filed} casussen ingediend, maar volgens "
        f"programma.yaml zijn er {closed} afgesloten"
    )


def stated_already(programmes: Iterable[str]) -> CannotAdd:
    """A denominator beside the one in the files."""
    said = "hoeveel er zijn afgesloten en hoe er is gekozen staat al in programma.yaml"
    where = f"{said} ({', '.join(programmes)})"
    return CannotAdd(
        f"{where}: laat closed en selection weg, of verander programma.yaml",
        f"{where}: laat --afgesloten en --gekozen weg, of verander programma.yaml",
    )


def no_denominator(cases: int, selections: Iterable[str]) -> CannotAdd:
    """Cases without a programme of which nobody said how many were closed."""
    said = "casussen is niet bekend hoeveel er zijn afgesloten en hoe deze zijn gekozen"
    ways = ", ".join(selections)
    return CannotAdd(
        f"van {cases} {said}: zet er een programma.yaml bij, of geef closed (hoeveel) en selection ({ways})",
        f"van {cases} {said}: maak een programma.yaml met `rendement nieuw MAP --programma`,"
        f" of zet achter de opdracht --afgesloten AANTAL --gekozen HOE (kies uit: {ways})",
    )


def fewer_closed_than_here(cases: int, closed: int) -> CannotAdd:
    """More cases than were closed."""
    return CannotAdd(f"er zijn {cases} casussen ingediend; afgesloten kan dan niet {closed} zijn")


def not_all_here(cases: int, closed: int) -> CannotAdd:
    """`alle`, while some are missing."""
    return CannotAdd(
        f"gekozen: alle, maar {cases} van de {closed} casussen zijn hier; kies loting of uitgekozen"
    )
