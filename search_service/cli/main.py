"""The command `kb`: one word for everything a writer or an operator does. Speaks Chinese.

Exit codes: 0 all is well · 1 the content or the index is not · 2 the command was called wrongly.
"""

from __future__ import annotations

import os
import sqlite3
import sys
from collections.abc import Mapping
from importlib import import_module
from pathlib import Path
from typing import Any

import click
import orjson

from search_service.cli.agent import agent_group
from search_service.cli.backup import backup_command, restore_command
from search_service.cli.doctor import doctor_command
from search_service.cli.faults import message_of, message_of_unexpected
from search_service.cli.feedback import feedback_group
from search_service.cli.incident import incident_group
from search_service.cli.language import speak_chinese
from search_service.cli.release import release_group
from search_service.cli.report import report_command
from search_service.cli.search_report import print_explanations, print_placing, print_result
from search_service.cli.serve import preview_command, serve_command
from search_service.cli.start import program_version, start_command
from search_service.cli.tidy import tidy_command
from search_service.content.content_format import CURRENT
from search_service.errors import KbError, NotInstalled, SettingsInvalid
from search_service.releases.opening import open_search
from search_service.releases.publish import load_analyser
from search_service.settings import Settings, read_settings
from search_service.web.models import search_model

speak_chinese()

_project = click.make_pass_decorator(Settings)

# Where the commands are that read content; a machine that only serves need not have what they load.
_BUILDING: Mapping[str, str] = {
    "alias": "write.alias_group",
    "build": "build.build_command",
    "check": "check.check_command",
    "demo": "demo.demo_command",
    "evaluate": "evaluate.evaluate_command",
    "facts": "facts.facts_group",
    "import": "importing.import_command",
    "migrate": "migrate.migrate_command",
    "learn": "learn.learn_command",
    "new": "write.new_command",
    "render": "build.render_command",
    "schema": "build.schema_command",
}


# What reads and writes what writers write, whatever the brand is called.
_FOR_WRITERS = frozenset(
    {"alias", "check", "facts", "import", "new", "preview", "schema", "serve", "start"}
)


def _of_brand(settings: Settings, command: str) -> Settings:
    """The settings of the brand, whose project is written first where something is made of it."""
    if command not in _BUILDING or not (settings.content_folder / "pages").is_dir():
        return settings.for_brand()
    from search_service.cli.brand import refreshed  # noqa: PLC0415 - installed with the builder

    return refreshed(settings)


class _Command(click.Command):
    """A command whose usage line is Chinese."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - click's own
        super().__init__(*args, **{"options_metavar": "[选项]", **kwargs})


class _Group(click.Group):
    command_class = _Command


@click.group(
    cls=_Group,
    help="帮助中心的命令行工具。\n\n写文章时运行 kb serve，边改边看；提交前运行 kb check。",
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
@click.version_option(
    program_version(),
    prog_name="uwallet-help",
    message=f"%(prog)s %(version)s（内容格式 {CURRENT}）",
    help="显示程序和内容格式的版本。",
)
@click.pass_context
def kb(context: click.Context, project: Path | None) -> None:
    """Read the settings once and hand them to the command."""
    settings = read_settings(project_dir=project) if project else read_settings()
    command = context.invoked_subcommand or ""
    context.obj = settings if command in _FOR_WRITERS else _of_brand(settings, command)


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


def _building(name: str) -> click.Command:
    """A command that reads content, or one that says what is not installed."""
    module, _, attribute = _BUILDING[name].partition(".")
    try:
        found: click.Command = getattr(import_module(f"search_service.cli.{module}"), attribute)
    except ModuleNotFoundError as error:
        if (error.name or "").startswith("search_service"):
            raise
        return _without(name, error.name or "")
    return found


def _without(name: str, missing: str) -> click.Command:
    extra = "uwallet-help[build,import]" if name == "import" else "uwallet-help[build]"

    def refuse(**_: object) -> None:
        raise NotInstalled(
            f"这台机器没有装 {missing}，不能用 kb {name}。请安装 {extra}，或在写内容的机器上运行。"
        )

    return _Command(
        name,
        callback=refuse,
        params=[click.Argument(["rest"], nargs=-1, type=click.UNPROCESSED)],
        context_settings={"ignore_unknown_options": True},
        help=f"（要先安装 {extra}）",
    )


for _name in _BUILDING:
    kb.add_command(_building(_name))
for _command in (
    agent_group,
    backup_command,
    doctor_command,
    feedback_group,
    incident_group,
    preview_command,
    release_group,
    report_command,
    restore_command,
    serve_command,
    start_command,
    tidy_command,
):
    kb.add_command(_command)


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
    except BrokenPipeError:  # whoever read the output has gone
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)
    except (OSError, sqlite3.Error) as error:
        click.echo(message_of(error), err=True)
        sys.exit(1)
    except Exception as error:  # noqa: BLE001 - nobody is shown a traceback
        click.echo(message_of_unexpected(error), err=True)
        sys.exit(1)
