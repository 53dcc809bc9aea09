"""Everything that the command line, the pages and other programs use: read reports, ask the record, export it.

Each name is fetched from its module when it is first asked for: who lists facts need not wait for what reads, exports or forecasts.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from emberwatch.api.brief import format_incident as format_incident
    from emberwatch.api.brief import make_brief as make_brief
    from emberwatch.api.brief import make_card as make_card
    from emberwatch.api.brief import render_brief as render_brief
    from emberwatch.api.exports import export as export
    from emberwatch.api.reading import read as read
    from emberwatch.api.reading import read_into as read_into
    from emberwatch.api.record import Record as Record
    from emberwatch.api.tables import add_places as add_places
    from emberwatch.api.tables import check_codebook as check_codebook
    from emberwatch.api.tables import import_actors as import_actors
    from emberwatch.api.tables import load_codebook as load_codebook
    from emberwatch.brief.card import Card as Card
    from emberwatch.brief.card import bracket as bracket
    from emberwatch.brief.content import Brief as Brief
    from emberwatch.brief.figures import format_when as format_when
    from emberwatch.brief.nearest import nearest_words as nearest_words
    from emberwatch.brief.words import printable as printable
    from emberwatch.export.view import ReportView as ReportView
    from emberwatch.intake.refusal import Refusal as Refusal
    from emberwatch.model.fact import STATE_TYPES as STATE_TYPES
    from emberwatch.model.ledger import Family as Family
    from emberwatch.model.ledger import Finding as Finding
    from emberwatch.model.ledger import Incident as Incident
    from emberwatch.model.ledger import Judgement as Judgement
    from emberwatch.model.ledger import Question as Question
    from emberwatch.model.ledger import Tie as Tie
    from emberwatch.model.ledger import Withdrawal as Withdrawal
    from emberwatch.model.reading import Reading as Reading
    from emberwatch.model.report import Report as Report
    from emberwatch.outlook.draw import draw_outlook as draw_outlook
    from emberwatch.pipeline.outlook import ask_outlook as ask_outlook
    from emberwatch.pipeline.outlook import import_table as import_table
    from emberwatch.pipeline.outlook import render_outlook as render_outlook
    from emberwatch.pipeline.outlook_backtest import ask_backtest as ask_backtest
    from emberwatch.pipeline.outlook_backtest import describe_backtest as describe_backtest
    from emberwatch.pipeline.outlook_backtest import draw_backtest as draw_backtest
    from emberwatch.pipeline.outlook_backtest import list_asked as list_asked
    from emberwatch.pipeline.outlook_backtest import list_backtest as list_backtest
    from emberwatch.pipeline.outlook_backtest import render_asked as render_asked
    from emberwatch.pipeline.outlook_backtest import render_backtest as render_backtest
    from emberwatch.pipeline.outlook_country import ask_countries as ask_countries
    from emberwatch.pipeline.outlook_country import render_countries as render_countries
    from emberwatch.pipeline.outlook_country import write_views_parquet as write_views_parquet
    from emberwatch.pipeline.outlook_watch import watch as watch
    from emberwatch.pipeline.outlook_watch import watch_days as watch_days
    from emberwatch.pipeline.summary import Failure as Failure
    from emberwatch.pipeline.summary import LinkSummary as LinkSummary
    from emberwatch.pipeline.summary import Progress as Progress
    from emberwatch.pipeline.summary import RunSummary as RunSummary
    from emberwatch.settings import Settings as Settings
    from emberwatch.settings import load_settings as load_settings
    from emberwatch.store.ledger_changes import CHANGE_KINDS as CHANGE_KINDS
    from emberwatch.store.ledger_changes import Change as Change
    from emberwatch.store.ledger_record import Telling as Telling
    from emberwatch.store.queries import Filter as Filter

MODULES = {
    "api.brief": "format_incident make_brief make_card render_brief",
    "api.exports": "export",
    "api.reading": "read read_into",
    "api.record": "Record",
    "api.tables": "add_places check_codebook import_actors load_codebook",
    "brief.card": "Card bracket",
    "brief.content": "Brief",
    "brief.figures": "format_when",
    "brief.nearest": "nearest_words",
    "brief.words": "printable",
    "export.view": "ReportView",
    "intake.refusal": "Refusal",
    "model.fact": "STATE_TYPES",
    "model.ledger": "Family Finding Incident Judgement Question Tie Withdrawal",
    "model.reading": "Reading",
    "model.report": "Report",
    "outlook.draw": "draw_outlook",
    "pipeline.outlook": "ask_outlook import_table render_outlook",
    "pipeline.outlook_backtest": "ask_backtest describe_backtest draw_backtest list_asked list_backtest render_asked render_backtest",
    "pipeline.outlook_country": "ask_countries render_countries write_views_parquet",
    "pipeline.outlook_watch": "watch watch_days",
    "pipeline.summary": "Failure LinkSummary Progress RunSummary",
    "settings": "Settings load_settings",
    "store.ledger_changes": "CHANGE_KINDS Change",
    "store.ledger_record": "Telling",
    "store.queries": "Filter",
}
"""The modules of the package and the names that each gives."""
WHERE = {name: module for module, names in MODULES.items() for name in names.split()}


def __getattr__(name: str) -> Any:
    """The thing of that name; raises `AttributeError` where there is none."""
    if name not in WHERE:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"emberwatch.{WHERE[name]}"), name)


def __dir__() -> list[str]:
    return sorted(WHERE)
