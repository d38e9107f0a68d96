"""What `kb evaluate --against` is given is looked for first, and nothing is written beside it."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from search_service.cli.evaluate_other import OtherVersion
from search_service.errors import ComparisonFailed
from search_service.settings import Settings
from tests.builders import copied_shop


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(project_dir=copied_shop(tmp_path / "shop"), state_dir=tmp_path / "state")


def git(project: Path, *arguments: str) -> None:
    own = ["-c", "user.name=n", "-c", "user.email=n@localhost", "-c", "commit.gpgsign=false"]
    subprocess.run(["git", *own, *arguments], cwd=project, check=True, capture_output=True)  # noqa: S607


@pytest.mark.parametrize("name", ["no-such-branch", "-x", "main..", "HEAD~99", "", "没有"])
def test_a_version_that_is_not_there_is_named(settings: Settings, name: str) -> None:
    git(settings.project_dir, "init", "--quiet")
    git(settings.project_dir, "commit", "--quiet", "--allow-empty", "--message", "shop")
    with pytest.raises(ComparisonFailed, match="没有版本") as refused:
        OtherVersion(settings, name)
    assert f"“{name}”" in str(refused.value)


def test_a_folder_without_git_is_said_to_be_one(settings: Settings) -> None:
    with pytest.raises(ComparisonFailed, match="不在 git 仓库里"):
        OtherVersion(settings, "main")
