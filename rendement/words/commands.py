"""A command that somebody is told to type: it works as it stands, whatever the folder is called."""

import os
import shlex
from pathlib import Path


def command(*words: str | Path) -> str:
    """`rendement` with its words, each quoted where the shell of this computer would break it up.

    A path that begins with a dash gets `./` before it, or it would be taken for an option.
    """
    return " ".join(("rendement", *map(typed, words)))


def typed(word: str | Path) -> str:
    """One word of a command as it is typed here; options and verbs are given as text, files as a path."""
    text = str(word)
    if isinstance(word, Path) and text.startswith("-"):
        text = f".{os.sep}{text}"
    return shlex.quote(text) if os.name != "nt" else _in_windows(text)


def _in_windows(text: str) -> str:
    """Double quotes, which a file name cannot hold, around all but letters, digits and plain signs."""
    plain = all(sign.isalnum() or sign in r"\/:._-@=+" for sign in text)
    return text if text and plain else f'"{text}"'
