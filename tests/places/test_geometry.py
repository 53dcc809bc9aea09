import pytest

from emberwatch.places.geometry import Box, Point, bounding_box, distance_km


def test_distance_agrees_with_hand_worked_figures() -> None:
    assert distance_km(Point(0, 0), Point(0, 1)) == pytest.approx(111.195, abs=0.01)
    assert distance_km(Point(36.20, 37.16), Point(33.51, 36.29)) == pytest.approx(309.6, abs=1)
    assert distance_km(Point(0, 179.5), Point(0, -179.5)) == pytest.approx(111.195, abs=0.01)
    assert distance_km(Point(90, 0), Point(-90, 0)) == pytest.approx(20015.1, abs=0.5)


def test_a_box_has_sides() -> None:
    box = bounding_box([Point(0, 0), Point(8, 4)])
    assert box == Box(0, 0, 8, 4)
    assert box.towards(east=1, north=-1) == Point(2, 3)
    assert box.covers(Point(8, 4)) and not box.covers(Point(8.1, 4))


def test_points_off_the_globe_are_refused() -> None:
    with pytest.raises(ValueError, match="90"):
        Point(91, 0)
    with pytest.raises(ValueError, match="at least one"):
        bounding_box([])
