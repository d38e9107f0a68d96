"""The command `kb`: one word for everything a writer or an operator does. Speaks Chinese.

Exit codes: 0 all is well · 1 the content or the index is not · 2 the command was called wrongly.
"""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import Any

import click
import orjson

from search_service.checks.baseline import FILE as BASELINE
from search_service.checks.content_view import ContentView, open_view
from search_service.checks.findings import require_sound
from search_service.cli.agent import agent_group
from search_service.cli.check import check_command
from search_service.cli.evaluate import evaluate_command
from search_service.cli.feedback import feedback_group
from search_service.cli.incident import incident_group
from search_service.cli.language import speak_chinese
from search_service.cli.project import baseline_of, require_content
from search_service.cli.release import release_group
from search_service.cli.report import report_command
from search_service.cli.search_report import print_explanations, print_placing, print_result
from search_service.cli.write import alias_group, new_command
from search_service.content.problems import report
from search_service.content.schemas import write_schemas
from search_service.desk.internal_content import has_desk
from search_service.desk.live_desk import desk_part
from search_service.errors import ContentInvalid, KbError, SettingsInvalid
from search_service.releases.documents import documents_of
from search_service.releases.opening import open_search
from search_service.releases.publish import load_analyser, publish_release
from search_service.settings import Settings, read_settings
from search_service.web.models import search_model

speak_chinese()

_project = click.make_pass_decorator(Settings)


_with_baseline = click.option(
    "--baseline", is_flag=True, help=f"{BASELINE} 里记下的旧错误不拦，只拦新的。"
)


def _sound_content(settings: Settings, *, baseline: bool) -> ContentView:
    require_content(settings)
    content = open_view(settings, date.today())  # noqa: DTZ011 - the writer's own day
    require_sound(content, baseline_of(settings) if baseline else None)
    return content


class _Command(click.Command):
    """A command whose usage line is Chinese."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - click's own
        super().__init__(*args, **{"options_metavar": "[选项]", **kwargs})


class _Group(click.Group):
    command_class = _Command


@click.group(
    cls=_Group,
    help="u钱包帮助中心的命令行工具。\n\n写文章时运行 kb serve，边改边看；提交前运行 kb check。",
    context_settings={"help_option_names": ["-h", "--help"]},
    options_metavar="[选项]",
    subcommand_metavar="命令 …",
)
@click.option(
    "--project",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    metavar="文件夹",
    help="项目文件夹，默认是当前文件夹。",
)
@click.pass_context
def kb(context: click.Context, project: Path | None) -> None:
    """Read the settings once and hand them to the command."""
    context.obj = read_settings(project_dir=project) if project else read_settings()


@kb.command(help="建好网站和索引，在本机打开；保存文件后自动更新。")
@_project
def serve(settings: Settings) -> None:
    """Build, serve and watch."""
    from search_service.cli.preview import serve as run  # noqa: PLC0415 - loads the web stack

    run(settings, click.echo)


kb.add_command(
    _Command(
        name="preview",
        callback=serve.callback,
        params=serve.params,
        help="边写边看：在本机打开网站，保存文件后自动更新。和 kb serve 是同一件事。",
    )
)


@kb.command(help="检查内容，把网站、索引和坐席内容建成一次发布，全部通过检查才启用。")
@click.option(
    "--force", is_flag=True, help="搜索的检查没通过也启用；对网站和内部内容的检查不能跳过。"
)
@_with_baseline
@_project
def build(settings: Settings, *, force: bool, baseline: bool) -> None:
    """Publish a release."""
    from search_service.site.build import build_site  # noqa: PLC0415 - not needed by the others

    content = _sound_content(settings, baseline=baseline)
    analyser = content.analyser
    documents = documents_of(content.corpus)
    desk = desk_part(content.desk) if has_desk(settings.content_folder) else None
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


@kb.command(help="把页面写成填好引用的纯文本（.kb/rendered），供别的建站工具单独使用。")
@_project
def render(settings: Settings) -> None:
    """Write what MkDocs is given, so that it can be run alone."""
    from search_service.site.rendered_folder import render_folder  # noqa: PLC0415 - as above

    require_content(settings)
    folder = settings.state_folder / "rendered"
    rendered = render_folder(settings.content_folder, folder)
    if rendered.problems:
        raise ContentInvalid(report(rendered.problems))
    click.echo(f"已写好 {len(rendered.pages)} 个页面：{folder}")


@kb.command(help='在已启用的索引里查找，例如：kb search "退款多久到账"')
@click.argument("text", metavar="问题")
@click.option("--limit", metavar="条数", default=5, show_default=True, help="最多列出几条。")
@click.option("--literal", is_flag=True, help="按原文查找，不做改写。")
@click.option("--explain", is_flag=True, help="说明每条结果为什么在这个位置。")
@click.option(
    "--article", metavar="编号", help="和 --explain 一起用：这篇为什么在、或不在这个位置。"
)
@click.option("--json", "as_json", is_flag=True, help="输出 JSON，与接口相同。")
@_project
def search(  # noqa: PLR0913 - one parameter an option
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
    result = service.search(text, limit=limit, literal=literal)
    if as_json:
        model = search_model(result, service.generation, 0.0).model_dump(by_alias=True)
        click.echo(orjson.dumps(model, option=orjson.OPT_INDENT_2))
        return
    print_result(result)
    if explain:
        print_explanations(service, result)


kb.add_command(alias_group)
kb.add_command(check_command)
kb.add_command(new_command)
kb.add_command(report_command)


@kb.command(help="把信息头和数据文件的格式写到 content/schemas/，编辑器照它提示。")
@_project
def schema(settings: Settings) -> None:
    """Write the JSON Schemas anew."""
    require_content(settings)
    for file in write_schemas(settings.content_folder / "schemas"):
        click.echo(f"已写好 {file.relative_to(settings.project_dir)}")


kb.add_command(evaluate_command)
kb.add_command(feedback_group)
kb.add_command(agent_group)
kb.add_command(incident_group)
kb.add_command(release_group)


def main() -> None:
    """Entry point: every error on purpose is a message, not a traceback."""
    try:
        kb.main(standalone_mode=False, prog_name="kb")
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except click.Abort:
        click.echo("已取消。", err=True)
        sys.exit(130)
    except SettingsInvalid as error:
        click.echo(str(error), err=True)
        sys.exit(2)
    except KbError as error:
        click.echo(str(error), err=True)
        sys.exit(1)
