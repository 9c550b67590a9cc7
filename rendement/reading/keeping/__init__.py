"""What a keeper of price books needs: a new one that teaches, and what to know before a release."""

__all__ = ("lint", "template")
