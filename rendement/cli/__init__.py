"""`rendement` on the command line: Dutch verbs, a help that teaches, and exit codes that mean something."""

from rendement.cli.app import main

__all__ = ["main"]
