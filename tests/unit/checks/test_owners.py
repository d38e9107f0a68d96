"""An owner one slip away from another; names that only differ as desks do are sound."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search_service.checks.owners import is_slip

NAMES = ("灯铺内容组", "坐席内容组", "灯泡与插座维修组", "lamp desk")


def slips(name: str, at: int) -> list[str]:
    """One sign replaced, left out, added, and two of them changed over."""
    return [
        f"{name[:at]}祖{name[at + 1 :]}",
        name[:at] + name[at + 1 :],
        f"{name[:at]}灶{name[at:]}",
        name[:at] + name[at + 1] + name[at] + name[at + 2 :],
    ]


@given(st.sampled_from(NAMES), st.data())
def test_one_slip_anywhere_is_seen(name: str, data: st.DataObject) -> None:
    for written in slips(name, data.draw(st.integers(0, len(name) - 2))):
        assert is_slip(written, name) == (written != name)
        assert is_slip(name, written) == is_slip(written, name)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("灯铺内容组", "灯铺内容组"),
        ("灯铺一组人", "灯铺二组人"),
        ("灯铺 A 组", "灯铺 B 组"),
        ("风控组", "风险组"),
        ("账户内容组", "退款内容组"),
        ("活动内容组", "隐私内容组"),
    ],
)
def test_another_desk_is_no_slip(one: str, other: str) -> None:
    assert not is_slip(one, other)
