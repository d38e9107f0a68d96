from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search_service.desk.links import SMS_LIMIT, customer_link, sms_text, spoken_code

SITE = "https://help.example.com/"


@pytest.mark.parametrize(
    ("code", "spoken"), [("R-102", "R 幺零二"), ("L-987", "L 九八七"), ("A-110", "A 幺幺零")]
)
def test_a_code_is_said_as_numbers_are_on_the_telephone(code: str, spoken: str) -> None:
    assert spoken_code(code) == spoken


def test_a_link_stays_on_the_site() -> None:
    assert customer_link(SITE, "/lamps/change-bulb/") == f"{SITE}lamps/change-bulb/"
    assert customer_link(SITE, "//evil.example/").startswith(SITE)


def test_a_short_address_brings_title_address_and_code() -> None:
    text = sms_text("https://h.cn/", "L-102", "怎么换灯泡", "/lamps/change-bulb/")

    assert text == "怎么换灯泡，看这里：https://h.cn/lamps/change-bulb/ （编号 L-102）"


@given(
    host=st.text("abcdefgh.-", min_size=1, max_size=120),
    path=st.text("abcdefgh/-", max_size=120),
    title=st.text("灯泡换怎么", min_size=1, max_size=20),
)
def test_a_message_is_one_message_and_leads_to_the_article(
    host: str, path: str, title: str
) -> None:
    site = f"https://{host}/"
    text = sms_text(site, "L-102", title, f"/{path}")

    assert len(text) <= SMS_LIMIT
    assert "L-102" in text or customer_link(site, f"/{path}") in text
