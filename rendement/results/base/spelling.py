"""One spelling of every name in a base, before anything is grouped or meets the threshold (M31c)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import groupby
from typing import Any, Final

from rendement.model.case import Case, Context
from rendement.model.name_list import FIELDS, Chosen, Written, written_names
from rendement.reading.loading.loaded import LoadedCase
from rendement.words.names import most_written, normal, tidy

UNKNOWN: Final = "onbekend"
"""Who writes it, and who leaves the field out, are one group."""
_Shown = Mapping[tuple[str, str], str]


def one_spelling(cases: Sequence[LoadedCase]) -> tuple[LoadedCase, ...]:
    """The cases with every name as most of them write it, or as `namen.yaml` says.

    A case that writes so already is the same object. Nothing else in a case changes.
    """
    chosen = {key: name for names in _lists(cases) for key, name in names.items()}
    written = [w for loaded in cases for w in written_names(loaded.case.context, chosen)]
    shown = _shown(written, chosen)
    return tuple(_respelled(loaded, chosen, shown) for loaded in cases)


def _lists(cases: Iterable[LoadedCase]) -> list[Chosen]:
    """The lists of names of these cases, each once."""
    return list({id(loaded.names): loaded.names for loaded in cases if loaded.names}.values())


def _shown(written: Iterable[Written], chosen: Chosen) -> _Shown:
    """Field and normal form → how it is shown."""
    found: dict[tuple[str, str], str] = {}
    for field, uses in groupby(sorted(written), key=lambda one: one.field):
        found |= {(field, form): name for form, name in most_written(use.name for use in uses).items()}
    found |= {(field, normal(UNKNOWN)): UNKNOWN for field in FIELDS}
    return found | {key: tidy(name) for key, name in chosen.items()}


def _respelled(loaded: LoadedCase, chosen: Chosen, shown: _Shown) -> LoadedCase:
    case = _spelled(loaded.case, chosen, shown)
    if case is loaded.case:
        return loaded
    written = loaded.written and _spelled(loaded.written, chosen, shown)
    return replace(loaded, case=case, written=written)


def _spelled(case: Case, chosen: Chosen, shown: _Shown) -> Case:
    names: dict[str, list[str]] = {}
    for one in written_names(case.context, chosen):
        names.setdefault(one.field, []).append(shown[one.field, normal(one.name)])
    changes = {FIELDS[field]: value for field, value in _values(case.context, names)}
    return case.model_copy(update={"context": case.context.model_copy(update=changes)}) if changes else case


def _values(context: Context, names: Mapping[str, list[str]]) -> Iterable[tuple[str, Any]]:
    """The fields that are to be written otherwise; of a list every name once."""
    for field, found in names.items():
        old = getattr(context, FIELDS[field])
        new = found[0] if isinstance(old, str) else tuple(dict.fromkeys(found))
        if new != old:
            yield field, new
