"""Commands that make something of the content: what they load is installed as `[build]`."""

from __future__ import annotations

import sys
from datetime import date

import click

from search_service.answering.search import Search
from search_service.checks.baseline import FILE as BASELINE
from search_service.checks.content_view import ContentView, open_view
from search_service.checks.findings import require_sound
from search_service.checks.guide_outcomes import outcomes_led_elsewhere
from search_service.cli.as_of_day import away_on, published_project
from search_service.cli.project import baseline_of, require_content
from search_service.content.corpus import load_corpus
from search_service.content.problems import Problem, report
from search_service.content.schemas import write_schemas
from search_service.desk.internal_content import has_desk
from search_service.desk.release_part import desk_part
from search_service.errors import ContentInvalid
from search_service.releases.documents import documents_of
from search_service.releases.publish import publish_release
from search_service.settings import Settings

_project = click.make_pass_decorator(Settings)
_with_baseline = click.option(
    "--baseline", is_flag=True, help=f"{BASELINE} 里记下的旧错误不拦，只拦新的。"
)


def _sound_content(settings: Settings, *, baseline: bool) -> ContentView:
    require_content(settings)
    content = open_view(settings, date.today())  # noqa: DTZ011 - the writer's own day
    require_sound(content, baseline_of(settings) if baseline else None)
    return content


@click.command(
    "build",
    options_metavar="[选项]",
    help="检查内容，把网站、索引和坐席内容建成一次发布，全部通过检查才启用。",
)
@click.option(
    "--force", is_flag=True, help="搜索的检查没通过也启用；对网站和内部内容的检查不能跳过。"
)
@_with_baseline
@_project
def build_command(settings: Settings, *, force: bool, baseline: bool) -> None:
    """Publish a release."""
    from search_service.site.build import build_site  # noqa: PLC0415 - not needed by the others

    content = _sound_content(settings, baseline=baseline)
    today = date.today()  # noqa: DTZ011 - the operator's own day
    published = published_project(settings, content.corpus, today)
    passed_over = "--baseline" if baseline else ""
    if published is not settings:
        # An outcome may lead to what stands in for an article; a day alone stops no build.
        passed_over = passed_over or "今天有文章不发布"
        content = _sound_content(published, baseline=baseline)
        for one in away_on(load_corpus(settings.content_folder), today):
            click.echo(f"今天不发布：{one.article.id} {one.article.front_matter.title}")
        settings = published
    analyser = content.analyser
    documents = documents_of(content.corpus)
    desk = desk_part(content.desk) if has_desk(settings.content_folder) else None

    def judge(search: Search) -> tuple[Problem, ...]:
        """Outcomes of guided trees that other articles are found for."""
        led_elsewhere = tuple(
            outcomes_led_elsewhere(search, content.corpus.data, settings.content_folder)
        )
        if not passed_over:
            return led_elsewhere
        for one in led_elsewhere:
            click.echo(f"{one}（{passed_over}：这次不拦）", err=True)
        return ()

    with click.progressbar(
        length=len(documents.passages), label="建立索引", file=sys.stderr
    ) as bar:
        release = publish_release(
            settings,
            documents,
            analyser,
            force=force,
            progress=lambda _done, _all: bar.update(1),
            desk=desk,
            site=lambda site, search: build_site(settings, site, search, analyser, strict=True),
            judge=judge,
            waiting=lambda message: click.echo(message, err=True),
        )
    click.echo(
        f"已发布并启用：{release.name}（{len(documents.articles)} 篇文章，"
        f"{len(documents.passages)} 段）"
    )
    if desk is not None:
        internal = len(desk.documents.articles) - len(documents.articles)
        click.echo(f"坐席另有 {internal} 篇内部文章。")
    click.echo(f"网站：{release.site}")


@click.command(
    "render",
    options_metavar="[选项]",
    help="把页面写成填好引用的纯文本（.kb/rendered），供别的建站工具单独使用。",
)
@_project
def render_command(settings: Settings) -> None:
    """Write what MkDocs is given, so that it can be run alone."""
    from search_service.site.rendered_folder import render_folder  # noqa: PLC0415 - as above

    require_content(settings)
    folder = settings.state_folder / "rendered"
    rendered = render_folder(settings.content_folder, folder)
    if rendered.problems:
        raise ContentInvalid(report(rendered.problems))
    click.echo(f"已写好 {len(rendered.pages)} 个页面：{folder}")


@click.command(
    "schema",
    options_metavar="[选项]",
    help="把信息头和数据文件的格式写到 content/schemas/，编辑器照它提示。",
)
@_project
def schema_command(settings: Settings) -> None:
    """Write the JSON Schemas anew."""
    require_content(settings)
    for file in write_schemas(settings.content_folder / "schemas"):
        click.echo(f"已写好 {file.relative_to(settings.project_dir)}")
