"""Short made-up reports on made-up happenings, with the happening that each sentence tells of: what links conflict reports, told by ourselves.

Every world has its country, towns, sides and a run of weeks; its happenings include look-alikes (one town a week apart, the next town the
same day); every happening is told by one to four reports, in other words, with other dates and tolls, some of them vague.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from emberwatch.model.report import Report
from training.linking_tellings import ANOTHER, BACKGROUND, FOLLOW_UPS, PLANS, TELLINGS
from training.linking_worlds import WORLDS

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December")


@dataclass(frozen=True, slots=True)
class Happening:
    """What happened where and when, as the made-up world has it."""

    name: str
    kind: str
    world: int
    town: str
    day: date
    dead: int
    province: str
    force: int


@dataclass(frozen=True, slots=True)
class Story:
    """One report, and for each range of its characters the happening told there and its kind; ranges of background have a name of their own."""

    report: Report
    told: tuple[tuple[int, int, str, str], ...]
    world: int


def make_happenings(world: int, random: Random, count: int) -> list[Happening]:
    """Happenings of one world; every third is a look-alike of the one before: same town and kind days later, or the next town the same day."""
    provinces = WORLDS[world][1]
    towns = list(provinces)
    first = date(random.randrange(2012, 2023), random.randrange(1, 13), random.randrange(1, 28))
    found: list[Happening] = []
    for number in range(count):
        if number % 3 == 2:
            like = found[-1]
            if random.random() < 0.5:
                town, day = like.town, like.day + timedelta(random.choice((1, 1, 2, 3, 6, 7, 8, 12)))
            else:
                town, day = random.choice([t for t in towns if t != like.town]), like.day + timedelta(random.choice((0, 0, 1)))
            kind = like.kind
        else:
            town, day, kind = random.choice(towns), first + timedelta(random.randrange(40)), random.choice(sorted(TELLINGS))
        found.append(Happening(f"{world}:{number}", kind, world, town, day, random.randrange(2, 60), provinces[town], random.randrange(2)))
    return found


def say_when(day: date, published: date, random: Random) -> str:
    """The day as a report of `published` may say it; now and then not at all, or a day off."""
    if random.random() < 0.04:
        day = day + timedelta(random.choice((-1, 1)))
    ago = (published - day).days
    forms = [f"on {day.day} {MONTHS[day.month - 1]}", f"on {MONTHS[day.month - 1]} {day.day}", ""]
    if 0 <= ago <= 6:
        forms += [f"on {WEEKDAYS[day.weekday()]}"] * 4
    if ago == 0:
        forms += ["on Wednesday morning" if day.weekday() == 2 else "today"]
    if ago == 1:
        forms += ["yesterday"]
    if 6 < ago <= 14:
        forms += ["last week"] * 2
    return random.choice(forms)


def fill(template: str, happening: Happening, published: date, random: Random) -> str:
    """The template with names, place, day and numbers as one report may have them."""
    country, _, good, bad = WORLDS[happening.world]
    places = [f"in {happening.town}"] * 5 + [f"near {happening.town}"] * 2 + [f"in the city of {happening.town}", f"in {happening.province}", f"in {country}"]
    dead = happening.dead + (random.randrange(1, 4) if random.random() < 0.25 else 0)
    one, other = good[happening.force], random.choice(bad)
    filled = template.format(
        place=random.choice(places),
        town=happening.town,
        when=say_when(happening.day, published, random),
        dead=dead,
        hurt=2 * dead,
        many=dead * 100,
        ahead=random.choice(("next week", "within days", "by the end of the month", "soon")),
        good=one,
        bad=other,
        Good=one[0].upper() + one[1:],
        Bad=other[0].upper() + other[1:],
        country=country,
        earlier=random.choice(("last month", "last year", "in January")),
        few=random.randrange(2, 30),
        other=random.choice([town for town in WORLDS[happening.world][1] if town != happening.town]),
        year=published.year - random.randrange(4, 12),
    )
    return " ".join(filled.split()).replace(" ,", ",").replace(" .", ".")


def make_stories(seed: int = 5, happenings: int = 12) -> Iterator[Story]:
    """The stories of all worlds, the same for the same seed."""
    for world in range(len(WORLDS)):
        random = Random(seed * 1000 + world)
        made = make_happenings(world, random, happenings)
        for happening in made:
            for copy in range(random.choice((1, 2, 2, 3, 4))):
                yield make_story(happening, made, copy, random)
            if happening.kind in PLANS and random.random() < 0.7:
                yield make_plan(happening, random)


def make_story(happening: Happening, made: list[Happening], copy: int, random: Random) -> Story:
    """A report on one happening, often with a word on an earlier one and on the war."""
    published = happening.day + timedelta(random.choice((0, 1, 1, 2, 3) if copy < 3 else (5, 9)))
    telling = TELLINGS[happening.kind]
    parts = [(fill(random.choice(telling), happening, published, random), happening.name, happening.kind)]
    if random.random() < 0.4:
        parts.append((fill(random.choice(telling), happening, published, random), happening.name, happening.kind))
    for _ in range(random.choice((0, 1, 1, 2))):
        parts.append((fill(random.choice(FOLLOW_UPS[happening.kind]), happening, published, random), happening.name, happening.kind))
    if random.random() < 0.2:
        parts.append((fill(random.choice(ANOTHER), happening, published, random), f"{happening.name}:another:{copy}", "attack"))
    earlier = [h for h in made if 0 < (published - h.day).days < 20 and h is not happening]
    if earlier and random.random() < 0.5:
        other = random.choice(earlier)
        parts.append((fill(random.choice(TELLINGS[other.kind]), other, published, random), other.name, other.kind))
    if random.random() < 0.5:
        parts.append((fill(random.choice(BACKGROUND), happening, published, random), f"{happening.name}:war:{copy}", "war"))
    return lay_out(parts, published, happening, f"Paper {random.randrange(40)}")


def make_plan(happening: Happening, random: Random) -> Story:
    """A report that tells beforehand of what then happens."""
    published = happening.day - timedelta(random.choice((2, 4, 7)))
    return lay_out([(fill(random.choice(PLANS[happening.kind]), happening, published, random), happening.name, happening.kind)], published, happening, "Agency")


def lay_out(parts: list[tuple[str, str, str]], published: date, happening: Happening, publisher: str) -> Story:
    """The sentences as one report."""
    told, at = [], 0
    for sentence, name, kind in parts:
        told.append((at, at + len(sentence), name, kind))
        at += len(sentence) + 1
    return Story(Report(" ".join(sentence for sentence, _, _ in parts), publisher=publisher, published=published), tuple(told), happening.world)
