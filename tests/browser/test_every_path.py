"""Every way through every guided tree, and every card with all its fields, on the real pages."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from search_service.content.data.cards import CardKey
from search_service.content.data.guide_trees import GuideTree
from search_service.content.data.operator_data import load_operator_data
from tests.browser.visitor import Visitor, opened_tool
from tests.builders import ROOT
from tests.conftest import RealBuild

DATA, _ = load_operator_data(ROOT / "content")
TREES = DATA.trees
CARDS = DATA.cards.cards if DATA.cards else {}
# Clicks along a path of answers and gives what is shown at its end.
WALK = """([tree, choices]) => {
  const tool = document.querySelector("[data-tool=guide]");
  const click = (words) => [...tool.querySelectorAll(".kb-guide__answer")]
    .find((button) => button.querySelector("span:last-child").firstChild.textContent === words)
    .click();
  tool.querySelector("[data-guide-restart]").click();
  click(tree);
  choices.forEach(click);
  const link = tool.querySelector(".kb-guide__read");
  return {
    title: tool.querySelector("[data-guide-ask]").textContent,
    todo: tool.querySelector(".kb-guide__do")?.textContent,
    article: link && new URL(link.href).pathname,
    address: location.search,
  };
}"""


def ways(
    tree: GuideTree, key: str, said: tuple[str, ...] = (), gone: tuple[str, ...] = ()
) -> Iterator[tuple[tuple[str, ...], tuple[str, ...]]]:
    """What is answered, and where it leads, down to each outcome."""
    for answer in tree.questions[key].answers:
        there = (*said, answer.say), (*gone, answer.go)
        if answer.go in tree.outcomes:
            yield there
        else:
            yield from ways(tree, answer.go, *there)


@pytest.mark.parametrize("key", TREES)
def test_every_way_through_a_tree_ends_with_what_to_do_and_where_to_read_on(
    phone: Visitor, real_build: RealBuild, key: str
) -> None:
    tree = TREES[key]
    articles = real_build.search.documents.articles_by_id
    opened_tool(phone, "/tools/guide/")

    reached = set()
    for said, gone in ways(tree, tree.start):
        outcome = tree.outcomes[gone[-1]]
        shown = phone.page.evaluate(WALK, [tree.title, list(said)])
        assert shown == {
            "title": outcome.title,
            "todo": outcome.do,
            "article": f"/{articles[outcome.article].url.lstrip('/')}",
            "address": f"?tree={key}&path={'.'.join(gone)}",
        }
        reached.add(gone[-1])

    assert reached == set(tree.outcomes)
    assert phone.errors == []


def test_a_path_is_opened_by_its_link_and_printed_alone(phone: Visitor) -> None:
    tool = opened_tool(phone, "/tools/guide/?tree=line-busy&path=heard.menu.closed")
    phone.page.evaluate("print = () => { document.title = document.documentElement.className }")

    expect(tool.locator(".kb-guide__said")).to_contain_text("语音菜单，转不到人工")
    tool.get_by_role("button", name="打印这一步").click()

    assert "kb-printing-guide" in phone.page.title()
    phone.page.emulate_media(media="print")
    expect(tool.locator(".kb-guide__do")).to_be_visible()
    expect(phone.page.locator(".kb-article__body")).to_be_hidden()


@pytest.mark.parametrize("key", sorted(CARDS))
def test_every_card_says_all_that_is_filled_in(phone: Visitor, key: CardKey) -> None:
    tool = opened_tool(phone, f"/tools/cards/?card={key}")
    assert DATA.cards
    for name in CARDS[key].fields:
        kind = DATA.cards.fields[name].kind
        value = "2026-03-01T09:05" if kind == "time" else "不记得"
        tool.locator(f"#kb-card-{name}").fill(value)

    card = tool.locator("[data-cards-preview]")
    for name in CARDS[key].fields:
        field = DATA.cards.fields[name]
        value = "2026-03-01 09:05" if field.kind == "time" else "不记得"
        expect(card).to_contain_text(f"{field.name}：{value}")
    expect(tool.get_by_role("button", name="复制")).to_be_enabled()
    assert phone.errors == []


def test_of_the_phone_number_four_digits_stand_on_the_card(phone: Visitor) -> None:
    tool = opened_tool(phone, "/tools/cards/?card=call")
    tool.get_by_label("注册手机号后四位").fill("00 1234 5678")

    expect(tool.locator("#kb-card-phone_end-warning")).to_contain_text("只要最后 4 位")
    expect(tool.locator("[data-cards-preview]")).to_contain_text("后四位：5678")
    expect(tool.locator("[data-cards-preview]")).not_to_contain_text("1234")


@pytest.mark.parametrize("tool", ["guide", "cards", "verify", "hours", "refund-date", "error-code"])
def test_what_a_tool_page_says_besides_is_folded_and_opened_by_its_link(
    phone: Visitor, tool: str
) -> None:
    opened_tool(phone, f"/tools/{tool}/")
    folded = phone.page.locator("details.kb-tool-text")
    expect(folded).not_to_have_attribute("open", "")
    expect(folded.locator("h2").first).to_be_hidden()

    place = folded.locator("h2").first.get_attribute("id")
    phone.page.evaluate("place => { location.hash = place }", place)

    expect(folded.locator("h2").first).to_be_visible()
