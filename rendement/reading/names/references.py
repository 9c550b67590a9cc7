"""References of a case: `kans: = opname` uses the estimate of that name (M26).

It stands elsewhere in the case, or in `gedeeld` of its programme. References are resolved in the parsed text,
before anything is validated: in the place of each comes a copy of the estimate it means, every part of which
stands where the reference stands. So all that reads a case after this sees ordinary estimates, and complaints
point at the reference.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import takewhile
from pathlib import Path as FilePath
from typing import Any, Final, NamedTuple

from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from rendement.model.base import NAME_PATTERN
from rendement.model.estimate import Evidence
from rendement.model.shared_names import SHARED, shared_name
from rendement.reading.complaints.problems import Place, Problem, errors
from rendement.reading.documents.validation import suggestion
from rendement.reading.names.checks import SPOKEN, estimate_words, numbers_of
from rendement.reading.names.estimate_nodes import READERS, estimate_of, has_no_unit, reads_as
from rendement.reading.names.reference_words import MORE, lacks, multiplied, with_unit
from rendement.reading.spelling.word_hints import as_name
from rendement.reading.yaml.nodes import as_block, child, inside, moved_to, put_in, word
from rendement.reading.yaml.text import Path, Text, text_of_nodes

_KINDS: Final = {
    "kans": "kans",
    "ook_zonder_ons": "kans",
    "verdringing": "kans",
    "aantal": "aantal",
    "vanaf": "tijd",
    "duur": "tijd",
    "uitstel": "tijd",
}
"""The fields of estimates on lines and paths, and what kind of estimate stands there."""
_BLOCKS: Final = ("inzet", "zonder_inzet", "met_inzet")
_GRADES: Final = frozenset(grade.value for grade in Evidence)


Echoes = dict[Place, Node | None]
"""Per place of a reference: the node it copies; None when all complaints there follow from others."""


class _Spot(NamedTuple):
    """A place of a case where an estimate stands, the list its node is in, and the kind it has to be.

    A factor of a product may be of any kind: an empty one.
    """

    path: Path
    within: list[Any]
    number: int
    kind: str

    @property
    def node(self) -> Node:
        """What stands there."""
        found = self.within[self.number]
        node: Node = found[1] if isinstance(found, tuple) else found
        return node

    def put(self, node: Node) -> None:
        """Another node in its place."""
        found = self.within[self.number]
        self.within[self.number] = (found[0], node) if isinstance(found, tuple) else node

    @property
    def reference(self) -> str | None:
        """`opname` where `= opname` stands."""
        node = self.node
        said = node.value.strip() if isinstance(node, ScalarNode) else ""
        return said[len(SHARED) :].strip() if said.startswith(SHARED) else None

    @property
    def name(self) -> ScalarNode | None:
        """The name that the estimate gets here."""
        found = child(self.node, "naam")
        return found if isinstance(found, ScalarNode) else None


@dataclass
class _Shared:
    """The estimates of one programme, and the kinds of fields that use each, with the first place."""

    text: Text
    whole: bool
    used: dict[str, dict[str, str]] = field(default_factory=dict)
    lacking: dict[str, tuple[str, str]] = field(default_factory=dict)
    """Estimates without the unit or the % that a use asks for: the kind and the place of the first use."""

    def node(self, name: str) -> Node | None:
        """The estimate of that name."""
        return child(child(self.text.root, "gedeeld"), name)

    def stands(self, name: str) -> str:
        """The file and the line of that estimate."""
        return f"{self.text.file}:{self.text.place(('gedeeld', name)).line}"

    def said(self, name: str) -> tuple[str, tuple[object, ...]] | None:
        """That estimate in words and in numbers, with its grade."""
        found = estimate_of(self.text, self.node(name))
        grade = "" if found is None or found.evidence is None else f" ({found.evidence.value})"
        return None if found is None else (f"{estimate_words(found)}{grade}", numbers_of(found))

    @cached_property
    def names(self) -> list[str]:
        """Those there are."""
        return [str(key.value) for key, _ in inside(child(self.text.root, "gedeeld"), MappingNode)]

    @property
    def programme(self) -> str:
        """What the programme is called."""
        return str(getattr(child(self.text.root, "programma"), "value", ""))


class References:
    """Resolves the references of cases, and remembers which shared estimates they used."""

    def __init__(self) -> None:
        self.shared: dict[FilePath, _Shared] = {}
        self.nearest: dict[FilePath, _Shared | None] = {}
        """Per folder the programme that its cases refer to; looked up once."""

    def add(self, folder: FilePath, text: Text) -> None:
        """The programme of a folder, whether or not it can be used."""
        self.shared[folder] = _Shared(text, not errors(text.problems))
        self.nearest.clear()

    def resolve(self, text: Text, folder: FilePath) -> Echoes:
        """Replaces the references in a text, before it is validated; most cases name and refer to nothing."""
        shared = self._of(folder)
        named = may_name(text) or (shared is not None and any(name in text.text for name in shared.names))
        if not named or not isinstance(text.root, MappingNode):
            return {}
        return _Resolver(text, shared).resolve()

    def _of(self, folder: FilePath) -> _Shared | None:
        if folder not in self.nearest:
            place = folder.resolve()
            known = (self.shared[p] for p in (place, *place.parents) if p in self.shared)
            self.nearest[folder] = next(known, None)
        return self.nearest[folder]

    def check(self, folder: FilePath, complete: bool) -> Iterator[Problem]:
        """What can be said of the shared estimates of a programme once its cases were read."""
        shared = self.shared[folder]
        for name in shared.names:
            place = shared.text.place(("gedeeld", name), key=True)
            used = shared.used.get(name, {})
            if not used and complete:
                yield shared.text.problem("gedeeld_ongebruikt", place, naam=name)
            if "kans" in used and used.keys() & {"aantal", "tijd"}:
                yield shared.text.problem("naam_andere_soort", place, naam=name, **_two_kinds(used))
            elif name in shared.lacking:
                yield _bare_number(shared, name, *shared.lacking[name])
            yield from self._elsewhere(shared, name)

    def _elsewhere(self, shared: _Shared, name: str) -> Iterator[Problem]:
        """The same name of a programme of the same name in another folder, with other numbers."""
        now, place = shared.said(name), shared.text.place(("gedeeld", name))
        before = takewhile(lambda other: other is not shared, self.shared.values())
        for other in (other for other in before if other.programme == shared.programme and other.whole):
            first = other.said(name)
            if first is not None and now is not None and first != now:
                told = {"eerste": other.stands(name), "tweede": shared.stands(name)}
                yield shared.text.problem(
                    "gedeeld_verschilt", place, naam=name, toen=first[0], nu=now[0], **told
                )


def without_echoes(text: Text, echoes: Echoes) -> None:
    """After it is validated: a complaint about a copy that was told of its source is not told again."""
    if not echoes:
        return
    told = {(problem.slug, problem.place) for problem in text.problems}
    text.problems = [
        one for one in text.problems if one.place not in echoes or not _is_echo(one, echoes[one.place], told)
    ]


def may_name(text: Text) -> bool:
    """Whether a case can name or refer to anything: a quick look first."""
    return "=" in text.text or "naam:" in text.text


def refers(text: Text) -> list[str]:
    """The names and references of a case as they stand there, in order: what a form has no place for."""
    if not may_name(text) or not isinstance(text.root, MappingNode):
        return []
    spots = list(_spots(text.root))
    said = [
        f"= {s.reference}" if s.reference is not None else s.name and f"naam: {s.name.value}" for s in spots
    ]
    return list(dict.fromkeys(words for words in said if words))


def _two_kinds(used: Mapping[str, str]) -> dict[str, str]:
    kinds = [kind for kind in used if kind]
    (kind, first), (other, second) = ((kind, used[kind]) for kind in ("kans", kinds[kinds[0] == "kans"]))
    return {"eerste": first, "soort": SPOKEN[kind], "tweede": second, "andere": SPOKEN[other]}


def _bare_number(shared: _Shared, name: str, kind: str, where: str) -> Problem:
    """An estimate of a programme without the unit that its uses ask for: told where it stands."""
    node = shared.node(name)
    assert node is not None
    told = {"naam": name, "waar": where, "soort": SPOKEN[kind], "wat": lacks(kind)}
    return shared.text.problem(
        "gedeeld_zonder_eenheid", shared.text.place_of(node), suggestie=with_unit(node, kind), **told
    )


def _is_echo(problem: Problem, source: Node | None, told: set[tuple[str, Place]]) -> bool:
    """Whether a complaint about a copy was told of the estimate that it copies."""
    return source is None or any(
        slug == problem.slug and _holds(source, place) for slug, place in told if place != problem.place
    )


def _holds(node: Node, place: Place) -> bool:
    start, end = (node.start_mark.line, node.start_mark.column), (node.end_mark.line, node.end_mark.column)
    return start <= (place.line - 1, place.column - 1) <= end


# ---------------------------------------------------------------- one case


class _Resolver:
    def __init__(self, text: Text, shared: _Shared | None) -> None:
        self.text, self.shared = text, shared
        self.spots = list(_spots(text.root))
        self.named: dict[str, _Spot] = {}
        self.echoes: Echoes = {}

    def resolve(self) -> Echoes:
        """Every reference replaced by what it means, in the nodes and in the data."""
        for spot in self.spots:
            if spot.name is not None:
                self._look_at_name(spot.name)
                self.named.setdefault(spot.name.value, spot)
        for name, spot in self.named.items():
            self._look_at_shared_name(name, spot)
        for spot in self.spots:
            if spot.reference is not None:
                self._replace(spot, spot.reference)
            elif self._lost_its_sign(spot):
                place = self.text.place_of(spot.node)
                self._refuse(place, "verwijzing_zonder_is", naam=getattr(spot.node, "value", ""))
        return self.echoes

    @property
    def _known(self) -> list[str]:
        """Every name that can be referred to."""
        return [*self.named, *(self.shared.names if self.shared else ())]

    def _lost_its_sign(self, spot: _Spot) -> bool:
        """A known name where an estimate belongs, and nothing else that it can be."""
        node = spot.node
        if not isinstance(node, ScalarNode) or node.value not in self._known or node.value == "blijvend":
            return False
        return not any(reads_as(self.text, node, kind) for kind in ([spot.kind] if spot.kind else READERS))

    def _look_at_shared_name(self, name: str, spot: _Spot) -> None:
        """A name of the case that the programme uses too; a reference to both is told where it stands."""
        if self.shared is None or spot.name is None or any(other.reference == name for other in self.spots):
            return
        own, shared = estimate_of(self.text, spot.node), self.shared.said(name)
        if own is not None and shared is not None and numbers_of(own) != shared[1]:
            told = {"nu": estimate_words(own), "toen": shared[0], "waar": self.shared.stands(name)}
            self._refuse(self.text.place_of(spot.name), "naam_ook_gedeeld", naam=name, **told)

    def _look_at_name(self, node: ScalarNode) -> None:
        name, place = str(node.value), self.text.place_of(node)
        if name.startswith(SHARED):
            self.text.complain("naam_met_is", place, voorstel=as_name(name))
        elif not re.fullmatch(NAME_PATTERN, name):
            self.text.complain("naam_vorm", place, naam=name, voorstel=as_name(name))

    def _replace(self, spot: _Spot, name: str) -> None:
        place = self.text.place_of(spot.node)
        own, shared = self.named.get(name), self.shared.node(name) if self.shared else None
        if own is not None and shared is not None:
            self._refuse(place, "verwijzing_dubbel", naam=name)
        elif own is not None:
            self._copy(spot, place, name, own)
        elif shared is not None:
            self._copy_shared(spot, place, name, shared)
        else:
            self._unknown(spot, place, name)

    def _refuse(self, place: Place, slug: str, **details: object) -> None:
        self.text.complain(slug, place, **details)

    def _unknown(self, spot: _Spot, place: Place, name: str) -> None:
        if MORE.search(name):
            self._refuse(place, "verwijzing_met_meer", tekst=name, suggestie=multiplied(name, spot.kind))
            return
        if self.shared is not None and not self.shared.whole and not self.shared.names:
            self.echoes[place] = None  # the programme could not be read: that is told there
            return
        near = (
            suggestion(f"= {name}", [f"= {other}" for other in self._known])
            if self._known
            else "geef de schatting die u bedoelt een naam: {verwacht: …, naam: …}"
        )
        self._refuse(place, "verwijzing_onbekend", naam=name, suggestie=near)

    def _copy(self, spot: _Spot, place: Place, name: str, own: _Spot) -> None:
        if self._other_kind(own, spot):
            where = {"eerste": f"regel {self.text.place_of(own.node).line}", "tweede": f"regel {place.line}"}
            kinds = {"soort": SPOKEN[own.kind], "andere": SPOKEN[spot.kind]}
            self._refuse(place, "naam_andere_soort", naam=name, **where, **kinds)
            return
        self.echoes[place] = own.node
        self._put(spot, own.node, name, self._grade_at(own.path))

    def _other_kind(self, own: _Spot, spot: _Spot) -> bool:
        """A chance where it is none or the other way round, or an amount that is no time."""
        if not own.kind or not spot.kind or own.kind == spot.kind:
            return False
        reads = [reads_as(self.text, own.node, kind) for kind in (own.kind, spot.kind)]
        return "kans" in (own.kind, spot.kind) or reads == [True, False]

    def _copy_shared(self, spot: _Spot, place: Place, name: str, node: Node) -> None:
        assert self.shared is not None
        self.shared.used.setdefault(name, {}).setdefault(spot.kind, f"{self.text.file}:{place.line}")
        if self.shared.whole and spot.kind and not reads_as(self.shared.text, node, spot.kind):
            if reads_as(self.shared.text, node, "aantal") and has_no_unit(self.shared.text, node):
                self.shared.lacking.setdefault(name, (spot.kind, f"{self.text.file}:{place.line}"))
                self.echoes[place] = None
                return
            stands = f"{self.shared.text.file}:{self.shared.text.place_of(node).line}"
            kind = next(kind for kind in READERS if reads_as(self.shared.text, node, kind))
            told = {
                "eerste": stands,
                "soort": SPOKEN[kind],
                "tweede": f"regel {place.line}",
                "andere": SPOKEN[spot.kind],
            }
            self._refuse(place, "naam_andere_soort", naam=name, **told)
            return
        if not self.shared.whole:
            self.echoes[place] = None
        self._put(spot, node, shared_name(self.shared.programme, name), Evidence.OWN.value)

    def _put(self, spot: _Spot, meant: Node, name: str, grade: str) -> None:
        """A copy with the name in it, and with the grade that the estimate has where it stands."""
        copy = moved_to(as_block(meant), spot.node)
        copy.value = [pair for pair in copy.value if pair[0].value != "naam"]
        copy.value.append((word("naam", spot.node), word(name, spot.node)))
        if child(copy, "bewijs") is None:
            copy.value.append((word("bewijs", spot.node), word(grade, spot.node)))
        put_in(self.text.data, spot.path, text_of_nodes(self.text, copy).data)
        spot.put(copy)

    def _grade_at(self, path: Path) -> str:
        """The grade that an estimate without one of its own has: of its line, its path or the case."""
        around = (self.text.node((*path[:size], "bewijs")) for size in range(len(path) - 1, -1, -1))
        said = [node.value for node in around if isinstance(node, ScalarNode) and node.value in _GRADES]
        return str(said[0]) if said else Evidence.OWN.value


def _spots(root: Node | None) -> Iterator[_Spot]:
    """Every estimate of a case that the calculation uses, and may have a name."""
    pairs = inside(root, MappingNode)
    for number, (key, value) in enumerate(pairs):
        if key.value in _BLOCKS:
            yield from _in_list((key.value,), value)
        elif key.value == "verdringing":
            yield from _estimate(("verdringing",), pairs, number, "kans")
        elif key.value == "toerekening":
            shares = inside(value, MappingNode)
            for place, who in ((n, who) for n, (who, _) in enumerate(shares) if isinstance(who, ScalarNode)):
                yield from _estimate(("toerekening", who.value), shares, place, "kans")


def _in_list(path: Path, node: Node) -> Iterator[_Spot]:
    for index, item in enumerate(inside(node, SequenceNode)):
        pairs = inside(item, MappingNode)
        for number, (key, value) in enumerate(pairs):
            if not isinstance(key, ScalarNode):
                continue
            if key.value in _KINDS:
                yield from _estimate((*path, index, key.value), pairs, number, _KINDS[key.value])
            elif key.value == "hulp":
                yield from _in_list((*path, index, key.value), value)


def _estimate(path: Path, within: list[Any], number: int, kind: str) -> Iterator[_Spot]:
    """The factors of a product (M30), if it is one, and the estimate."""
    spot = _Spot(path, within, number, kind)
    factors = inside(child(spot.node, "maal"), SequenceNode)
    yield from (_Spot((*path, "maal", place), factors, place, "") for place in range(len(factors)))
    yield spot
