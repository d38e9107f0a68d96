"""An SVG is only looked at: it runs nothing, fetches nothing and leads nowhere."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search_service.content.pictures import holds_program
from tests.builders import ROOT

_BLANKS = st.sampled_from(["", " ", "\n", "\t", "/"])
_QUOTES = st.sampled_from(['"', "'", ""])
_ELSEWHERE = st.sampled_from(
    ["https://lamp.example/a", "//lamp.example/a", "/a.svg", "a.svg", "data:image/svg+xml,a", "\\a"]
)


@given(_BLANKS, st.sampled_from(["onload", "ONCLICK", "onBegin", "onfocusin"]), _BLANKS)
def test_no_event_is_listened_to(before: str, name: str, behind: str) -> None:
    behind = behind.replace("/", " ")
    start = before or '"'
    assert holds_program(f"<svg a=\"b{start}{name}{behind}='a()'>".encode())


@given(st.sampled_from(["href", "xlink:href", "src", "HREF"]), _BLANKS, _QUOTES, _ELSEWHERE)
def test_nothing_is_fetched_from_elsewhere(name: str, blank: str, quote: str, address: str) -> None:
    blank = blank.replace("/", " ")
    assert holds_program(
        f"<svg><use {name}{blank}={blank}{quote}{address}{quote} /></svg>".encode()
    )


@pytest.mark.parametrize(
    "svg",
    [
        "<svg><set attributeName='href' to='&#106;avascript:a()'/></svg>",
        "<svg><s:script xmlns:s='http://www.w3.org/2000/svg'>a()</s:script></svg>",
        "<svg><style>@import 'a.css'</style></svg>",
        "<svg><rect fill='url(https://lamp.example/a)'/></svg>",
        "<?xml-stylesheet href='a.css'?><svg></svg>",
        "<svg><set attributeName='onload' to='a()'/></svg>",
        "<svg><rect style='fill:u\\72l(https://lamp.example/a)'/></svg>",
    ],
)
def test_nor_by_another_way(svg: str) -> None:
    assert holds_program(svg.encode())


@pytest.mark.parametrize(
    "svg",
    [
        '<svg xmlns="http://www.w3.org/2000/svg"><use href="#a"/><path fill="url(#g)"/></svg>',
        '<svg><image href="data:image/png;base64,aa"/></svg>',
        *(file.read_text("utf-8") for file in sorted((ROOT / "theme").rglob("*.svg"))),
    ],
)
def test_what_draws_is_left_alone(svg: str) -> None:
    assert not holds_program(svg.encode())
