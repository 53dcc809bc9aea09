"""Stages that say what they need and what they give, checked before any work starts."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from emberwatch.errors import SettingError


@dataclass(frozen=True, slots=True)
class Stage:
    """One step of reading: its name, its version (kept with all that it gives), what it needs and what it gives."""

    name: str
    version: str
    needs: frozenset[str] = frozenset()
    gives: frozenset[str] = frozenset()


def check_stages(stages: Sequence[Stage], given: Collection[str] = ("report",)) -> None:
    """Raises `SettingError` with every fault: a need that nothing before gives, a gift given twice, a name used twice."""
    there, names, problems = set(given), set[str](), list[str]()
    for stage in stages:
        if stage.name in names:
            problems.append(f"two stages are named {stage.name!r}; give each its own name")
        if not stage.version:
            problems.append(f"stage {stage.name!r} has no version")
        missing = sorted(stage.needs - there)
        if missing:
            later = {need: _giver(need, stages) for need in missing}
            said = ", ".join(f"{need} (given by {giver}, which comes later)" if giver else f"{need} (given by no stage)" for need, giver in later.items())
            problems.append(f"stage {stage.name!r} needs {said}; what is there before it: {', '.join(sorted(there)) or 'nothing'}")
        twice = sorted(stage.gives & there)
        if twice:
            problems.append(f"stage {stage.name!r} gives {', '.join(twice)}, which is there before it")
        names.add(stage.name)
        there |= stage.gives
    if problems:
        raise SettingError("; ".join(problems))


def stage_versions(stages: Sequence[Stage]) -> dict[str, str]:
    """The version of every stage by its name, as a Reading keeps it."""
    return {stage.name: stage.version for stage in stages}


def _giver(need: str, stages: Sequence[Stage]) -> str | None:
    return next((stage.name for stage in stages if need in stage.gives), None)
