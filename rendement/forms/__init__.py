"""The questions of a form, and the way from answers to a case and back, for every medium that asks them.

    pages ─▶ answers (path → answer) ─▶ to_case ─▶ case_text ─▶ checked        a case file, and complaints
               ▲          ▲
    a medium asks     from_case ◀─ a case that is there already

A medium is a folder: `excel` with a door of its own, and `editor` with the words that an editor offers.
"""

__all__ = ("checked", "from_case", "merge", "pages", "questions")
