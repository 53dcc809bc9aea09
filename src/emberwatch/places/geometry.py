"""Kilometres between points, and boxes on the globe."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import asin, cos, radians, sin, sqrt

EARTH_KM = 6371.0088
"""Mean radius of the earth (IUGG)."""


@dataclass(frozen=True, slots=True)
class Point:
    """Latitude (-90..90) and longitude (-180..180) in degrees; `ValueError` outside."""

    latitude: float
    longitude: float

    def __post_init__(self) -> None:
        if not (-90 <= self.latitude <= 90 and -180 <= self.longitude <= 180):
            raise ValueError(f"latitude {self.latitude}, longitude {self.longitude}: allowed are -90..90 and -180..180 degrees")


@dataclass(frozen=True, slots=True)
class Box:
    """South, west, north and east edges in degrees, all included; a box never crosses the date line."""

    south: float
    west: float
    north: float
    east: float

    @property
    def centre(self) -> Point:
        """The middle of the box in degrees."""
        return Point((self.south + self.north) / 2, (self.west + self.east) / 2)

    def covers(self, point: Point) -> bool:
        """Does the point lie in the box or on its edge?"""
        return self.south <= point.latitude <= self.north and self.west <= point.longitude <= self.east

    def towards(self, east: int, north: int) -> Point:
        """The middle of the half of the box on one side: `east` and `north` are -1, 0 or 1.

        >>> Box(0, 0, 8, 4).towards(east=0, north=1)
        Point(latitude=6.0, longitude=2.0)
        """
        centre = self.centre
        return Point(centre.latitude + north * (self.north - self.south) / 4, centre.longitude + east * (self.east - self.west) / 4)


def distance_km(one: Point, other: Point) -> float:
    """Great-circle distance by the haversine formula."""
    north = radians(other.latitude - one.latitude)
    east = radians(other.longitude - one.longitude)
    half = sin(north / 2) ** 2 + cos(radians(one.latitude)) * cos(radians(other.latitude)) * sin(east / 2) ** 2
    return 2 * EARTH_KM * asin(min(1.0, sqrt(half)))


def bounding_box(points: Iterable[Point]) -> Box:
    """The smallest box that covers the points; `ValueError` where there are none."""
    kept = list(points)
    if not kept:
        raise ValueError("a bounding box needs at least one point")
    latitudes = [p.latitude for p in kept]
    longitudes = [p.longitude for p in kept]
    return Box(min(latitudes), min(longitudes), max(latitudes), max(longitudes))
