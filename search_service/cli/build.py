"""Commands that make something of the content: what they load is installed as `[build]`."""

from __future__ import annotations

import click

from search_service.checks.baseline import FILE as BASELINE
from search_service.cli.project import baseline_of, require_content
from search_service.content.problems import report
from search_service.content.schemas import write_schemas
from search_service.errors import ContentInvalid
from search_service.settings import Settings

_project = click.make_pass_decorator(Settings)
_with_baseline = click.option(
    "--baseline", is_flag=True, help=f"{BASELINE} 里记下的旧错误不拦，只拦新的。"
)


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
    from search_service.site.pages import pages_aside  # noqa: PLC0415 - not needed by the others

    require_content(settings)
    old = baseline_of(settings) if baseline else None
    with pages_aside(settings) as pages:
        # Read while the other process is at work already.
        from search_service.cli.publishing import build_release  # noqa: PLC0415

        build_release(settings, old, pages, force=force)


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
