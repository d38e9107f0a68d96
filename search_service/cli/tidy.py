"""`kb tidy`: forgets what has been kept as long as the settings say; a timer runs it once a day."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import click

from search_service.desk.journal import Journal
from search_service.records.visit_store import VisitStore
from search_service.settings import Settings

# Long enough to notice that a restored backup was the wrong one.
_REPLACED_DAYS = 30


@click.command(
    "tidy",
    options_metavar="[选项]",
    help="删掉到期的记录：坐席记录、查询记录、恢复备份时另存的旧状态。反馈不删。",
)
@click.make_pass_decorator(Settings)
def tidy_command(settings: Settings) -> None:
    """Delete what is old."""
    now = datetime.now(UTC)
    journal = Journal(settings.agent_journal_file)
    lines = journal.forget(now - timedelta(days=settings.agent_journal_days))
    click.echo(f"坐席记录：删了 {lines} 行（保留 {settings.agent_journal_days} 天）")
    visits = VisitStore(settings.query_log_file, settings.query_log_url)
    if visits.exists():
        days = settings.query_log_days
        visits.purge(now.date() - timedelta(days=days))
        click.echo(f"查询记录：只留最近 {days} 天")
    oldest = now.timestamp() - timedelta(days=_REPLACED_DAYS).total_seconds()
    for file in settings.state_folder.glob("before-restore-*.tar.gz"):
        if file.stat().st_mtime < oldest:
            file.unlink()
            click.echo(f"旧状态：删了 {file.name}")
