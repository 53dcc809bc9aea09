"""Settings from the environment."""

from __future__ import annotations

from pathlib import Path

import pytest

from emberwatch.errors import SettingError
from emberwatch.settings import Settings, load_settings


def test_defaults_environment_and_keywords() -> None:
    assert (load_settings({}).record, load_settings({}).jobs) == ("emberwatch.db", None)
    env = {"EMBERWATCH_RECORD": "a.db", "EMBERWATCH_HOME": "/h", "EMBERWATCH_JOBS": "3"}
    assert load_settings(env) == Settings("a.db", Path("/h"), 3)
    assert load_settings(env, record="b.db", jobs=2) == Settings("b.db", Path("/h"), 2)
    assert load_settings({}).home.name == "emberwatch"


def test_every_fault_is_told_at_once(tmp_path: Path) -> None:
    with pytest.raises(SettingError, match=r"EMBERWATCH_JOBS is 'two'.*is a folder; give a file in it"):
        load_settings({"EMBERWATCH_JOBS": "two", "EMBERWATCH_RECORD": str(tmp_path)})
    with pytest.raises(SettingError, match="jobs is 0; give a number from 1 to 256"):
        load_settings({}, jobs=0)
