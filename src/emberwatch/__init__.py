"""Reads reports about armed conflict into a record of who says that who did what to whom, where, when and how many.

>>> from emberwatch import read
>>> record = read("news/", published="2019-03-08")        # doctest: +SKIP
>>> record.facts(status="planned")                        # doctest: +SKIP
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from emberwatch.api import Record as Record
    from emberwatch.api import Report as Report
    from emberwatch.api import ReportView as ReportView
    from emberwatch.api import RunSummary as RunSummary
    from emberwatch.api import read as read

__version__ = "0.1.0"
__all__ = ["Record", "Report", "ReportView", "RunSummary", "__version__", "read"]


def __getattr__(name: str) -> Any:
    """The names of `__all__`, imported from `emberwatch.api` when they are first asked for."""
    if name.startswith("_") or name not in __all__:
        raise AttributeError(f"module 'emberwatch' has no attribute {name!r}")
    return getattr(import_module("emberwatch.api"), name)


def __dir__() -> list[str]:
    return sorted(__all__)
