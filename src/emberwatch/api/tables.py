"""The user's own tables: codebooks, places, actors."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from emberwatch.settings import user_codebooks


def check_codebook(path: Path) -> list[Any]:
    """Every error of a codebook file, with its line and reason; empty where there is none."""
    from emberwatch.events.codebook_file import check_codebook as check

    return list(check(path))


def load_codebook(*paths: Path) -> Any:
    """The codebook in use: the shipped one with those of the user's home folder and then the given files laid over it."""
    from emberwatch.events.codebook import Codebook

    return Codebook.load(*user_codebooks(), *paths)


def add_places(file: Path) -> int:
    """Adds a GeoNames file or a CSV of places to the user's gazetteer and says how many; raises with every error at once."""
    from emberwatch.places.add import add_geonames
    from emberwatch.places.gazetteer import user_gazetteer_path

    return add_geonames(file, user_gazetteer_path()).places


def import_actors(file: Path) -> int:
    """Adds a PETRARCH actor dictionary or a CSV to the user's actors and says how many; raises with every error at once."""
    from emberwatch.resolve.actor_import import import_actors as take

    return take(file).actors
