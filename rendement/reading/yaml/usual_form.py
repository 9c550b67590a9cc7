"""Files in the form that nearly everybody writes, read without the C parser: lines → plain data.

A key with its value on one line, `- ` before each item, `{ }` and `[ ]` with a space behind each comma: a
part of YAML in which every line means one thing. Anything else, and whatever asks for a complaint, is left
to the careful way (`yaml_text`), which makes nodes and knows every place; for what is read here it is asked
only when a place has to be told. Whatever is read here, is read the same there: tests/test_usual_form.py.
"""

import re
from typing import Any, Final

from pydantic_core import PydanticCustomError

from rendement.reading.spelling.scalars import UNKNOWN, meaning, remember
from rendement.reading.yaml.nesting import DEEP_INDENT, MAX_DEPTH
from rendement.reading.yaml.syntax import TO_FILL_IN
from rendement.reading.yaml.usual_places import Usual
from rendement.words.limits import LONGEST_TEXT


class _OtherFormError(Exception):
    """This file is written in another way, or something in it has to be told."""


_PRINTED: Final = bytes(range(0x20, 0x7F)) + b"\r\n"
_OTHER_SIGNS: Final = re.compile(r"[¡-¬®-ɏ‐-‧€½⁰-₎←-⇿∀-⋿]*\Z")
"""Besides ASCII: letters of Europe, quotes, dashes, arrows, signs of sums; no other spaces or line ends."""
_LETTER: Final = "A-Za-z0-9À-ɏ"
_KEY: Final = rf"[A-Za-z_À-ɏ][{_LETTER}_.-]*(?: [{_LETTER}_.-]+)*"
_LONGEST_KEY: Final = 120
_LINE: Final = re.compile(rf"^( *)(- )?(?:({_KEY}):(?: +|$))?(.*)$", re.MULTILINE)
_START: Final = rf"(?:[{_LETTER}(€=]|-(?=\d))"
_PLAIN: Final = rf"({_START}[^,\[\]{{}}:#?]*)"
_PLAIN_VALUE: Final = re.compile(rf"{_START}[^:#]*(?:(?::(?! |\Z)|#)[^:#]*)*\Z")
"""The colon of a key has a space behind it, or nothing."""
_QUOTED: Final = r"\"([^\"\\]*)\"[ \n]*|'([^']*)'[ \n]*"
_PAIR: Final = re.compile(rf"[ \n]*({_KEY}): [ \n]*(?:{_PLAIN}|{_QUOTED}|(?=[\[{{]))")
_NESTED: Final = r"\{[^{}\[\]\"'#]*\}|\[[^{}\[\]\"'#]*\]"
_WHOLE_PAIR: Final = re.compile(
    rf"([ \n]*({_KEY}): (?:{_PLAIN}|\"([^\"\\]*)\"|({_NESTED}))(?:,(?=[ \n])|\}}\Z))"
)
"""With the comma or bracket behind it: almost all blocks between brackets are a row of these."""
_ITEM: Final = re.compile(rf"[ \n]*(?:{_PLAIN}|{_QUOTED}|(?=[\[{{]))")
_QUOTED_VALUE: Final = re.compile(rf"(?:{_QUOTED})(?:(?<= )# .*)?\Z")
_BEHIND: Final = re.compile(r" *(?:(?<=  )#(?: .*)?)?\Z")
"""Behind a value: nothing, or a remark with two spaces before it and one in it."""
_MOST_LINES: Final = 12
"""Of one value between brackets."""
_DEEPEST: Final = 8
_KNOWN: dict[str, object] = {}
"""Words seen before, as they stand in a line: what they mean, when they are no prose."""
_KNOWN_BLOCKS: dict[str, object] = {}
"""The same of blocks and lists between brackets, which are handed out as copies."""
_KNOWN_KEYS: set[str] = set()
_MOST_KEYS: Final = 10_000


def in_usual_form(raw: bytes) -> Usual | None:
    """What the bytes of a file say, or None when it is not in the usual form."""
    try:
        others = raw.translate(None, _PRINTED)
        if others and not _OTHER_SIGNS.match(others.decode("utf-8")):
            return None
        text = raw.decode("utf-8")
        lines = text.replace("\r\n", "\n") if "\r" in text else text
        if "\r" in lines or not _surely_shallow(lines):
            return None
        reader = _Reader(lines)
        data = reader.read()
    except (_OtherFormError, PydanticCustomError, UnicodeDecodeError):
        return None
    return Usual(text, data, reader.prose, reader.starts) if data else None


def _surely_shallow(text: str) -> bool:
    """Whether nothing in it, remarks included, can be nested deeper than we let a file be."""
    deep = text.startswith(DEEP_INDENT) or f"\n{DEEP_INDENT}" in text
    return not deep and text.count("[") + text.count("{") <= MAX_DEPTH


class _Reader:
    def __init__(self, text: str) -> None:
        self.text = text
        self.split: list[str] = []
        self.lines = enumerate(_LINE.findall(text), 1)
        self.prose: list[str] = []
        self.starts: dict[int, list[int]] = {}
        self.columns = [0]
        self.holders: list[Any] = [{}]
        """The blocks and lists that are open, the innermost last, and the column of each."""
        self.waiting: str | None = None
        """A key of the innermost block whose value starts on a later line."""

    def read(self) -> dict[str, object]:
        data: dict[str, object] = self.holders[0]
        columns = self.columns
        for number, (indent, dash, key, said) in self.lines:
            if dash:
                self._item(number, len(indent), key, said)
            elif key:
                if self.waiting is not None or len(indent) != columns[-1] or type(self.holders[-1]) is list:
                    self._go_to(len(indent), False)
                self._pair(self.holders[-1], key, said)
            elif said and said[0] != "#":
                raise _OtherFormError
        if self.waiting is not None:
            raise _OtherFormError
        return data

    def _item(self, number: int, column: int, key: str, said: str) -> None:
        if self.waiting is not None or column != self.columns[-1] or type(self.holders[-1]) is not list:
            self._go_to(column, True)
        items = self.holders[-1]
        self.starts[id(items)].append(number)
        if not key:
            items.append(self._value(said))
            return
        block: dict[str, object] = {}
        items.append(block)
        self.columns.append(column + 2)
        self.holders.append(block)
        self._pair(block, key, said)

    def _go_to(self, column: int, dash: bool) -> None:
        """Make the block or list of this column the innermost one."""
        columns, holders = self.columns, self.holders
        if self.waiting is not None:
            if column < columns[-1] or (column == columns[-1] and not dash):
                raise _OtherFormError
            self._open(column, [] if dash else {}, self.waiting)
            return
        while column < columns[-1] or (column == columns[-1] and not dash and type(holders[-1]) is list):
            columns.pop()
            holders.pop()
        if column != columns[-1] or (type(holders[-1]) is list) is not dash:
            raise _OtherFormError

    def _open(self, column: int, holder: Any, key: str) -> None:
        """A new block or list, for which a key waits."""
        self.holders[-1][key] = holder
        self.waiting = None
        if type(holder) is list:
            self.starts[id(holder)] = []
        self.columns.append(column)
        self.holders.append(holder)

    def _pair(self, holder: dict[str, object], key: str, said: str) -> None:
        if key not in _KNOWN_KEYS:
            self._look_at_key(key)
        if key in holder:
            raise _OtherFormError
        value = _KNOWN.get(said, UNKNOWN)
        if value is not UNKNOWN:
            holder[key] = value
        elif not said or said[0] == "#":
            self.waiting = key
        else:
            holder[key] = self._value(said)

    def _look_at_key(self, key: str) -> None:
        if len(key) > _LONGEST_KEY:
            raise _OtherFormError
        if " " in key:
            self.prose.append(key)
        elif len(_KNOWN_KEYS) < _MOST_KEYS:
            _KNOWN_KEYS.add(key)

    # ------------------------------------------------------------ values on a line

    def _value(self, said: str) -> object:
        first = said[:1]
        if first in ("{", "["):
            return self._between_brackets(said)
        if first in ('"', "'"):
            return self._quoted_value(said)
        words = said
        if "#" in said:
            words, _, remark = said.partition("#")
            if words[-2:] != "  " or remark[:1] not in ("", " "):
                raise _OtherFormError
        words = words.rstrip(" ")
        if not _PLAIN_VALUE.match(words):
            raise _OtherFormError
        return self._plain(said, words)

    def _plain(self, spelled: str, words: str) -> object:
        """The meaning of unquoted words, which may be spelled with spaces or a remark behind them."""
        if len(words) > LONGEST_TEXT:
            raise _OtherFormError
        value, is_prose = meaning(words)
        if value is None:
            raise _OtherFormError
        if is_prose:
            self.prose.append(words)
        else:
            remember(_KNOWN, spelled, value)
        return value

    def _quoted_value(self, said: str) -> str:
        found = _QUOTED_VALUE.match(said)
        if found is None:
            raise _OtherFormError
        double, single = found.groups()
        return self._quoted(single if double is None else double)

    def _quoted(self, words: str) -> str:
        if words == TO_FILL_IN or len(words) > LONGEST_TEXT:
            raise _OtherFormError
        words = words.replace("\n", " ")
        self.prose.append(words)
        return words

    # ------------------------------------------------------------ values between brackets

    def _between_brackets(self, said: str) -> object:
        known = _KNOWN_BLOCKS.get(said)
        if known is not None:
            return _copied(known)
        if len(said) > _LONGEST_KEY:
            return self._block_or_list(said)
        before = len(self.prose)
        value = self._block_or_list(said)
        if len(self.prose) == before and said[-1] in "}]" and _is_flat(value):
            remember(_KNOWN_BLOCKS, said, _copied(value))
        return value

    def _block_or_list(self, said: str) -> object:
        value: object = self._row_of_pairs(said) if said[0] == "{" else None
        if value is None:
            whole = self._whole(said.rstrip(" "))
            value = self._row_of_pairs(whole) if whole is not said and whole[0] == "{" else None
        if value is None:
            value, end = self._nested(whole, 0, _DEEPEST)
            if not _BEHIND.match(whole, end):
                raise _OtherFormError
        return value

    def _row_of_pairs(self, said: str) -> dict[str, object] | None:
        """A block without blocks in its blocks and without remark; None when it is another."""
        found = _WHOLE_PAIR.findall(said, 1)
        if not found or "".join([pair[0] for pair in found]) != said[1:]:
            return None
        data: dict[str, object] = {}
        for _, key, plain, quoted, nested in found:
            if key not in _KNOWN_KEYS:
                self._look_at_key(key)
            value = _KNOWN.get(plain, UNKNOWN)
            if value is not UNKNOWN:
                data[key] = value
            elif plain:
                data[key] = self._plain(plain, _folded(plain))
            else:
                data[key] = self._between_brackets(nested) if nested else self._quoted(quoted)
        if len(data) != len(found):
            raise _OtherFormError
        return data

    def _whole(self, said: str) -> str:
        """The value with the lines that follow it, until as many brackets are closed as were opened."""
        for _ in range(_MOST_LINES):
            if said.count("{") + said.count("[") <= said.count("}") + said.count("]"):
                return said
            number, (indent, *_) = next(self.lines, (0, ("",)))
            more = self._line(number).strip(" ")
            if not indent or not more or "#" in said or more[0] in "-?:":
                raise _OtherFormError
            said = f"{said}\n{more}"
        raise _OtherFormError

    def _line(self, number: int) -> str:
        if not self.split:
            self.split = self.text.split("\n")
        return self.split[number - 1]

    def _nested(self, said: str, at: int, deep: int) -> tuple[object, int]:
        """The block or list that opens there, and where it ends."""
        if not deep:
            raise _OtherFormError
        return (self._pairs if said[at] == "{" else self._items)(said, at + 1, deep - 1)

    def _pairs(self, said: str, at: int, deep: int) -> tuple[object, int]:
        data: dict[str, object] = {}
        match = _PAIR.match
        while True:
            found = match(said, at)
            if found is None:
                raise _OtherFormError
            key, plain, double, single = found.groups()
            if key in data:
                raise _OtherFormError
            if key not in _KNOWN_KEYS:
                self._look_at_key(key)
            at = found.end()
            if plain is not None:
                value = _KNOWN.get(plain, UNKNOWN)
                data[key] = self._plain(plain, _folded(plain)) if value is UNKNOWN else value
            else:
                data[key], at = self._other(said, at, deep, single if double is None else double)
            if said[at : at + 1] == "}":
                return data, at + 1
            at = _behind_comma(said, at)

    def _items(self, said: str, at: int, deep: int) -> tuple[object, int]:
        data: list[object] = []
        while True:
            found = _ITEM.match(said, at)
            if found is None:
                raise _OtherFormError
            plain, double, single = found.groups()
            at = found.end()
            if plain is not None:
                value = _KNOWN.get(plain, UNKNOWN)
                data.append(self._plain(plain, _folded(plain)) if value is UNKNOWN else value)
            else:
                value, at = self._other(said, at, deep, single if double is None else double)
                data.append(value)
            if said[at : at + 1] == "]":
                return data, at + 1
            at = _behind_comma(said, at)

    def _other(self, said: str, at: int, deep: int, quoted: str | None) -> tuple[object, int]:
        """A value that is no plain word: between quotes, or a block or list in turn."""
        if quoted is not None:
            return self._quoted(quoted), at
        value, at = self._nested(said, at, deep)
        while said[at : at + 1] in (" ", "\n"):
            at += 1
        return value, at


def _is_flat(value: object) -> bool:
    """Whether a copy shares nothing with it that can change."""
    parts = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return not any(isinstance(part, dict | list) for part in parts)


def _copied(value: object) -> object:
    return dict(value) if isinstance(value, dict) else list(value) if isinstance(value, list) else value


def _folded(plain: str) -> str:
    """Words over several lines are one text."""
    return plain.replace("\n", " ").rstrip(" ")


def _behind_comma(said: str, at: int) -> int:
    """Past a comma with a space behind it: without one, it may be that of a number."""
    if said[at : at + 2] not in (", ", ",\n"):
        raise _OtherFormError
    return at + 1
