"""How often a process that makes releases looks for garbage."""

import atexit
import gc

# What builds keeps nearly all it makes until it ends: looking for garbage took a tenth of the time.
_RARELY = (200_000, 50, 1_000)


def collect_rarely() -> None:
    """Look for garbage rarely from now on, in this process and its copies; at its end not at all.

    Going through a million objects that the system takes back in any case takes half a second.
    """
    gc.set_threshold(*_RARELY)
    atexit.register(gc.freeze)
