"""The garbage collector of a process that serves for weeks."""

import gc

# What a request makes is freed by its counts when the request ends; looking for circles that often found none.
YOUNG, MIDDLE, OLD = 20_000, 50, 100


def calm() -> None:
    """Leave alone what was loaded at the start, so that forks share its pages, and look for circles more rarely.

    Of a life cycle's time 5 % went into looking (benchmarks/life_cycles).
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(YOUNG, MIDDLE, OLD)
