from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from search_service.content.kept_results import KeptResults
from search_service.errors import SiteBuildFailed
from search_service.site.csp import (
    _page,
    check_content_security,
    may_be_blocked,
    nginx_headers,
    policy,
)

PAGE = '<!doctype html><title>灯</title><script src="a.js"></script><p>换灯泡</p>'


def site(folder: Path, **pages: str) -> Path:
    for name, text in {"index": PAGE, **pages}.items():
        file = folder / name / "index.html" if name != "index" else folder / "index.html"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return folder


def test_one_policy_holds_for_every_release_and_lets_no_inline_script_run() -> None:
    stated = dict(part.split(" ", 1) for part in policy().split("; "))

    assert stated["default-src"] == "'none'"
    assert stated["script-src"] == stated["style-src"] == "'self'"


def test_nginx_gets_the_same_headers() -> None:
    lines = nginx_headers().splitlines()

    assert f'add_header Content-Security-Policy "{policy()}" always;' in lines
    assert 'add_header X-Content-Type-Options "nosniff" always;' in lines
    assert all(line.startswith("add_header ") and line.endswith(" always;") for line in lines)


@pytest.mark.parametrize("kind", ["application/json", "application/ld+json", "Application/LD+JSON"])
def test_data_may_stand_in_a_page(tmp_path: Path, kind: str) -> None:
    data = f'{PAGE}<script type="{kind}">{{"@type": "BreadcrumbList"}}</script>'

    check_content_security(site(tmp_path, lamps=data))


@pytest.mark.parametrize(
    ("markup", "said"),
    [
        ('<p style="color: red">', "<p> 有 style 属性"),
        ('<P STYLE="color: red">', "<p> 有 style 属性"),
        ("<style>p { color: red }</style>", "有 <style>"),
        ("<svg><style>p { color: red }</style></svg>", "有 <style>"),
        ('<button onclick="go()">', "<button> 有 onclick 属性"),
        ("<img src=x.png onerror=go()>", "<img> 有 onerror 属性"),
        ('<a href="javascript:go()">', "<a> 的 href 是脚本"),
        ('<a href=" java\tscript:go()">', "<a> 的 href 是脚本"),
        ('<form action="&#106;avascript:go()">', "<form> 的 action 是脚本"),
        ('<link rel="icon" href="https://lamp.example/a.png">', "<link> 的 href 是别处的地址"),
        ('<link href="//lamp.example/a.css" rel="stylesheet">', "<link> 的 href 是别处的地址"),
        ('<link rel="alternate stylesheet" href="//a.example">', "<link> 的 href 是别处的地址"),
        ('<link rel=preload href="ht&#10;tps:lamp.example">', "<link> 的 href 是别处的地址"),
        ('<script src="https://lamp.example/a.js"></script>', "<script> 的 src 是别处的地址"),
        ('<script src=" /&#9;/lamp.example/a.js"></script>', "<script> 的 src 是别处的地址"),
        ('<img src="/\\lamp.example/a.png">', "<img> 的 src 是别处的地址"),
        ('<img srcset="a.png, //lamp.example/a.png 2x">', "<img> 的 srcset 是别处的地址"),
        ('<video poster="//lamp.example/a.png">', "<video> 的 poster 是别处的地址"),
        ('<form action="https://lamp.example/">', "<form> 的 action 是别处的地址"),
        ('<base href="/other/">', "有 <base>"),
        ("<iframe src=a.html>", "有 <iframe>"),
        ('<meta http-equiv="Refresh" content="0;url=a/">', "会自己跳到别的页面"),
        ('<meta http-equiv="refresh" content="0; url=//a.example">', "会自己跳到别的页面"),
        ('<meta http-equiv="refresh" content="0; url=/\\a.example">', "会自己跳到别的页面"),
        ('<meta http-equiv="refresh" content="0; url=/&#9;/a.example">', "会自己跳到别的页面"),
    ],
)  # fmt: skip
def test_what_the_policy_would_block_fails_the_build_with_page_and_line(
    tmp_path: Path, markup: str, said: str
) -> None:
    site(tmp_path, lamps=f"<!doctype html>\n<title>灯</title>\n{markup}")

    with pytest.raises(SiteBuildFailed, match=r"lamps/index\.html:3：") as stopped:
        check_content_security(tmp_path)

    assert said in str(stopped.value)


@pytest.mark.parametrize(
    "kind", ["", ' type="module"', ' type="importmap"', ' type="TEXT/JavaScript"']
)
def test_an_inline_script_fails_the_build(tmp_path: Path, kind: str) -> None:
    site(tmp_path, lamps=f"{PAGE}<script{kind}>steal()</script>")

    with pytest.raises(SiteBuildFailed, match=r"lamps/index\.html:1：有内嵌脚本"):
        check_content_security(tmp_path)


@pytest.mark.parametrize(
    "markup",
    [
        '<link rel="canonical" href="https://lamp.example/">',
        '<link rel="alternate" type="application/rss+xml" href="https://lamp.example/feed.xml">',
        '<link rel="icon" href="../images/favicon.svg">',
        '<img src="data:image/svg+xml,a">',
        '<a href="https://lamp.example/">灯</a>',
        '<form action="/search/">',
        '<meta http-equiv="refresh" content="0; url=/help/lamps/">',
    ],
)
def test_what_is_of_the_site_or_waits_for_a_click_is_no_fault(tmp_path: Path, markup: str) -> None:
    check_content_security(site(tmp_path, lamps=f"{PAGE}{markup}"))


def test_a_script_in_a_file_may_stand_anywhere(tmp_path: Path) -> None:
    check_content_security(
        site(tmp_path, lamps=f'{PAGE}<script type="module" src="a.js"></script>')
    )


def test_what_an_article_shows_as_text_is_not_markup(tmp_path: Path) -> None:
    shown = f'{PAGE}<code>&lt;p style="x" onclick="go()"&gt;</code><!-- <p style="x"> -->'
    check_content_security(site(tmp_path, lamps=shown))


def test_what_was_found_in_a_page_is_found_again_in_the_next_run(tmp_path: Path) -> None:
    kept = KeptResults(tmp_path / "kept")
    sound = f"{PAGE}<p>灯</p>"
    bad = f'{PAGE}<p style="x">灯</p>'
    folder = site(tmp_path / "site", lamps=bad)
    told = []
    for _ in range(2):
        with pytest.raises(SiteBuildFailed) as stopped:
            check_content_security(folder, kept)
        told.append(str(stopped.value))

    assert told[0] == told[1]
    check_content_security(site(tmp_path / "mended", lamps=sound), kept)
    with pytest.raises(SiteBuildFailed):
        check_content_security(folder, kept)


_PIECES = st.sampled_from(
    [
        *("<", ">", "</", "/>", "<!--", "-->", "<![CDATA[", "=", '"', "'", "/", " ", "\n", "\t"),
        *("\x00", "\x0c", "\x1f", "\u3000", "&", "&#", "106;", "&#106;", "&Tab;", ":", "j", "J"),
        *("a", "p", "svg", "script", "SCRIPT", "style", "Style", "onclick", "ON", "src", "href"),
        *("action", "formaction", "type", "module", "application/json", "javascript:", "avascript"),
        *("avascripts/", "text/javascript", "灯", "<script", '<script src="a.js">', "<a href="),
        *(
            "<link",
            ' rel="icon"',
            ' rel="canonical"',
            ' href="',
            "<img",
            ' src="',
            ' srcset="',
            ",",
        ),
        *(
            "https:",
            "//",
            "\\",
            "<iframe",
            "<base",
            ' http-equiv="',
            "refresh",
            "data:image/",
            "../",
        ),
        *('<script type="application/json">', "<p style", "<p onclick=", "<style>", "</script>"),
    ]
)


@given(st.lists(_PIECES, max_size=25).map("".join))
@example('<a href="x"style=y>')
@example('<script data-x=" src=">')
@example("<a href=j&#97;vascript:x>")
@example("<script/src=a.js>")
@example('<link rel="icon" rel="canonical" href="//a">')
@example('<link rel="canonical" rel="icon" href="//a">')
@example('<link rel="icon" href="//a" href="b/">')
@example('<img src="a.b:c">')
@example('<img srcset="a.png, //b">')
@example('<script type="application/json" type="module">')
def test_a_page_that_need_not_be_read_has_nothing_that_is_blocked(html: str) -> None:
    assert may_be_blocked(html) or _page(html).faults == []


@given(st.text("<>=\"'/ \tscriptyleonhrefjava:&#;", max_size=60))
def test_nor_has_any_text(html: str) -> None:
    assert may_be_blocked(html) or _page(html).faults == []
