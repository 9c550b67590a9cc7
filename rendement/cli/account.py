"""How every verb that reads cases ends: with what became of each file, and the exit code that follows."""

from typing import Any

from rendement.cli.screen import out, print_json, print_problems, say
from rendement.reading.complaints.problems import errors
from rendement.reading.folder.account import Account
from rendement.reading.loading.loaded import CaseSet
from rendement.reports.account_card import account_record, account_words


def show_account(account: Account, after: str = "") -> None:
    """The account on the screen, with a last sentence behind its count."""
    if not account.files:
        return
    print_problems(account.problems, out)
    *others, count = account_words(account)
    for words in others:
        out.print(words, markup=False, soft_wrap=True)
    out.print(f"{count} {after}".rstrip(), markup=False, soft_wrap=True)


def of_files(cases: CaseSet) -> dict[str, Any]:
    """The account for another program, to be added to what a verb gives."""
    return {"bestanden": account_record(cases.account)}


def ended(cases: CaseSet, as_json: bool = False) -> int:
    """The exit code, after the account; in JSON it was given already."""
    if not as_json:
        show_account(cases.account)
    return 1 if errors(cases.problems) or errors(cases.account.problems) else 0


def without_cases(cases: CaseSet, as_json: bool, words: str) -> int:
    """Nothing counts: why, file by file."""
    if as_json:
        print_json(of_files(cases))
    else:
        show_account(cases.account)
    say(words)
    return 1
