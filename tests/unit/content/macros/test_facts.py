from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from search_service.content.data.app_places import AppPlace
from search_service.content.data.channels import Channel
from search_service.content.data.hotlines import Hotline
from search_service.content.data.operator_data import OperatorData
from search_service.content.macros.renderer import ContentRenderer
from tests.builders import article_file, write_content

MARK = "*示例，待核实*{ .kb-unverified }"
ASKED = date(2026, 3, 1)


def hotline() -> Hotline:
    return Hotline(name="点灯人", value="96110", use="路灯不亮", source="招牌", checked_on=ASKED)


def counter(status: str) -> Channel:
    return Channel.model_validate(
        {
            "name": "柜台",
            "kind": "phone",
            "value": "400-123-4567" if status == "已核实" else "400-000-0000",
            "hours": None,
            "best_for": "当面看灯",
            "status": status,
            "verified_on": ASKED if status == "已核实" else None,
        }
    )


def rendered(tmp_path: Path, text: str, data: OperatorData) -> str:
    folder = write_content(tmp_path / "content", {"lamps/a.md": article_file()})
    return ContentRenderer(folder, data).render(text)


def test_a_public_hotline_is_rung_by_a_tap_wherever_it_stands(tmp_path: Path) -> None:
    data = OperatorData(hotlines={"lamplighter": hotline()})

    text = rendered(tmp_path, '{{ hotline("lamplighter") }}\n{{ hotlines_table() }}', data)

    said, *listed = text.split("\n")
    assert said == "[96110](tel:96110)"
    assert f"| {said} |" in listed[-1]


def test_a_number_for_a_block_of_code_is_no_link(tmp_path: Path) -> None:
    data = OperatorData(hotlines={"lamplighter": hotline()})

    assert rendered(tmp_path, '{{ hotline_number("lamplighter") }}', data) == "96110"


@pytest.mark.parametrize(
    ("status", "shown"),
    [("已核实", "[400-123-4567](tel:4001234567)"), ("待核实", f"400-000-0000 {MARK}")],
)
def test_a_channel_is_rung_only_once_it_is_confirmed(
    tmp_path: Path, status: str, shown: str
) -> None:
    data = OperatorData(channels={"counter": counter(status)})

    text = rendered(tmp_path, '{{ channel("counter") }}\n{{ channels_table() }}', data)

    said, *listed = text.split("\n")
    assert said == shown
    assert f"| {shown} |" in listed[-1]


def test_whom_to_ring_are_buttons_in_the_order_asked_for(tmp_path: Path) -> None:
    data = OperatorData(
        hotlines={"lamplighter": hotline()}, channels={"counter": counter("待核实")}
    )

    assert rendered(tmp_path, '{{ calls("lamplighter", "counter") }}', data).split("\n") == [
        "- [96110 点灯人](tel:96110){ .kb-call }",
        f"- 柜台：400-000-0000 {MARK}",
    ]


@pytest.mark.parametrize(
    ("way", "status", "shown"),
    [
        (None, "待核实", f"App 里搜「铃铛」 {MARK}"),
        ("「柜台」「铃铛」", "待核实", f"「柜台」「铃铛」 {MARK}"),
        ("「柜台」「铃铛」", "已核实", "「柜台」「铃铛」"),
    ],
)
def test_the_way_in_the_app_is_marked_until_the_operator_has_told_it(
    tmp_path: Path, way: str | None, status: str, shown: str
) -> None:
    place = AppPlace.model_validate(
        {
            "name": "叫伙计",
            "look_for": "铃铛",
            "way": way,
            "status": status,
            "checked_on": ASKED if status == "已核实" else None,
        }
    )

    found = rendered(tmp_path, '{{ app_place("bell") }}', OperatorData(app_places={"bell": place}))

    assert found == shown


def test_a_confirmed_place_without_its_way_is_refused() -> None:
    with pytest.raises(ValueError, match="没有 way"):
        AppPlace.model_validate(
            {
                "name": "叫伙计",
                "look_for": "铃铛",
                "way": None,
                "status": "已核实",
                "checked_on": ASKED,
            }
        )
