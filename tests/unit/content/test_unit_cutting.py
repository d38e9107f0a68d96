from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from search_service.content.unit_cutting import units_of
from search_service.content.unit_text import MOST_CHARACTERS, sentences, windows
from search_service.content.units import Unit

BADGE = '<em class="kb-unverified">示例，待核实</em>'


def only(html: str, kind: str) -> list[Unit]:
    return [unit for unit in units_of(html) if unit.kind == kind]


def test_a_row_keeps_its_cells_apart_and_its_first_cell_names_it() -> None:
    html = (
        '<h2 id="b">装哪种</h2><table><thead><tr><th>灯</th><th>多久</th></tr></thead>'
        f"<tbody><tr><td>吊灯</td><td>1–2 天 {BADGE}</td></tr></tbody></table>"
    )

    [row] = only(html, "row")

    assert [(part.label, part.text) for part in row.parts] == [("灯", "吊灯"), ("多久", "1–2 天")]
    assert (row.label, row.heading, row.anchor) == ("吊灯", "装哪种", "b")
    assert row.unverified


def test_a_badge_inside_a_sentence_leaves_no_blank_and_no_word() -> None:
    [box] = only(f"<p>要等 1 天 {BADGE}。到了再装。</p>", "box")

    assert box.text == "要等 1 天。到了再装。"
    assert box.unverified


def test_a_list_knows_the_sentence_that_introduces_it() -> None:
    steps_html = "<ol><li>拧下灯罩。</li><li>擦干。</li></ol>"
    html = f"<p>关电。</p><h2 id='a'>步骤</h2><p>先做这两样：</p>{steps_html}"

    steps = only(html, "step")

    assert [(step.text, step.lead, step.place) for step in steps] == [
        ("拧下灯罩。", "先做这两样：", 0),
        ("擦干。", "先做这两样：", 1),
    ]


def test_the_opening_of_a_section_answers_its_heading() -> None:
    [opening] = only("<h2 id='a'>能自己装吗</h2><p>别装。找电工。</p>", "opening")

    assert (opening.label, opening.text) == ("能自己装吗", "别装。找电工。")


def test_what_stands_under_still_stuck_and_what_only_leads_on_is_no_answer() -> None:
    html = (
        '<p>先关电。</p><p><a href="../lamp/">看另一篇</a></p>'
        '<h2 id="s">还没解决？</h2><p>打电话问灯铺。</p>'
    )

    assert {unit.text for unit in units_of(html)} == {"先关电。"}


def test_a_definition_has_its_term_and_its_anchor() -> None:
    html = '<dl><dt id="灯罩">灯罩</dt><dd>罩住灯泡的东西。见<a href="../a/">换灯罩</a>。</dd></dl>'

    [definition] = only(html, "definition")

    assert (definition.label, definition.anchor) == ("灯罩", "灯罩")
    assert definition.text == "罩住灯泡的东西。"


def test_a_note_has_its_title() -> None:
    html = (
        '<div class="admonition note"><p class="admonition-title">先断电</p><p>别带电换。</p></div>'
    )

    [note] = only(html, "note")

    assert [part.text for part in note.parts] == ["先断电", "别带电换。"]


@given(st.lists(st.text("灯罩电。！？「」", max_size=60), max_size=6))
def test_sentences_lose_nothing_and_windows_are_runs_of_them(texts: list[str]) -> None:
    text = "".join(texts)
    found = sentences(text)

    assert "".join(found) == text
    for run in windows(found):
        assert run in text
        assert len(run) <= MOST_CHARACTERS or run in found


BLOCKS = st.sampled_from(
    [
        "<p>要等三天。到了再装！</p>",
        f"<p>价钱 5 元 {BADGE}，运费另算。</p>",
        "<ul><li>吊灯：看挂钩</li><li>台灯<ul><li>看插头</li></ul></li></ul>",
        "<ol><li><p>关电</p></li><li>开窗</li></ol>",
        "<table><thead><tr><th>灯</th></tr></thead><tbody><tr><td>壁灯</td><td>两天</td></tr></tbody></table>",
        "<blockquote><p>「我要退灯。」</p></blockquote>",
        "<pre><code>灯铺：\n\n我要退灯。</code></pre>",
        '<h2 id="h">怎么装</h2>',
        '<div class="admonition tip"><p class="admonition-title">小心</p><p>灯泡烫手。</p></div>',
    ]
)


@given(st.lists(BLOCKS, max_size=8))
def test_whatever_is_shown_stands_on_the_page(blocks: list[str]) -> None:
    html = "".join(blocks)
    body = LexborHTMLParser(html.replace(f" {BADGE}", "")).body
    page = (body.text(deep=True) if body else "").replace("\n", "")

    for unit in units_of(html):
        for part in unit.parts:
            assert part.text.replace("\n", "") in page
