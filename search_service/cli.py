"""The command `kb`: one word for everything a writer or an operator does. Speaks Chinese.

Exit codes: 0 all is well · 1 the content or the index is not · 2 the command was called wrongly.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click
import orjson
from pydantic import ValidationError

from search_service.analysis.chains import Analyser
from search_service.api_models import search_model
from search_service.cli_agent import agent_group
from search_service.cli_evaluate import evaluate_command
from search_service.cli_feedback import feedback_group
from search_service.cli_incident import incident_group
from search_service.cli_language import speak_chinese
from search_service.corpus import Corpus, load_corpus
from search_service.desk.corpus import has_desk, load_desk
from search_service.desk.publishing import publish_desk
from search_service.documents import documents_of
from search_service.errors import ContentInvalid, KbError
from search_service.problems import report
from search_service.publishing import load_analyser, open_search, publish
from search_service.redirects import load_redirects
from search_service.search import Hit, SearchResult
from search_service.settings import Settings

speak_chinese()

_project = click.make_pass_decorator(Settings)


def _sound_corpus(settings: Settings) -> Corpus:
    if not (settings.content_folder / "pages").is_dir():
        raise ContentInvalid(
            f"在 {settings.project_dir.resolve()} 里找不到 content/pages。"
            "请在项目文件夹里运行，或用 --project 指定它。"
        )
    corpus = load_corpus(settings.content_folder)
    _, bad_redirects = load_redirects(settings.content_folder)
    bad_desk = load_desk(settings.content_folder, corpus).problems
    problems = [*corpus.problems, *bad_redirects, *bad_desk]
    if problems:
        count = len(problems)
        raise ContentInvalid(f"{report(problems)}\n内容里有 {count} 处要改，改好后再试。")
    return corpus


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
    context.obj = Settings(project_dir=project) if project else Settings()


@kb.command(help="建好网站和索引，在本机打开；保存文件后自动更新。")
@_project
def serve(settings: Settings) -> None:
    """Build, serve and watch."""
    from search_service.preview import serve as run  # noqa: PLC0415 - loads the web stack

    run(settings, click.echo)


@kb.command(help="检查内容，建立网站和索引，供正式部署。")
@click.option("--force", is_flag=True, help="新索引没通过检查也启用。")
@_project
def build(settings: Settings, *, force: bool) -> None:
    """Publish a generation and build the site strictly."""
    from search_service.site_build import build_site  # noqa: PLC0415 - not needed by the others

    corpus = _sound_corpus(settings)
    analyser = load_analyser(settings)
    search = publish(settings, documents_of(corpus), analyser, force=force)
    click.echo(f"索引已启用：{search.generation}")
    _publish_desk(settings, corpus, analyser, force=force)
    site = build_site(settings, search, analyser, strict=True)
    click.echo(f"网站已建好：{site}")


@kb.command(help="只建立索引并启用。")
@click.option("--force", is_flag=True, help="新索引没通过检查也启用。")
@_project
def index(settings: Settings, *, force: bool) -> None:
    """Publish a generation."""
    corpus = _sound_corpus(settings)
    analyser = load_analyser(settings)
    documents = documents_of(corpus)
    with click.progressbar(
        length=len(documents.passages), label="建立索引", file=sys.stderr
    ) as bar:
        search = publish(
            settings, documents, analyser, force=force, progress=lambda _done, _all: bar.update(1)
        )
    click.echo(
        f"索引已启用：{search.generation}（{len(documents.articles)} 篇文章，"
        f"{len(documents.passages)} 段）"
    )
    _publish_desk(settings, corpus, analyser, force=force)


def _publish_desk(settings: Settings, corpus: Corpus, analyser: Analyser, *, force: bool) -> None:
    if not has_desk(settings.content_folder):
        return
    content = load_desk(settings.content_folder, corpus)
    search = publish_desk(settings, content, analyser, force=force)
    internal = len(content.corpus.articles) - len(corpus.articles)
    click.echo(f"坐席索引已启用：{search.generation}（另有 {internal} 篇内部文章）")


@kb.command(help="检查内容，列出要改的地方。")
@_project
def check(settings: Settings) -> None:
    """Report problems of the content."""
    corpus = _sound_corpus(settings)
    click.echo(f"内容没有问题：{len(corpus.articles)} 篇文章。")


@kb.command(help='在已启用的索引里查找，例如：kb search "退款多久到账"')
@click.argument("text", metavar="问题")
@click.option("--limit", metavar="条数", default=5, show_default=True, help="最多列出几条。")
@click.option("--literal", is_flag=True, help="按原文查找，不做改写。")
@click.option("--explain", is_flag=True, help="说明每条结果为什么在这个位置。")
@click.option("--json", "as_json", is_flag=True, help="输出 JSON，与接口相同。")
@_project
def search(  # noqa: PLR0913 - one parameter an option
    settings: Settings, text: str, *, limit: int, literal: bool, explain: bool, as_json: bool
) -> None:
    """Search as the site does."""
    service, degraded = open_search(settings, load_analyser(settings))
    if degraded:
        click.echo(f"注意：{degraded}", err=True)
    result = service.search(text, limit=limit, literal=literal)
    if as_json:
        model = search_model(result, service.generation, 0.0).model_dump(by_alias=True)
        click.echo(orjson.dumps(model, option=orjson.OPT_INDENT_2))
        return
    _print_result(result)
    if explain:
        for hit in result.hits:
            click.echo(f"\n{hit.article.id} {hit.article.title}")
            for term, amount in service.explain(result.query, hit):
                weight = f"（权重 {term.weight:.2f}）"
                click.echo(f"  {term.field:<3}{term.term:<14}{amount:7.3f}  {weight}")


kb.add_command(evaluate_command)
kb.add_command(feedback_group)
kb.add_command(agent_group)
kb.add_command(incident_group)


def _print_result(result: SearchResult) -> None:
    for applied in result.query.applied:
        click.echo(f"按「{applied.after}」查找（您输入的是「{applied.before}」）")
    if not result.hits:
        click.echo("没有找到相关文章。试试换一种说法，或运行 kb check 看看索引是否完整。")
    for rank, hit in enumerate(result.hits, result.offset + 1):
        click.echo(
            f"{rank}. {_bold(hit)}  {hit.article.url}{'#' + hit.anchor if hit.anchor else ''}"
        )
        click.echo(f"   {''.join(span.text for span in hit.snippet)}")


def _bold(hit: Hit) -> str:
    return click.style(f"{hit.article.id} {hit.article.title}", bold=True)


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
    except ValidationError as error:
        names = "、".join(f"KB_{str(e['loc'][0]).upper()}" for e in error.errors())
        click.echo(f"设置有误：{names}。请检查这些环境变量的值，见 docs/operations.md。", err=True)
        sys.exit(2)
    except KbError as error:
        click.echo(str(error), err=True)
        sys.exit(1)
