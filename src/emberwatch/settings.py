"""One frozen settings object, made from the environment; nothing else reads environment variables."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from emberwatch.errors import SettingError

RECORD_DEFAULT = "emberwatch.db"
JOBS_MAX = 256


@dataclass(frozen=True, slots=True)
class Settings:
    """Where the record and the user's own tables are, and how many processes read.

    `record` is a path or a database URL, `home` the folder of the user's codebooks, actors and gazetteers (it need
    not exist). `jobs` is the number of reading processes, 1 to 256; 1 reads in the calling process, None lets the run choose.
    """

    record: str = RECORD_DEFAULT
    home: Path = Path("emberwatch-home")
    jobs: int | None = None


def load_settings(environ: Mapping[str, str] | None = None, *, record: str | None = None, jobs: int | None = None) -> Settings:
    """Settings from `EMBERWATCH_RECORD`, `EMBERWATCH_HOME` and `EMBERWATCH_JOBS`; a keyword given beats the environment.

    Raises `SettingError` that lists every problem at once.
    """
    env = os.environ if environ is None else environ
    problems: list[str] = []
    chosen_jobs = jobs if jobs is not None else _parse_jobs(env.get("EMBERWATCH_JOBS"), problems)
    if chosen_jobs is not None and not 1 <= chosen_jobs <= JOBS_MAX:
        problems.append(f"jobs is {chosen_jobs}; give a number from 1 to {JOBS_MAX}")
    chosen_record = record or env.get("EMBERWATCH_RECORD") or RECORD_DEFAULT
    if "://" not in chosen_record and Path(chosen_record).is_dir():
        problems.append(f"the record {chosen_record!r} is a folder; give a file in it, such as {str(Path(chosen_record) / RECORD_DEFAULT)!r}")
    if problems:
        raise SettingError("; ".join(problems))
    return Settings(record=chosen_record, home=user_home(env), jobs=chosen_jobs)


def _parse_jobs(words: str | None, problems: list[str]) -> int | None:
    if not words:
        return None
    try:
        return int(words)
    except ValueError:
        problems.append(f"EMBERWATCH_JOBS is {words!r}; give a whole number from 1 to {JOBS_MAX}")
        return None


def user_home(environ: Mapping[str, str] | None = None) -> Path:
    """The folder of the user's own tables: `EMBERWATCH_HOME`, or the platform's folder for a user's data; it need not exist."""
    given = (os.environ if environ is None else environ).get("EMBERWATCH_HOME")
    if given:
        return Path(given).expanduser()
    from platformdirs import user_data_path

    return user_data_path("emberwatch", appauthor=False)


def user_codebooks(home: Path | None = None) -> tuple[Path, ...]:
    """The codebooks of the user's own, `codebooks/*.tsv` in the home folder, in the order of their names; a later one overrides."""
    return tuple(sorted(((home or user_home()) / "codebooks").glob("*.tsv")))
