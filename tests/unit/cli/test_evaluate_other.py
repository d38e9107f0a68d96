"""What `kb evaluate --against` is given is looked for first, and nothing is written beside it."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from search_service.cli.evaluate_other import OtherVersion
from search_service.content.content_format import FILE
from search_service.content.corpus import load_corpus
from search_service.errors import ComparisonFailed
from search_service.evaluation.datasets import load_judgements
from search_service.releases.documents import documents_of
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


def test_a_revision_in_an_older_format_is_evaluated_by_what_it_says(settings: Settings) -> None:
    project = settings.project_dir
    judged = project / "content" / "judgements" / "queries.tsv"
    judged.parent.mkdir()
    judged.write_text("query\texpected\tkind\n翡翠\tL-102\tcolloquial\n", encoding="utf-8")
    splits = ("tune", "held-out", "fresh", "sealed") * 2
    answers = "".join(f"往哪边拧\tL-102\t逆时针\tsteps\t{split}\n" for split in splits)
    none = "".join(f"火星\t{split}\n" for split in splits)
    for name, head, rows in (
        ("answers", "query\tarticles\tanswer\tkind\tsplit\n", answers),
        ("no_answer", "query\tsplit\n", none),
    ):
        judged.with_name(f"{name}.tsv").write_text(f"{head}{rows}", encoding="utf-8")
    data = load_judgements(judged, documents_of(load_corpus(settings.content_folder)))
    (project / "content" / FILE).write_text("1.1.0\n", encoding="utf-8")
    page = project / "content" / "pages" / "lamps" / "change-bulb.md"
    asked = "section_questions:\n  拧下来: [翡翠怎么拧]\ntags:"
    page.write_text(page.read_text("utf-8").replace("tags:", asked, 1), encoding="utf-8")
    git(project, "init", "--quiet")
    git(project, "add", "content", "mkdocs.yml")
    git(project, "commit", "--quiet", "--message", "shop")
    before = page.read_bytes()

    found = OtherVersion(settings, "HEAD").evaluate(data, ["evaluate"])

    assert [one.ranked for one in found.outcomes] == [("L-102",)]
    assert page.read_bytes() == before
