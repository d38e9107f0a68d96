"""From an empty folder to a branded site with thirty imported articles, with only the wheel."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.builders import ROOT

# What an operator types. The first two are carried out here without asking a registry: the wheel is
# built and installed, what it needs is there already.
COMMANDS = (
    "python3 -m venv .venv",
    ".venv/bin/pip install 'uwallet-help[build,import]'",
    "kb start help",
    "cd help",
    "edit content/data/brand.yml",
    "kb facts fill channels.hotline --value 400-123-4567 --source 运营部",
    "kb import ../questions.csv --dry-run",
    "kb import ../questions.csv",
    "kb check --fix --baseline",
    "kb build --baseline",
    "kb serve",
)
MOST = 12
ARTICLES = 30
PARTS = ("search_service", "content", "theme", "mkdocs.yml", "pyproject.toml", "setup.py",
         "README.md", "CHANGELOG.md", "LICENSE")  # fmt: skip
BRAND, WRITTEN = "星光付", "u钱包"
WHAT = ("灯罩", "灯泡", "灯座", "开关", "遥控器", "电线")
ASKED = ("怎么换", "怎么擦", "多少钱", "坏了怎么修", "哪里买")


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the wheel is installed, alone."""
    folder = tmp_path_factory.mktemp("wheel")
    source = folder / "source"
    source.mkdir()
    for name in PARTS:
        if (ROOT / name).is_dir():
            shutil.copytree(
                ROOT / name, source / name, ignore=shutil.ignore_patterns("__pycache__")
            )
        else:
            shutil.copyfile(ROOT / name, source / name)
    pip = [sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check"]
    alone = ["--no-deps", "--no-index"]
    subprocess.run(
        [*pip, "wheel", *alone, "--no-build-isolation", "-w", str(folder), str(source)], check=True
    )
    (wheel,) = folder.glob("*.whl")
    subprocess.run(
        [*pip, "install", *alone, "--target", str(folder / "site"), str(wheel)], check=True
    )
    return folder / "site"


class Shell:
    """Runs `kb` of the wheel in a folder."""

    def __init__(self, site: Path, folder: Path) -> None:
        others = [part for part in sys.path if part and Path(part).resolve() != ROOT]
        self._environment = os.environ | {"PYTHONPATH": os.pathsep.join([str(site), *others])}
        self.folder = folder

    def kb(self, *arguments: str) -> str:
        run = subprocess.run(
            [sys.executable, "-m", "search_service", *arguments],
            cwd=self.folder,
            env=self._environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert run.returncode == 0, run.stdout[-2000:] + run.stderr[-2000:]
        return run.stdout


def rename(brand: Path) -> None:
    text = brand.read_text(encoding="utf-8")
    for key in ("name", "short_name"):
        text = text.replace(f"\n{key}: {WRITTEN}\n", f"\n{key}: {BRAND}\n")
    brand.write_text(text, encoding="utf-8")


def test_thirty_articles_of_an_own_brand_are_online_after_at_most_twelve_commands(
    installed: Path, tmp_path: Path
) -> None:
    rows = [f"{what}{asked},{what}的事,问店员{n}。" for n, (what, asked) in enumerate(
        (what, asked) for what in WHAT for asked in ASKED
    )]  # fmt: skip
    assert len(rows) == ARTICLES
    questions = tmp_path / "questions.csv"
    questions.write_text("\n".join(["问题,相似问,答案", *rows]), encoding="gb18030")
    shell = Shell(installed, tmp_path)
    for command in COMMANDS:
        program, *arguments = command.split()
        if program == "cd":
            shell.folder = shell.folder / arguments[0]
        elif program == "edit":
            rename(shell.folder / arguments[0])
        elif program == "kb" and arguments != ["serve"]:
            shell.kb(*arguments)
    (site,) = (shell.folder / ".kb" / "releases").glob("2*/site")
    pages = [
        page for page in site.rglob("index.html") if "问店员" in page.read_text(encoding="utf-8")
    ]
    assert len(pages) >= ARTICLES
    assert "灯罩怎么换" in shell.kb("search", "怎么换灯罩")
    channels = (site / "safety" / "official-channels" / "index.html").read_text(encoding="utf-8")
    assert "400-123-4567" in channels
    assert f"<title>{BRAND}帮助中心</title>" in (site / "index.html").read_text(encoding="utf-8")
    named = [
        file.name
        for file in site.parent.rglob("*")
        if file.is_file() and WRITTEN in file.read_bytes().decode("utf-8", "replace")
    ]
    assert named == []
    assert len(COMMANDS) <= MOST


def test_an_empty_folder_says_what_is_missing(installed: Path, tmp_path: Path) -> None:
    assert "uwallet-help" in Shell(installed, tmp_path).kb("--version")
    with pytest.raises(AssertionError, match="找不到 content/pages"):
        Shell(installed, tmp_path).kb("check")
