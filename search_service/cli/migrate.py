"""`kb migrate`: content in an older format becomes content in the present one."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import click

from search_service.cli.moved_questions import moved_questions
from search_service.cli.project import require_pages
from search_service.content.content_format import CURRENT, FILE, Version, version_of
from search_service.errors import ContentInvalid
from search_service.importing.changes import carry_out, one_at_a_time
from search_service.settings import Settings

# Contents by path below the project.
Files = Mapping[str, bytes]


@dataclass(frozen=True)
class Step:
    """One change of the formats.

    Attributes:
        to: The version after it.
        what: What it changes, for writers.
        change: The files of a project that are different after it, read from the project with
            the files of the steps before it laid over it.
        repeatable: Whether it finds what is still in the old form, and leaves the rest alone; then
            it also changes what came later, from a branch that was begun before.
    """

    to: Version
    what: str
    change: Callable[[Path, Files], Files]
    repeatable: bool = False


def _nothing(_project: Path, _files: Files) -> Files:
    return {}


# In their order. A step is added with the first release that reads its version.
STEPS: tuple[Step, ...] = (
    Step(
        Version(1, 1, 0),
        "信息头可以写 publish_on、expires_on、moved_to 和 approved，"
        "数据里关于钱的可以写 approved；原来的文件不用改",
        _nothing,
    ),
    Step(
        Version(2, 0, 0),
        "section_questions 和 piece_questions 从信息头移到文章旁边的「文章名.questions.yml」，"
        "一句一行",
        moved_questions,
        repeatable=True,
    ),
)


@click.command(
    "migrate",
    options_metavar="[选项]",
    help="升级以后，把内容改成新的格式；全部改好，或者一个字也不改。",
)
@click.option("--dry-run", is_flag=True, help="只说要改什么，什么都不写。")
@click.make_pass_decorator(Settings)
def migrate_command(settings: Settings, *, dry_run: bool) -> None:
    """Say what is changed, and change it."""
    require_pages(settings)
    project = settings.project_dir.resolve()
    before = version_of(settings.content_folder)
    steps, files = migration(project, before, STEPS)
    if not steps:
        click.echo(f"内容的格式是 {before}，不用改。")
        return
    if before == CURRENT:
        click.echo(f"内容的格式是 {before}，有些文件还是旧的写法：")
    else:
        click.echo(f"内容的格式从 {before} 改到 {CURRENT}：")
    for step in steps:
        click.echo(f"  {step.to}：{step.what}")
    for path in files:
        click.echo(f"  改 {path}")
    if dry_run:
        click.echo("这是试运行，什么都没有写。")
        return
    with one_at_a_time(settings.state_folder):
        carry_out(settings.state_folder, project, files)
    click.echo("改好了。接下来：kb check，再提交。")


def migration(
    project: Path, before: Version, steps: Sequence[Step]
) -> tuple[list[Step], dict[str, bytes]]:
    """The steps from a version to the last one, and all files that they change.

    Raises:
        ContentInvalid: The content is newer than this program.
    """
    last = steps[-1].to
    if before > last:
        raise ContentInvalid(
            f"内容的格式是 {before}，这个程序只认得到 {last}。请升级 uwallet-help。"
        )
    due: list[Step] = []
    files: dict[str, bytes] = {}
    for step in steps:
        changed = step.change(project, files) if step.to > before or step.repeatable else {}
        if step.to > before or changed:
            due.append(step)
        files |= changed
    if before < last:
        files[f"content/{FILE}"] = f"{last}\n".encode()
    return due, files
