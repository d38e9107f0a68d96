"""`kb start`: an operator's own repository, with content and without code."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import click

from search_service.cli.program import PACKAGE, program_version
from search_service.content.shipped import shipped_folder
from search_service.content.site_settings import FILE as SITE
from search_service.errors import EditRefused

_TEMPLATE = Path(__file__).parent / "template"
# Where each file of the template goes.
_PLACES = {
    "README.md": "README.md",
    "gitignore": ".gitignore",
    "check.yml": ".github/workflows/check.yml",
    "CODEOWNERS": ".github/CODEOWNERS",
}
_PROGRAMMERS = re.compile(r"\A(?:#.*\n)*INHERIT:.*\n")
_HEAD = "# 网站的设置：名字、导航、首页。怎么改，见 content/README.md。\n"


@click.command(
    "start",
    options_metavar="[选项]",
    help="新建一个只有内容的文件夹：文章、数据、检查、把关的人；程序是装进来的包。",
)
@click.argument("folder", metavar="文件夹", type=click.Path(path_type=Path))
def start_command(folder: Path) -> None:
    """Write the folder and say what comes next."""
    count = start(folder)
    click.echo(f"已建好 {folder}，里面有 {count} 个页面。接下来：")
    click.echo(f"  1. cd {folder}")
    click.echo("  2. 改 content/data/brand.yml：名字、颜色、logo。")
    click.echo("  3. kb facts，看还有哪些电话、天数、限额要填；kb facts fill 一条一条地填。")
    click.echo("  4. kb import 导出的文件 --dry-run，把原来的文章搬过来。")
    click.echo("  5. kb preview，在浏览器里看。")
    click.echo("  6. 把 .github/CODEOWNERS 里的组换成你们的，再 git init、提交。")


def start(folder: Path) -> int:
    """Write a new project.

    Returns:
        How many pages it has.

    Raises:
        EditRefused: Something is there already.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise EditRefused(f"{folder} 已经存在，而且不是空的。请换一个名字，或先清空它。")
    shipped = shipped_folder()
    was_there = folder.exists()
    folder.mkdir(parents=True, exist_ok=True)
    try:
        shutil.copytree(shipped / "content", folder / "content")
        site = (shipped / SITE).read_text(encoding="utf-8")
        (folder / SITE).write_text(_PROGRAMMERS.sub(_HEAD, site), encoding="utf-8")
        for name, place in _PLACES.items():
            file = folder / place
            file.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(_TEMPLATE / name, file)
        (folder / "requirements.txt").write_text(
            f"{PACKAGE}[build,import]=={program_version()}\n", encoding="utf-8"
        )
    except BaseException:
        shutil.rmtree(folder)
        if was_there:
            folder.mkdir()
        raise
    return sum(1 for _ in (folder / "content" / "pages").rglob("*.md"))
