"""Label names that code relies on; a test holds them against the shipped `labels.json`."""

from __future__ import annotations

EVENTS: tuple[str, ...] = tuple(
    (
        "none AGREE CONSULT SUPPORT CONCEDE COOPERATE AID RETREAT REQUEST ACCUSE REJECT THREATEN PROTEST SANCTION MOBILIZE COERCE ASSAULT DISPLACE SEIZE "
        "CONTROL STRENGTH CAPABILITY CASUALTIES"
    ).split()
)
STATUSES: tuple[str, ...] = tuple("occurred ongoing planned expected possible conditional not_occurred denied demanded".split())
ROLES: tuple[str, ...] = ("none", "actor", "recipient", "place", "source", "addressee", "told")

EVENT_INDEX = {name: i for i, name in enumerate(EVENTS)}
STATUS_INDEX = {name: i for i, name in enumerate(STATUSES)}
ROLE_INDEX = {name: i for i, name in enumerate(ROLES)}
