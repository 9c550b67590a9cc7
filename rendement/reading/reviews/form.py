"""A form for one reviewer: only the questions of their discipline, and none of the author's numbers (M19)."""

from collections.abc import Iterable, Iterator
from itertools import groupby
from textwrap import wrap
from typing import Final

from rendement.model.case import Case
from rendement.model.estimate import Quantity
from rendement.model.lines import branches, care_lines, effort_lines, label_of
from rendement.model.names import named
from rendement.model.price import Price, PriceBook
from rendement.model.reviewed import Question, questions
from rendement.model.shared_names import is_shared
from rendement.words.units import plural

_WIDTH: Final = 108
_COLUMN: Final = 24
_EXPLANATION: Final = (
    "Vul in wat u zelf denkt, voordat u de getallen van de maker ziet. Alle antwoorden blijven bewaard.",
    "Schrijf één getal, 9 van 40, of {laag: …, verwacht: …, hoog: …}. Verwacht is wat u het meest waar"
    "schijnlijk vindt. Laag en hoog: in ongeveer één van de tien gevallen is het nog minder, of nog meer.",
    "Van de verhalen hieronder kan er één gebeurd zijn: hun kansen zijn samen hoogstens 100 %. De rest is: "
    "het was ook zonder ons goed gekomen.",
    "Weet u het niet? Laat het leeg. Nooit een naam, adres of geboortedatum.",
    "Klaar? Vul beoordelaar en datum in, en bewaar dit bestand naast de casus.",
)
_MAY_YET: Final = "Nu, met ons: gebeurt dit alsnog"
_ASKED: Final = {
    "kans": "hoe waarschijnlijk? … op …, of …%",
    "ook_zonder_ons": "hoe vaak was het ook zonder ons goed gekomen? …%",
    "duur": "hoe lang had dit geduurd? … weken, … maanden, of blijvend",
    "uitstel": "hoeveel later kwam dit dankzij ons? … weken of … maanden",
}


def review_form(case: Case, role: str, names: Iterable[str], book: PriceBook) -> str:
    """The YAML of a form for the paths and lines of these names."""
    asked = _asked(case, set(names))
    lines = [*_head(case, role), *_fields(case, role)]
    for name, group in groupby(asked, key=lambda question: question.line):
        lines += ["", *_about(case, name, book), f"  - regel: {name}", "    eigen:"]
        lines += [_blank(case, question, book) for question in group]
        lines.append("    opmerking:")
    return "\n".join(lines) + "\n"


def _asked(case: Case, names: set[str]) -> list[Question]:
    """One question for each estimate: not again where its name stands again, nor what all cases share."""
    written = [question for question in questions(case) if question.line in names and question.written]
    own = [question for question in written if not is_shared(question.estimate.name)]
    return list({question.input: question for question in reversed(own)}.values())[::-1]


def _head(case: Case, role: str) -> Iterator[str]:
    """What the reviewer needs to know, and no more."""
    yield from _comment(f"Beoordeling door: {role}.")
    for words in _EXPLANATION:
        yield from _comment(words)
    yield "#"
    context = case.context
    who = ", ".join(part for part in (context.age_group, context.household) if part)
    yield from _comment(f"De vraag: {case.question}." + (f" Wie: {who}." if who else ""))
    until = f"tot en met {case.closed}" if case.closed else "loopt nog"
    done = "; ".join(dict.fromkeys(effort.what for _, _, effort in effort_lines(case)))
    yield from _comment(f"Wat wij deden, van {case.started} {until}: {done}.")


def _fields(case: Case, role: str) -> Iterator[str]:
    yield f"casus: {case.id}"
    yield f"rol: {role}"
    yield _told("beoordelaar:", "uw code, nooit uw naam")
    yield _told("datum:", "jaar-maand-dag")
    yield _told("blind: ja", "maak er nee van als u de getallen van de maker al kende")
    yield "oordelen:"


def _about(case: Case, name: str, book: PriceBook) -> Iterator[str]:
    """What one path or line is about, as a question."""
    for branch in branches(case):
        if name == branch.name:
            asked = "Stel dat wij er niet waren. Was dit dan gebeurd" if branch.is_without else _MAY_YET
            yield from _comment(f"{asked}: {branch.pathway.title}?", "  ")
    for line in care_lines(case):
        if line.name == name:
            label = label_of(line.line, book.prices)
            words = f"{line.line.what} ({label})" if line.line.what else label
            within = f"In dat geval ({line.pathway.title}): " if line.pathway else "Nu, met ons: "
            follows = f", in plaats van {line.target.name}" if line.target else ""
            yield from _comment(f"{within}{words}{follows}.", "  ")
    for effort_name, _, effort in effort_lines(case):
        if effort_name == name:
            yield from _comment(f"Onze inzet: {effort.what}.", "  ")


def _blank(case: Case, question: Question, book: PriceBook) -> str:
    if question.field == "aantal":
        words = _how_much(question, book.prices[question.prices[0]])
    elif question.field == "vanaf":
        words = f"hoe lang na de start op {case.started}? … weken of … maanden"
    else:
        words = _ASKED[question.field]
    others = [
        use.line for use in named(case).get(question.estimate.name or "", ()) if use.line != question.line
    ]
    words += f"; telt ook bij {', '.join(filter(None, dict.fromkeys(others)))}" if any(others) else ""
    return _told(f"      {question.field}:", words)


def _how_much(question: Question, price: Price) -> str:
    assert isinstance(question.estimate, Quantity)
    unit = plural(price.unit)
    if question.estimate.per is None:
        return f"hoeveel in totaal? … {unit}"
    return f"hoeveel? … {unit} per week, maand of jaar"


def _told(field: str, words: str) -> str:
    return f"{field:<{_COLUMN}}# {words}"


def _comment(text: str, indent: str = "") -> Iterator[str]:
    for line in wrap(" ".join(text.split()), _WIDTH - len(indent)):
        yield f"{indent}# {line}"
