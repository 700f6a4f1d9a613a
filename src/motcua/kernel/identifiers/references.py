"""The reference of a submission: short, easy to read over the telephone, with a letter that catches slips."""

import unicodedata

# Without 0 O, 1 I L, 5 S, 2-like Z: a prime number of signs, so that every single slip and every swap is caught.
ALPHABET = "23456789ABCDEFGHJKMNPQRTUVWXY"
SIGNS = len(ALPHABET)
RANDOM_SIGNS = 8
ENOUGH_BYTES = 8
GROUP = 3


def new_reference(random_bytes: bytes) -> str:
    """``K7Q-M3X-RT9``: eight random signs and a check sign, from at least eight random bytes."""
    if len(random_bytes) < ENOUGH_BYTES:
        raise ValueError("a reference needs at least eight random bytes")
    rest = int.from_bytes(random_bytes, "big")
    values = []
    for _ in range(RANDOM_SIGNS):
        rest, value = divmod(rest, SIGNS)
        values.append(value)
    signs = "".join(ALPHABET[value] for value in (*values, _check(values)))
    return "-".join(signs[place : place + GROUP] for place in range(0, len(signs), GROUP))


def tidy_reference(text: str) -> str | None:
    """The reference as we write it, from what people typed; None when it is none or has a slip."""
    signs = [sign for sign in unicodedata.normalize("NFKC", text).upper() if sign.isalnum()]
    if len(signs) != RANDOM_SIGNS + 1 or any(sign not in ALPHABET for sign in signs):
        return None
    values = [ALPHABET.index(sign) for sign in signs]
    if _check(values[:-1]) != values[-1]:
        return None
    return "-".join("".join(signs[place : place + GROUP]) for place in range(0, len(signs), GROUP))


def is_reference(text: str) -> bool:
    """Whether people typed a reference without a slip."""
    return tidy_reference(text) is not None


def _check(values: list[int]) -> int:
    return -sum((place + 2) * value for place, value in enumerate(values)) % SIGNS
