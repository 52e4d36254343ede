"""Numbers of commitments: "7", and "1.5" for the fifth point of the first."""

import re

PATTERN = r"^([0-9]{1,3}([.][0-9]{1,3})?)?$"


def place_in_list(number: str) -> int:
    """A whole number that orders "2" before "10" and "1" before "1.5"; unnumbered come last."""
    if not re.match(PATTERN, number) or not number:
        return 1_000_000
    whole, _, point = number.partition(".")
    return int(whole) * 1000 + int(point or 0)
