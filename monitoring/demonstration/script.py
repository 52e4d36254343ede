"""Who shows what: one part per municipality, with its statuses round by round.

A row of statuses has one letter per top-level commitment: f full, p partial, n none, u not yet
assessed, x cannot be assessed, w withdrawn by the municipality alone, - excluded as obsolete.
``before`` is the round before the last published one, ``last`` that one, ``now`` the open one.
A row is repeated or cut to the number of commitments asked for.
"""

from dataclasses import dataclass
from enum import StrEnum
from random import Random

WORDS = {"f": "full", "p": "partial", "n": "none", "u": "unassessed", "x": "unassessable"}
EXCLUDED, WITHDRAWN = "-", "w"


class Contract(StrEnum):
    SIGNED = "with its list of commitments"
    UNLISTED = "signed, its list not published"
    NONE = "no contract"


class Now(StrEnum):
    """Where the report of the open round stands."""

    NOTHING = "not opened"
    EMPTY = "draft, empty"
    HALF = "draft, half full"
    SUBMITTED = "submitted, nobody reviews it yet"
    IN_REVIEW = "half reviewed"
    RETURNED = "returned to the author"
    INVITED = "approved, reply invited"
    REPLIED = "approved, replied to"
    PUBLISHED = "published, as the first of its round"


@dataclass(frozen=True)
class Part:
    """What one municipality shows."""

    key: str
    before: str = ""
    last: str = ""
    now: str = ""
    state: Now = Now.NOTHING
    contract: Contract = Contract.SIGNED
    size: int | None = None  # fewer commitments than asked for
    bundle: tuple[str, str, str, str] | None = None  # name, points before, last, now
    bundle_at: int = 0
    longest_at: int | None = None
    amended_at: int | None = None
    corrected_at: int | None = None  # none in the first revision, partial in the second
    is_retracted: bool = False  # the round before
    is_late: bool = False
    replies: tuple[int, ...] = ()  # which replies to the whole, then also one to a finding
    in_albanian_only: bool = False
    list_status: str = "complete"

    def letters(self, row: str, commitments: int) -> str:
        """The row as long as the contract: one letter for each commitment, '' for no row."""
        size = min(self.size or commitments, commitments)
        return (row * size)[:size]


# In this order they are taken when fewer than twelve are asked for.
THE_TWELVE = (
    Part(
        "vlore", "ppnppfnnnxu", "pfpfpfppnxu", "ppffpfppnxp", Now.HALF,
        bundle=("roads", "pnnpn", "pfnfp", "pffff"), longest_at=2, replies=(0,),
    ),
    Part(
        "fier", "pnnppnfpnnn", "ffpppnnnfpn", "ffpppnpnffn", Now.SUBMITTED, replies=(1,),
    ),
    Part(
        "durres", "npnfpnpnnpn", "fpnnfpnfpnn", "fppnfpnffnn", Now.IN_REVIEW, corrected_at=2,
    ),
    Part(
        "shkoder", "fffppfpnnpf", "ffpfpfppnnf", "ffffffpppnf", Now.PUBLISHED,
        bundle=("services", "fpn", "fpp", "fff"), bundle_at=4,
    ),
    Part("tirane", "fpnpnfpnnpf", "fppnpfuuuuu", "", Now.EMPTY, is_retracted=True),
    Part("elbasan", "n" * 11, "n" * 11, "nnnnpnnnnnn", Now.RETURNED),
    Part(
        "korce", "pfpnnpfpnnp", "pfn-pnffwn-", "ffp-pnffwp-", Now.INVITED, amended_at=1,
    ),
    Part(
        "kukes", "fpnpnnpfnpn", "u" * 11, "ppnpfnpfnpp", Now.REPLIED, is_late=True,
        list_status="incomplete",
    ),
    Part("pogradec", "ppnp", "fppp", size=4, in_albanian_only=True),
    Part("puke"),
    Part("kamez", contract=Contract.UNLISTED),
    Part("vau-i-dejes", contract=Contract.NONE),
)  # fmt: skip

EVERYTHING_EXCLUDED = Part("shembull-13", "nn", "--", size=2)

# Further municipalities are of so many kinds; then they repeat themselves.
VARIETY = 12
STATES = (Now.HALF, Now.SUBMITTED, Now.IN_REVIEW, Now.INVITED, Now.NOTHING, Now.EMPTY)
PLAYED = len(THE_TWELVE) + 1 + VARIETY


def part_of(number: int, seed: int) -> Part:
    """The part of the municipality at this place, counted from 0."""
    if number < len(THE_TWELVE):
        return THE_TWELVE[number]
    if number == len(THE_TWELVE):
        return EVERYTHING_EXCLUDED
    return _ordinary(number_of_the_like(number), seed)


def number_of_the_like(number: int) -> int:
    """Which of the first PLAYED municipalities a further one repeats."""
    first = len(THE_TWELVE) + 1
    return first + (number - first) % VARIETY


def _ordinary(number: int, seed: int) -> Part:
    """An ordinary municipality: something moves forward, something back."""
    choice = Random(f"{seed}/{number}")
    last = "".join(choice.choices("fpnu", weights=(3, 4, 3, 1), k=11))
    before = {"f": "fppn", "p": "pnn", "n": "nnp", "u": "n"}
    now = {"f": "f", "p": "fp", "n": "pn", "u": "pn"}
    return Part(
        f"shembull-{number + 1}",
        before="".join(choice.choice(before[letter]) for letter in last),
        last=last,
        now="".join(choice.choice(now[letter]) for letter in last),
        state=STATES[number % len(STATES)],
    )
