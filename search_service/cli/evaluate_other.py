"""`kb evaluate --against`: another release, or another revision of git, evaluated alike.

Nothing is written beside the project: a revision is unpacked into a folder of its own, so that a
read-only project can be compared as well.
"""

from __future__ import annotations

import io
import os
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

import orjson

from search_service.cli.migrate import STEPS, migration
from search_service.content.content_format import version_of
from search_service.errors import ComparisonFailed
from search_service.evaluation.datasets import Dataset
from search_service.evaluation.evaluate import Evaluation, evaluate
from search_service.releases.opening import open_generation
from search_service.releases.publish import load_analyser
from search_service.settings import Settings


class OtherVersion:
    """What this version is compared with; looked for before anything is measured.

    Args:
        settings: Of this project.
        name: A release, or a branch, tag or commit of git.

    Raises:
        ComparisonFailed: There is neither.
    """

    def __init__(self, settings: Settings, name: str) -> None:
        self._settings, self._name = settings, name
        self._project = settings.project_dir.resolve()
        self._is_release = bool(name) and (settings.releases_folder / name).is_dir()
        self._commit = "" if self._is_release else _commit_of(name, self._project)

    def evaluate(self, data: Dataset, arguments: Sequence[str]) -> Evaluation:
        """Its figures; a revision is evaluated with its own content, and with its own code if any.

        Args:
            data: What this version is evaluated on.
            arguments: This call's.

        Raises:
            ComparisonFailed: It could not be evaluated; the message says why.
        """
        if self._is_release:
            settings = self._settings
            return evaluate(data, open_generation(settings, self._name, load_analyser(settings)))
        with tempfile.TemporaryDirectory(prefix="kb-against-") as scratch:
            tree = Path(scratch).resolve()
            packed = _run(["git", "archive", "--format=tar", self._commit], self._project)
            with tarfile.open(fileobj=io.BytesIO(packed)) as files:
                files.extractall(tree, filter="data")
            if (tree / "content").is_dir() and not (tree / "search_service").is_dir():
                _bring_up_to_date(tree)  # our code reads it, which reads no older format
            ours = [sys.executable, "-m", "search_service", *_without_against(arguments), "--json"]
            environment = os.environ | {"PYTHONPATH": str(tree), "KB_PROJECT_DIR": str(tree)}
            said = _run(ours, tree, environment)
        try:
            rows = orjson.loads(said)["outcomes"]
        except (orjson.JSONDecodeError, KeyError) as error:
            raise ComparisonFailed(
                f"版本 {self._name} 的评测结果读不懂，它可能还没有 kb evaluate。"
            ) from error
        return Evaluation.from_rows(data, rows)


def _bring_up_to_date(project: Path) -> None:
    """Write content of an older format in the present one."""
    _, files = migration(project, version_of(project / "content"), STEPS)
    for path, data in files.items():
        (project / path).write_bytes(data)


def _commit_of(name: str, project: Path) -> str:
    """The commit that a name stands for."""
    _run(["git", "rev-parse", "--git-dir"], project)
    wanted = ["git", "rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}"]
    try:
        return _run(wanted, project).decode().strip()
    except ComparisonFailed:
        raise ComparisonFailed(
            f"没有版本“{name}”：索引版本里没有它，git 里也没有这个分支、标签或提交。"
            "用 git branch -a 看看有哪些分支；只在远端的先 git fetch，再写成 origin/分支名。"
        ) from None


def _without_against(arguments: Sequence[str]) -> list[str]:
    """The same call without what is only for this side of the comparison."""
    kept: list[str] = []
    skip = False
    for argument in arguments:
        if skip:
            skip = False
        elif argument in {"--against", "--csv", "--project"}:
            skip = True
        elif argument in {"--json", "--robust", "--markdown"} or argument.startswith(
            ("--against=", "--csv=")
        ):
            continue
        elif Path(argument).is_dir():
            kept.append(str(Path(argument).resolve()))
        else:
            kept.append(argument)
    return kept


def _run(command: list[str], folder: Path, environment: Mapping[str, str] | None = None) -> bytes:
    if environment is None:
        # What git says is looked into, so it speaks English.
        environment = os.environ | {"LC_ALL": "C", "LANGUAGE": "C"}
    try:
        done = subprocess.run(  # noqa: S603 - git and ourselves, with arguments passed as a list
            command, cwd=folder, env=environment, capture_output=True, check=False
        )
    except FileNotFoundError as error:
        raise ComparisonFailed(
            "与另一个版本比较要用 git，这台机器上没有。请先装好 git。"
        ) from error
    if done.returncode:
        said = (done.stderr or done.stdout).decode(errors="replace").strip()
        if "not a git repository" in said:
            raise ComparisonFailed(
                f"{folder} 不在 git 仓库里，没有别的版本可以比较。--against 也可以写一个索引版本。"
            )
        raise ComparisonFailed(f"没能评测另一个版本（{' '.join(command[:3])}）：{said}")
    return done.stdout
