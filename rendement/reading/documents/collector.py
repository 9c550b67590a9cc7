"""Reading many documents at once without a collector that keeps looking."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def collector_paused() -> Iterator[None]:
    """A collector that keeps looking costs too much; what was made meanwhile is old to it from then on."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if gc.get_freeze_count() == 0:
            gc.freeze()  # everything to the permanent generation, and from there to the oldest
            gc.unfreeze()
        if was_on:
            gc.enable()
