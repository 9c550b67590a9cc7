"""What is seen before composing: how deep a text nests (the C parser crashes on very deep nesting), and what
refers to something else."""

import re
from collections.abc import Iterator
from typing import Final

import yaml

from rendement.reading.complaints.problems import Place

MAX_DEPTH: Final = 40
MAX_INDENT: Final = 160
_BRACKETS: Final = re.compile(r"[\[\]{}]")
_NO_BRACKETS: Final = bytes(sign for sign in range(256) if sign not in b"[]{}")
_DASHES: Final = bytes.maketrans(b"?:", b"--")
_DEEP_DASHES: Final = re.compile(r"\n[ \t]*(?:[-?:][ \t]+){8}")
DEEP_INDENT: Final = " " * MAX_INDENT
_BREAK: Final = re.compile("\r(?!\n)|[\x85\u2028\u2029]")
_OTHER_BREAKS: Final = ("\r", "\x85", "\u2028", "\u2029")


def too_deep(text: str, raw: bytes) -> int | None:
    """Where the text is nested deeper than we let the C parser see, or None."""
    if not _surely_shallow(raw):
        depth = 0
        for bracket in _BRACKETS.finditer(text):
            depth = max(0, depth + (1 if bracket.group() in "[{" else -1))
            if depth > MAX_DEPTH:
                return bracket.start()
    if any(sign in text for sign in _OTHER_BREAKS):
        text = _BREAK.sub("\n", text)
        raw = text.encode(errors="replace")
    if not _surely_few_dashes(raw):
        dashes = _DEEP_DASHES.search("\n" + text[:MAX_INDENT]) or _DEEP_DASHES.search(text)
        if dashes is not None:
            return dashes.end() - 1
    indent = 0 if text.startswith(DEEP_INDENT) else text.find(f"\n{DEEP_INDENT}")
    return indent + MAX_INDENT if indent >= 0 else None


def _surely_shallow(raw: bytes) -> bool:
    """Whether brackets cannot nest too deep: few are left when the innermost pairs are taken out."""
    brackets = raw.translate(None, _NO_BRACKETS)
    for _ in range(3):
        brackets = brackets.replace(b"{}", b"").replace(b"[]", b"")
    return brackets.count(b"[") + brackets.count(b"{") <= MAX_DEPTH - 6


def _surely_few_dashes(raw: bytes) -> bool:
    """Whether no line can start with eight list or key signs, whatever the space between them."""
    return b"--------" not in raw.translate(_DASHES, b" \t")


_REFERENCE_SIGNS: Final = re.compile(r"(?:^|[\s\[{,:'\"-])[&*!]", re.MULTILINE)
_REFERENCES: Final = {yaml.AnchorToken: "anker", yaml.AliasToken: "verwijzing", yaml.TagToken: "yaml_tag"}


def references(text: str) -> Iterator[tuple[str, Place, str]]:
    """Anchors, aliases and tags as a slug, a place and their words; composing would resolve them away.

    Raises YAMLError where the text is no YAML.
    """
    if not any(sign in text for sign in "&*!") or not _REFERENCE_SIGNS.search(text):
        return
    lines = text.splitlines()
    for token in yaml.scan(text, Loader=yaml.CSafeLoader):
        slug = _REFERENCES.get(type(token))
        if slug is not None:
            start, end = token.start_mark, token.end_mark
            place = Place(start.line + 1, start.column + 1, end.column + 1)
            yield slug, place, lines[start.line][start.column : end.column]
