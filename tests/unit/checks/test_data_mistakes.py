"""One mistake in a data file is one finding, where it was made; what shows the data is silent."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from search_service.analysis.chains import Analyser
from search_service.checks.content_view import view_content
from search_service.checks.findings import findings_of
from tests.builders import TEAMS, internal_file, line_of, sound_project, write_agents

CARDS, CODES, VERIFY = "data/cards.yml", "data/error_codes.yml", "data/verify.yml"
CHANNELS, HOTLINES = "data/channels.yml", "data/public_hotlines.yml"
TREE, TIMES = "data/trees/lamp-dark.yml", "data/refund_times.yml"
HOSTS = "short_link_hosts:"
NUMBERS = """public_numbers:
  - {name: 甲店, value: "4000095001", source: 招牌, checked_on: 2026-03-01}
  - {name: 乙店, value: "400-009-5001", source: 招牌, checked_on: 2026-03-01}
short_link_hosts:"""
SAME_MEANING = """error_codes:
  L1000:
    {meaning: 灯座没有电, what_to_do: ADVICE, article: null, status: 已核实,
      checked_on: 2026-03-01}"""
NEIGHBOUR = """fire:
    {name: 铺子对门, value: "4001234567", use: 问路, source: 公告, checked_on: 2026-03-01}
  police:"""
SECOND_CARD = "\n  call: {title: 电话卡, when: 打电话之前填。, article: L-101, fields: [LIST]}\n"
TEAM = '问 {{ team("repair") }}。\n'


def found_after(
    tmp_path: Path, shop_analyser: Analyser, path: str, *edits: tuple[str, str]
) -> tuple[str, list[tuple[str, int, str]]]:
    """The changed file; file, line and message of each finding."""
    project = sound_project(tmp_path / "project")
    notes = {
        f"articles/{name}.md": internal_file(
            article_id=f"N-10{at}",
            title=f"灯坏了怎么{name}",
            questions=[name, f"查{name}", f"a{name}"],
        ).replace("先换一个插座。", f"先换一个插座。\n\n{TEAM}")
        for at, name in enumerate(("核对", "登记"))
    }
    write_agents(project / "content", {"teams.yml": TEAMS, **notes})
    file = project / "content" / path
    text = file.read_text(encoding="utf-8")
    for old, new in edits:
        assert old in text
        text = text.replace(old, new, 1)
    file.write_text(text, encoding="utf-8")
    view = view_content(project / "content", shop_analyser, date(2026, 3, 10))
    problems = [one.problem for one in findings_of(view)]
    assert all(p.message and p.advice for p in problems)
    return text, [(p.path.removeprefix("content/"), p.line, p.message) for p in problems]


@pytest.mark.parametrize(
    ("path", "old", "new", "meant"),
    [
        (CHANNELS, "  counter:", "  countr:", "counter"),
        (CHANNELS, "  counter:", "  counter-1:", "counter"),
        (CHANNELS, "  counter:", "  front_office:", "counter"),
        ("agents/teams.yml", "  repair:", "  repairs:", "repair"),
        ("agents/teams.yml", "  repair:", "  menders:", "repair"),
    ],
)
def test_a_renamed_record_is_named_once_in_its_file(  # noqa: PLR0913
    tmp_path: Path, shop_analyser: Analyser, path: str, old: str, new: str, meant: str
) -> None:
    text, found = found_after(tmp_path, shop_analyser, path, (old, new))

    assert len(found) == 1
    shown, line, message = found[0]
    assert shown == path
    assert line in (line_of(text, new), line_of(text, new) - 1)
    assert f"「{meant}」" in message


def test_a_key_that_one_text_mistypes_is_named_in_the_text(
    tmp_path: Path, shop_analyser: Analyser
) -> None:
    page = "pages/lamps/a.md"
    text, found = found_after(tmp_path, shop_analyser, page, ('"counter"', '"countr"'))

    assert [(path, line) for path, line, _ in found] == [(page, line_of(text, "countr"))]


@pytest.mark.parametrize(
    ("path", "old", "new", "at"),
    [
        # Macros and links in values.
        (CHANNELS, "当面看灯", '当面看灯，{{ channel("counter") }}', "{{"),
        (CHANNELS, "当面看灯", "{% if 灯 %}看灯", "{% if"),
        (CHANNELS, "best_for: 当面看灯", 'best_for: {{ fact("x") }}', "{{"),
        (CHANNELS, "当面看灯", "看[灯](../lamps/a.md)", "]("),
        (TREE, "插紧，再按一次开关。", '插紧，{{ fact("x") }}再按。', "{{"),
        # Quotes and brackets that nobody closed.
        (CHANNELS, "name: 柜台", 'name: "柜台', '"柜台'),
        (CHANNELS, "name: 柜台", "name: '柜台", "'柜台"),
        (CHANNELS, "当面看灯", '"当面看灯', '"当面'),
        (TREE, "ask: 插头插好了吗？", 'ask: "插头插好了吗？', '"插头'),
        (TREE, "{say: 没有, go: plug-in}", "{say: 没有, go: plug-in", "go: plug-in"),
        (TREE, "{say: 没有, go: plug-in}", '{say: "没有, go: plug-in}', '"没有'),
        # Spaces and signs of another width.
        (CHANNELS, "    kind: phone", "\u3000\u3000kind: phone", "kind"),
        (CHANNELS, "    kind: phone", "\u00a0\u00a0\u00a0 kind: phone", "kind"),
        (CHANNELS, "    kind: phone", "    kind：phone", "kind"),
        (CHANNELS, "    kind: phone", "    kind:phone", "kind"),
        (CHANNELS, "    kind: phone", "\tkind: phone", "kind"),
        (TREE, "      - {say: 没有, go: plug-in}", "      -{say: 没有, go: plug-in}", "没有"),
        # Values, at their line.
        (CHANNELS, "400-123-4567", "“400-123-4567”", "“400"),
        (CHANNELS, "2026-03-01", "2026-02-30", "02-30"),
        (CHANNELS, "当面看灯", "当面看燈", "燈"),
        (TREE, "{say: 没断, go: ask-shop}", "{say: 断了, go: ask-shop}", "go: ask-shop"),
        (TREE, "{say: 没断, go: ask-shop}", "{say: 没断, go: ask-shops}", "go: ask-shops"),
        # The key of all records.
        (CHANNELS, "channels:", "chanels:", "chanels"),
    ],
)
def test_a_mistake_is_one_finding_at_its_line(  # noqa: PLR0913
    tmp_path: Path, shop_analyser: Analyser, path: str, old: str, new: str, at: str
) -> None:
    text, found = found_after(tmp_path, shop_analyser, path, (old, new))

    assert [(shown, line) for shown, line, _ in found] == [(path, line_of(text, at))]


@pytest.mark.parametrize(
    ("path", "first", "field"),
    [(CHANNELS, "counter", "name"), (CHANNELS, "counter", "value"), (HOTLINES, "police", "value")],
)
def test_a_record_copied_and_not_finished_is_named(
    tmp_path: Path, shop_analyser: Analyser, path: str, first: str, field: str
) -> None:
    original = sound_project(tmp_path / "read") / "content" / path
    lines = _record(original.read_text("utf-8").partition(f"  {first}:\n")[2])
    copied = "".join(f"{one}\n" for one in lines)
    kept = next(one for one in lines if one.strip().startswith(f"{field}:"))
    for other in {"name", "value"} - {field}:
        line = next(one for one in _record(copied) if one.strip().startswith(f"{other}:"))
        changed = "    name: 另一个" if other == "name" else '    value: "400-765-4321"'
        copied = copied.replace(line, changed)

    text, found = found_after(
        tmp_path, shop_analyser, path, (f"  {first}:\n", f"  another:\n{copied}  {first}:\n")
    )

    last = max(n for n, line in enumerate(text.split("\n"), 1) if line == kept)
    assert [(shown, line) for shown, line, _ in found] == [(path, last)]


def _record(text: str) -> list[str]:
    """The lines of the first record of a text."""
    lines = text.split("\n")
    end = next((n for n, line in enumerate(lines) if not line.startswith("    ")), len(lines))
    return lines[:end]


def test_an_entry_moved_in_is_not_lost_in_the_one_before(
    tmp_path: Path, shop_analyser: Analyser
) -> None:
    page = "pages/lamps/a.md"
    text = (sound_project(tmp_path / "read") / "content" / page).read_text("utf-8")
    lines = text.split("\n")
    at = lines.index("questions:") + 2

    _, found = found_after(tmp_path, shop_analyser, page, (lines[at], f"  {lines[at]}"))

    assert (page, at + 1, "这一条多缩进了，会并进上一条") in found


@pytest.mark.parametrize("written", ["", "# 以后再写\n", "null\n", "灯\n", "- 灯\n"])
@pytest.mark.parametrize("path", [CHANNELS, HOTLINES, TIMES, TREE, "agents/teams.yml"])
def test_a_file_that_says_nothing_is_one_finding(
    tmp_path: Path, shop_analyser: Analyser, path: str, written: str
) -> None:
    before = (
        (sound_project(tmp_path / "read") / "content" / path).read_text("utf-8")
        if (path.startswith("data/"))
        else TEAMS
    )

    _, found = found_after(tmp_path, shop_analyser, path, (before, written))

    assert {shown for shown, _, _ in found} == {path}


def test_a_field_renamed_in_every_record_is_one_finding(
    tmp_path: Path, shop_analyser: Analyser
) -> None:
    text, found = found_after(tmp_path, shop_analyser, CARDS, *[("    where:", "    place:")] * 3)

    assert [(path, line) for path, line, _ in found] == [(CARDS, line_of(text, "place:"))]
    assert "还有 2 处一样" in found[0][2]


def test_a_renamed_field_of_cards_is_named_once_where_it_stands(
    tmp_path: Path, shop_analyser: Analyser
) -> None:
    fields = "lamp_name, bought_at, complaint"
    cards = ("cards:\n", "cards:" + SECOND_CARD.replace("LIST", fields))
    text, found = found_after(tmp_path, shop_analyser, CARDS, cards, ("  lamp_name:", "  lamp_no:"))

    assert [(path, line) for path, line, _ in found] == [(CARDS, line_of(text, "lamp_no:"))]
    assert "lamp_name" in found[0][2]


def test_a_field_that_one_card_mistypes_is_named_on_the_card(
    tmp_path: Path, shop_analyser: Analyser
) -> None:
    cards = ("cards:\n", "cards:" + SECOND_CARD.replace("LIST", "lamp_no, bought_at, complaint"))
    text, found = found_after(tmp_path, shop_analyser, CARDS, cards)

    assert [(path, line) for path, line, _ in found] == [(CARDS, line_of(text, "lamp_no"))]


@pytest.mark.parametrize(
    ("path", "edits", "at"),
    [
        (VERIFY, [(HOSTS, NUMBERS)], "400-009-5001"),
        (VERIFY, [(HOSTS, NUMBERS.replace("乙", "甲").replace("400-009-5001", "95002"))], "95002"),
        (VERIFY, [(HOSTS, NUMBERS.replace("400-009-5001", "110"))], '"110"'),
        (
            CODES,
            [("error_codes:", SAME_MEANING.replace("ADVICE", "看说明"))],
            "    meaning:",
        ),
    ],
)  # fmt: skip
def test_what_stands_twice_is_named_at_the_second(
    tmp_path: Path,
    shop_analyser: Analyser,
    path: str,
    edits: list[tuple[str, str]],
    at: str,
) -> None:
    text, found = found_after(tmp_path, shop_analyser, path, *edits)

    assert [(shown, line) for shown, line, _ in found] == [(path, line_of(text, at))]


def test_the_number_of_somebody_else_is_no_channel(tmp_path: Path, shop_analyser: Analyser) -> None:
    other = ("police:", NEIGHBOUR)
    _, found = found_after(tmp_path, shop_analyser, HOTLINES, other)

    assert [path for path, _, _ in found] == [CHANNELS]
    assert "铺子对门" in found[0][2]


def test_codes_of_one_meaning_and_one_advice_are_sound(
    tmp_path: Path, shop_analyser: Analyser
) -> None:
    same = ("error_codes:", SAME_MEANING.replace("ADVICE", "换一个插座"))

    assert found_after(tmp_path, shop_analyser, CODES, same)[1] == []


def test_a_code_that_is_not_registered_is_named_where_it_is_written(
    tmp_path: Path, shop_analyser: Analyser
) -> None:
    page = "pages/lamps/a.md"
    text, found = found_after(tmp_path, shop_analyser, page, ("灯丝断了", "显示 L1002，灯丝断了"))

    assert [(path, line) for path, line, _ in found] == [(page, line_of(text, "L1002"))]


def test_a_code_that_several_texts_write_is_missing_in_the_data(
    tmp_path: Path, shop_analyser: Analyser
) -> None:
    project = sound_project(tmp_path / "project")
    for name in ("a", "b"):
        file = project / "content" / f"pages/lamps/{name}.md"
        text = file.read_text(encoding="utf-8")
        file.write_text(text.replace("## 还没解决？", "显示 L1000。\n\n## 还没解决？"), "utf-8")
    found = findings_of(view_content(project / "content", shop_analyser, date(2026, 3, 10)))

    assert [(one.problem.path, one.problem.line) for one in found] == [(f"content/{CODES}", 2)]


def test_an_article_with_another_code_is_named_once_at_its_head(
    tmp_path: Path, shop_analyser: Analyser
) -> None:
    project = sound_project(tmp_path / "project")
    rows = "".join(f"灯灭了{n}\tL-101\tcolloquial\n" for n in "甲乙丙")
    queries = project / "content/judgements/queries.tsv"
    queries.write_text(queries.read_text(encoding="utf-8") + rows, encoding="utf-8")
    file = project / "content/pages/lamps/a.md"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("id: L-101", "id: L-109"), encoding="utf-8")
    found = findings_of(view_content(project / "content", shop_analyser, date(2026, 3, 10)))
    told = [one.problem for one in found if "L-101" in one.problem.message]

    assert [(one.path, one.line) for one in told] == [("content/pages/lamps/a.md", 2)]
