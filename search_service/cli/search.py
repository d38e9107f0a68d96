"""`kb search`: what the site would find."""

from __future__ import annotations

from functools import partial

import click
import orjson

from search_service.answering.long_search import search_text
from search_service.cli.search_report import print_explanations, print_placing, print_result
from search_service.releases.opening import open_search
from search_service.releases.publish import load_analyser
from search_service.settings import Settings
from search_service.web.models import search_model

_project = click.make_pass_decorator(Settings)


@click.command(
    "search",
    options_metavar="[选项]",
    help='在已启用的索引里查找，例如：kb search "退款多久到账"',
)
@click.argument("text", metavar="问题")
@click.option("--limit", metavar="条数", default=5, show_default=True, help="最多列出几条。")
@click.option("--literal", is_flag=True, help="按原文查找，不做改写。")
@click.option("--explain", is_flag=True, help="说明每条结果为什么在这个位置。")
@click.option(
    "--article", metavar="编号", help="和 --explain 一起用：这篇为什么在、或不在这个位置。"
)
@click.option("--json", "as_json", is_flag=True, help="输出 JSON，与接口相同。")
@_project
def search_command(  # noqa: PLR0913 - one parameter an option
    settings: Settings,
    text: str,
    *,
    limit: int,
    literal: bool,
    explain: bool,
    article: str | None,
    as_json: bool,
) -> None:
    """Search as the site does."""
    if article and (as_json or not explain):
        raise click.UsageError("--article 要和 --explain 一起用，不能和 --json 一起用。")
    service, degraded = open_search(settings, load_analyser(settings))
    if degraded:
        click.echo(f"注意：{degraded}", err=True)
    if article:
        print_placing(service, service.place(text, article, literal=literal), article.upper())
        return
    # Only one question can be explained; the site answers each one of a longer text.
    find = service.search if explain else partial(search_text, service)
    result = find(text, limit=limit, literal=literal)
    if as_json:
        model = search_model(result, service.generation, 0.0).model_dump(by_alias=True)
        click.echo(orjson.dumps(model, option=orjson.OPT_INDENT_2))
        return
    print_result(result)
    if explain:
        print_explanations(service, result)
