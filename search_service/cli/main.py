"""The command `kb`: one word for everything a writer or an operator does. Speaks Chinese.

Exit codes: 0 all is well · 1 the content or the index is not · 2 the command was called wrongly.
"""

from __future__ import annotations

import os
import sqlite3
import sys
from pathlib import Path

import click

from search_service.cli.commands import BUILDING, Commands
from search_service.cli.faults import message_of, message_of_unexpected
from search_service.cli.garbage import collect_rarely
from search_service.cli.language import be_readable_anywhere, speak_chinese
from search_service.cli.program import program_version
from search_service.content.content_format import CURRENT
from search_service.errors import KbError, SettingsInvalid
from search_service.settings import Settings, read_settings

speak_chinese()

# What reads and writes what writers write, whatever the brand is called.
_FOR_WRITERS = frozenset(
    {
        *("alias", "check", "facts", "import", "learn", "migrate", "new"),
        *("preview", "schema", "serve", "start"),
    }
)


def _of_brand(settings: Settings, command: str) -> Settings:
    """The settings of the brand, whose project is written first where something is made of it."""
    has_content = (settings.content_folder / "pages").is_dir()
    if settings.brand and has_content:
        from search_service.content.branding import overlay_of  # noqa: PLC0415 - as below

        overlay_of(settings.project_dir, settings.brand)  # refuses a brand that is not there
    if command not in BUILDING or not has_content:
        return settings.for_brand()
    from search_service.cli.brand import refreshed  # noqa: PLC0415 - installed with the builder

    return refreshed(settings)


@click.group(
    commands=Commands(),
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
    if command in BUILDING:
        collect_rarely()
    context.obj = settings if command in _FOR_WRITERS else _of_brand(settings, command)


def main() -> None:
    """Entry point: every error on purpose is a message, not a traceback."""
    be_readable_anywhere()
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
