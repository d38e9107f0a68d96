"""`kb demo`: a simulated month in an empty state folder, so that report and learn can be seen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import click

from search_service.answering.search import Search
from search_service.cli.learning_input import judged_texts
from search_service.cli.project import require_content
from search_service.content.corpus import load_corpus
from search_service.errors import EditRefused, QueryRejected
from search_service.learning.aliased import AliasTrial
from search_service.learning.simulation.behaviour import NOISY
from search_service.learning.simulation.intents import read_planted
from search_service.learning.simulation.month import simulated_month
from search_service.learning.visit_files import read_visits
from search_service.records.visit_log import safe_visits
from search_service.records.visit_store import VisitStore
from search_service.records.visits import Visit
from search_service.releases.documents import documents_of
from search_service.releases.publish import load_analyser
from search_service.settings import Settings

_BATCH = 1_000


@click.command(
    name="demo",
    options_metavar="[选项]",
    help=(
        "往空的状态文件夹里放一个月模拟的访问，好看看 kb report 和 kb learn。\n\n"
        "这些访问是编的，不是真实顾客；已经有记录的文件夹不会动。"
    ),
)
@click.option(
    "--visits",
    type=click.IntRange(min=1),
    metavar="次数",
    default=20_000,
    show_default=True,
    help="模拟多少次访问。",
)
@click.option("--seed", metavar="数字", default=1, show_default=True, help="换一个数字，换一个月。")
@click.option("--noisy", is_flag=True, help="读者更少点开、更少再问，信号更弱。")
@click.option(
    "--from",
    "file",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="文件",
    help="不模拟，读一个文件里的访问，格式见 docs/learning.md。",
)
@click.make_pass_decorator(Settings)
def demo_command(
    settings: Settings, *, visits: int, seed: int, noisy: bool, file: Path | None
) -> None:
    """Make the month and count it as if it had happened."""
    require_content(settings)
    store = VisitStore(settings.query_log_file, settings.query_log_url)
    if store.exists():
        raise EditRefused(
            f"{store.place} 里已经有记录，没有动它。"
            "请换一个空的状态文件夹，例如 KB_STATE_DIR=.kb-demo kb demo。"
        )
    given = list(read_visits(file)) if file else []
    if file and not given:
        raise EditRefused(f"{file} 里一次访问也没有。每行放一次，格式见 docs/learning.md。")
    documents = documents_of(load_corpus(settings.content_folder))
    search = AliasTrial(documents, load_analyser(settings)).search
    if file:
        month: Sequence[Visit] = [_read_again(visit, search) for visit in given]
    else:
        click.echo("正在模拟一个月的访问（编的，不是真实顾客）…", err=True)
        month = simulated_month(
            search,
            read_planted(),
            judged_texts(settings, documents),
            last_day=datetime.now(UTC).date(),
            seed=seed,
            visits=visits,
            behaviour=NOISY if noisy else None,
        ).visits
    made = safe_visits(sorted(month, key=lambda visit: visit.day))
    for start in range(0, len(made), _BATCH):
        store.add(made[start : start + _BATCH])
    click.echo(f"已数进 {len(made)} 次{'' if file else '模拟的'}访问：{store.place}")
    click.echo("接下来：kb report --html report.html，再 kb learn。")


def _read_again(visit: Visit, search: Search) -> Visit:
    """A visit whose questions have their readings: a file need not know them."""
    asked = []
    for one in visit.asked:
        try:
            reading = search.parsed(one.text).corrected if one.reading == one.text else one.reading
        except QueryRejected:
            reading = one.text
        asked.append(replace(one, reading=reading))
    return replace(visit, asked=tuple(asked))
