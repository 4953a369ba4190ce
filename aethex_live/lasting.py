"""What a process loads before it serves stays until its end: the garbage collector need not look at it, ever."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def lasting() -> Iterator[None]:
    """All that this block makes, a quarter of a million objects when it imports the app, stays for good.

    Looking through them for garbage again and again costs a fourth of the time of importing them, and later on
    would stop everybody for an eighth of a second each time. Fewer than a hundredth of them are garbage, which
    stays as well: to find it takes longer than it is worth.
    """
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()
