"""What a question is wrapped in changes no answer: greetings, haste, our name, days that passed."""

from __future__ import annotations

import pytest

from search_service.answering.extracts import shown_text
from tests.conftest import RealBuild

WRAPPED = (
    "u钱包{}", "{} u钱包", "请问{}", "小白求问，{}", "救命！{}", "昨天{}", "今天早上{}", "{}急死了",
    "{}，求助", "{}有人知道吗", "{}我不太懂", "{}能帮我吗", "{}求解答",
    "{}无语", "{}，请尽快回复", "到底{}", "冒昧问一下，{}", "{}，非常感谢", "{}，祝您生活愉快",
    "另外，{}", "顺便问一下{}", "第二个问题：{}",
)  # fmt: skip
ASKED_ANOTHER_WAY = {"怎么办": "如何是好", "怎么": "如何", "多久": "多长时间", "吗": "嘛"}


def _first(build: RealBuild, text: str) -> tuple[str, str]:
    result = build.search.search(text)
    card = shown_text(result.answer) if result.answer else ""
    return result.hits[0].article.id if result.hits else "", card


@pytest.mark.parametrize("frame", WRAPPED)
def test_what_a_title_is_wrapped_in_changes_nothing(frame: str, real_build: RealBuild) -> None:
    titles = [one.title for one in real_build.search.documents.articles if not one.tool]
    changed = [t for t in titles if _first(real_build, t) != _first(real_build, frame.format(t))]

    assert len(changed) <= len(titles) // 50, changed


@pytest.mark.parametrize(("usual", "other"), ASKED_ANOTHER_WAY.items())
def test_another_way_to_ask_finds_the_same_article(
    usual: str, other: str, real_build: RealBuild
) -> None:
    titles = [one.title for one in real_build.search.documents.articles if usual in one.title]
    changed = [
        title
        for title in titles
        if _first(real_build, title)[0] != _first(real_build, title.replace(usual, other))[0]
    ]

    assert not changed
