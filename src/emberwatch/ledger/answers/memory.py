"""What a view remembers of itself, so that its reading is laid out once however often it is held against others."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import wraps
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from emberwatch.ledger.answers.view import View

T = TypeVar("T")
HOMES_KEPT = 2
"""Answers kept by the homes that they were asked with: those of no homes, and the last ones."""


def remembered(make: Callable[[View], T]) -> Callable[[View], T]:
    """`make`, which depends on its view alone, asked once of each view."""

    @wraps(make)
    def answer(view: View) -> T:
        if make not in view.kept:
            view.kept[make] = make(view)
        found: T = view.kept[make]
        return found

    return answer


def remembered_by_homes(make: Callable[[View, Mapping[str, str]], Iterable[T]]) -> Callable[[View, Mapping[str, str]], tuple[T, ...]]:
    """`make`, which of the homes asks for those of its view's facts alone, asked again only where one of these is another than before."""

    @wraps(make)
    def answer(view: View, homes: Mapping[str, str]) -> tuple[T, ...]:
        held: dict[tuple[str | None, ...], tuple[T, ...]] = view.kept.setdefault(make, {})
        key = tuple([homes.get(fact.id) for fact in view.reading.facts])
        if key not in held:
            if len(held) >= HOMES_KEPT:
                del held[next(reversed(held))]
            held[key] = tuple(make(view, homes))
        return held[key]

    return answer
