"""Claims for tests, in one line each."""

from __future__ import annotations

from datetime import date, timedelta

from emberwatch.ledger.linking.claim import Claim

PLACES = {"Hajin": (34.69, 40.83), "Raqqa": (35.95, 39.01), "Mayadin": (35.02, 40.45)}


def bombing(name: str, day: date | None, place: str | None = "Hajin", count: float | None = 12, published: date | None = None, trigger: str = "bomb") -> Claim:
    """A bombing told in a report of its own on the next day."""
    latitude, longitude = PLACES[place] if place else (None, None)
    return Claim(
        id=name,
        report=f"r-{name}",
        published=published or ((day or date(2019, 3, 4)) + timedelta(1)),
        at=10,
        sentence=0,
        kind="event",
        type="ASSAULT",
        mode="explosives",
        status="occurred",
        trigger=trigger,
        actors=("a-is",),
        actor_words=("islam",),
        recipients=(),
        recipient_words=(),
        place=f"p-{place}" if place else None,
        place_words=(place.lower(),) if place else (),
        country="SY" if place else None,
        latitude=latitude,
        longitude=longitude,
        place_precision="town" if place else None,
        start=day,
        end=day + timedelta(1) if day else None,
        when_precision="day" if day else None,
        count=("killed", count, count) if count is not None else None,
        counts=(("killed", count, count),) if count is not None else (),
        words=("bomb", "checkpoint", "kill", "soldier"),
        report_words=("bomb", "checkpoint", "claim", "islam", "kill", "militant", "soldier"),
    )
