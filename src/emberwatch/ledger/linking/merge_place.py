"""Where an incident was: the most exact place that at least half of its located facts allow."""

from __future__ import annotations

from collections.abc import Sequence

from emberwatch.ledger.linking.compare import find_km
from emberwatch.ledger.linking.row import PLACE_KM
from emberwatch.model.entity import Place
from emberwatch.model.fact import Fact
from emberwatch.model.ledger import MergedPlace


def merge_place(facts: Sequence[Fact]) -> MergedPlace | None:
    """The finest place that half or more of the facts with a place allow, of equals the one most allow, then the one told first.

    A fact allows a place when its own is the same, lies within its precision, or is a wider one that can hold it. Where no place
    is allowed by half, the one that most allow. `facts` of the result are those that allow it; `others` the places of the rest.
    """
    located = [(fact.id, fact.place.place) for fact in facts if fact.place is not None and fact.place.place is not None]
    if not located:
        return None
    places = list({place.id: place for _, place in reversed(located)}.values())[::-1]
    support = {place.id: sum(allows(given, place) for _, given in located) for place in places}
    enough = [place for place in places if 2 * support[place.id] >= len(located)]
    if enough:
        chosen = min(enough, key=lambda place: (PLACE_KM[place.precision], -support[place.id], places.index(place)))
    else:
        chosen = max(places, key=lambda place: (support[place.id], -PLACE_KM[place.precision], -places.index(place)))
    rest = [(fact, place) for fact, place in located if not allows(place, chosen)]
    others = {place.id: place for _, place in rest}
    return MergedPlace(
        chosen,
        tuple(fact for fact, place in located if allows(place, chosen)),
        tuple((place, tuple(fact for fact, given in rest if given.id == name)) for name, place in others.items()),
    )


def allows(given: Place, place: Place) -> bool:
    """Can a fact that names `given` have happened at `place`?"""
    if given.id == place.id:
        return True
    if given.precision == "country":
        return given.country is not None and given.country == place.country
    if given.region is not None and given.precision == "region" and place.region == given.region and place.precision != "country":
        return True
    if given.latitude is None or given.longitude is None or place.latitude is None or place.longitude is None:
        return False
    own, other = PLACE_KM[given.precision], PLACE_KM[place.precision]
    if own < other or (given.country and place.country and given.country != place.country):
        return False
    return find_km(given.latitude, given.longitude, place.latitude, place.longitude) <= own + min(other, PLACE_KM["district"])
