"""How one invented case goes: who applies where, when each thing happens, what goes wrong; plain Python."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from motcua.demo.applicants import Applicants
from motcua.workdays.rules import WorkingCalendar

ENDINGS: Sequence[tuple[str, int]] = (
    ("plain", 700),
    ("supplement", 90),
    ("door_supplement", 40),
    ("agency", 60),
    ("opinion", 50),
    ("rejected", 15),
    ("refused", 12),
    ("withdrawn", 12),
    ("suspended", 30),
    ("payment", 25),
    ("extension", 25),
    ("apology", 15),
    ("again", 15),
    ("unanswered", 8),
)
DELIVERY: Mapping[str, Sequence[tuple[str, int]]] = {
    "online": (("online", 74), ("desk", 18), ("post", 8)),
    "counter": (("desk", 94), ("post", 6)),
    "post": (("post", 80), ("desk", 20)),
}
ELSEWHERE, ORGANISATION = 0.04, 0.15  # of what comes to a counter: at another unit's desk, for an organisation
ASSISTED = 0.15  # of what comes to a counter: typed by the person with somebody helping, not by the office
OF_ORGANISATIONS = frozenset({"2.000815", "2.000884"})  # what an organisation asks of a commune: certified copies
LATELY, LATELY_DAYS = 0.16, 5  # this share falls on the last days, so that every lane has something in it
CHANNELS: Sequence[tuple[str, int]] = (("online", 58), ("counter", 38), ("post", 4))
PACE: Sequence[tuple[float, int]] = ((0.25, 20), (0.45, 30), (0.65, 25), (0.85, 15), (1.15, 4), (1.6, 4), (2.6, 2))
FREQUENCY: Mapping[str, int] = {
    "2.000815": 240,
    "2.000635": 130,
    "1.001193": 110,
    "1.004873": 90,
    "2.000884": 60,
    "1.000656": 45,
    "1.000894": 40,
    "2.001035": 40,
    "1.001612": 35,
    "2.000720": 20,
    "1.004859": 25,
    "1.004884": 20,
    "1.013225": 18,
    "1.013274": 10,
}
RARE = 6


@dataclass(frozen=True)
class Story:
    """The plan of one case. ``pace`` is the share of the time limit that the office needs."""

    number: int
    procedure: str
    unit_code: str
    applicant: int
    channel: str
    ending: str
    pace: float
    submitted_at: datetime
    answers_after_days: int
    collected_after_days: int
    rating: int
    delivery: str = "desk"
    desk_code: str = ""
    is_organisation: bool = False
    typed_by: str = "staff"


def pick(random: Random, table: Sequence[tuple[object, int]]) -> object:
    """One entry of a weighted table."""
    return random.choices([one for one, _ in table], weights=[weight for _, weight in table])[0]


def plan(
    random: Random,
    *,
    number: int,
    procedures: Sequence[str],
    units: Sequence[tuple[str, int]],
    people: Applicants,
    at: datetime,
    is_open: bool,
) -> Story:
    """A believable case that is handed in at ``at``."""
    channel, at_desk = str(pick(random, CHANNELS)), random.random()
    if not is_open:
        channel = "online"  # no counter takes anything now
    procedure = random.choices(list(procedures), weights=[FREQUENCY.get(code, RARE) for code in procedures])[0]
    return Story(
        number=number,
        procedure=procedure,
        unit_code=str(pick(random, units)),
        applicant=people.choose(procedure),
        channel=channel,
        ending=str(pick(random, ENDINGS)),
        pace=float(str(pick(random, PACE))),
        submitted_at=at,
        answers_after_days=random.randint(1, 9),
        collected_after_days=random.choice([0, 0, 1, 1, 2, 3, 6]),
        rating=random.choices([3, 2, 1, 0], weights=[55, 12, 4, 29])[0],
        delivery=str(pick(random, DELIVERY[channel])),
        desk_code=str(pick(random, units)) if channel == "counter" and at_desk < ELSEWHERE else "",
        is_organisation=channel != "online" and procedure in OF_ORGANISATIONS and at_desk > 1 - ORGANISATION,
        typed_by="assisted" if channel == "counter" and random.random() < ASSISTED else "staff",
    )


def moments(random: Random, calendar: WorkingCalendar, *, now: datetime, days: int, count: int) -> list[datetime]:
    """``count`` moments of handing in over the last ``days`` days, mostly in office hours."""
    found: list[datetime] = []
    while len(found) < count:
        back = LATELY_DAYS * random.random() if random.random() < LATELY else days * random.random() ** 0.85
        moment = now - timedelta(days=back)
        moment = moment.replace(hour=random.choice([7, 7, 8, 8, 8, 9, 9, 10, 13, 14, 14, 15, 16, 19, 20, 21]))
        moment = moment.replace(minute=random.randrange(60), second=random.randrange(60), microsecond=0)
        if moment < now and (calendar.is_open(moment) or random.random() < 0.25):
            found.append(moment)
    return sorted(found)
