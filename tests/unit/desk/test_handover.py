"""To which team a question goes."""

from __future__ import annotations

from pathlib import Path

import pytest

from search_service.content.corpus import load_corpus
from search_service.desk.internal_content import DeskContent, load_desk
from tests.builders import ROOT, TEAMS, internal_file
from tests.unit.desk.test_internal_content import SCRIPTS, complaint, desk_of

FORM = {"to": "repair", "fields": [{"name": "灯号"}]}
SALES = FORM | {"to": "sales"}
MISTAKES = {
    "topics: {lamps: repair}": "topics：坐席内部（agents）没有写交给谁，N-102 转交时没有默认的组",
    "topics: {lamps: repair, agents: nobody}": "topics.agents：teams 里没有「nobody」",
    "topics: {lamps: repair, agents: repair, owls: repair}": "topics：没有「owls」这个主题",
    "articles: {L-999: repair}": "articles：没有「L-999」这个文章",
}


def test_a_question_goes_where_its_article_says_or_its_topic_and_else_nowhere(
    tmp_path: Path,
) -> None:
    other = TEAMS.split("\n", 1)[1].replace("repair", "sales").replace("修灯组", "卖灯组")
    files = {
        "articles__a.md": internal_file(form=FORM),
        "articles__b.md": internal_file(
            article_id="N-102", title="卖灯", form=FORM | {"to": "sales"}
        ),
        "articles__c.md": internal_file(article_id="N-103", title="闲聊"),
        "scripts__L-101.yml": SCRIPTS + "handover: N-102\n",
    }
    without = desk_of(tmp_path / "a", **files, **{"teams.yml": TEAMS + other})
    topics = "topics: {lamps: repair, agents: sales}\narticles: {N-103: repair}\n"
    with_topics = desk_of(tmp_path / "b", **files, **{"teams.yml": TEAMS + other + topics})

    def chosen(desk: DeskContent) -> dict[str, str | None]:
        assert desk.problems == ()
        return {code: one.handover for code, one in sorted(desk.material.articles.items())}

    own = {"L-101": "N-102", "N-101": "N-101", "N-102": "N-102"}
    assert chosen(without) == own | {"L-102": None, "N-103": None}
    assert chosen(with_topics) == own | {"L-102": "N-101", "N-103": "N-101"}


@pytest.mark.parametrize(("written", "message"), MISTAKES.items())
def test_a_mistake_in_who_takes_over_is_named(tmp_path: Path, written: str, message: str) -> None:
    files = {
        "articles__a.md": internal_file(form=FORM),
        "articles__b.md": internal_file(article_id="N-102", title="闲聊"),
        "teams.yml": TEAMS + written,
    }

    path, line, said = complaint(desk_of(tmp_path, **files))

    assert (path, said) == ("content/agents/teams.yml", message)
    assert line == len(TEAMS.splitlines()) + 1


def test_a_team_that_takes_over_without_a_form_is_named(tmp_path: Path) -> None:
    files = {"articles__a.md": internal_file(), "teams.yml": TEAMS + "articles: {N-101: repair}\n"}

    assert complaint(desk_of(tmp_path, **files))[2] == "articles.N-101：「repair」没有交接单"


def test_every_real_article_has_a_team_to_go_to() -> None:
    public = load_corpus(ROOT / "content")
    desk = load_desk(ROOT / "content", public)

    assert [code for code, one in desk.material.articles.items() if one.handover is None] == []
