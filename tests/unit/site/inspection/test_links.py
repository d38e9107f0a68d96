"""A link that leads nowhere is named with its pages, whatever kind of link it is."""

from __future__ import annotations

from pathlib import Path

import pytest

from search_service.site.inspection.links import dead_links

ADDRESS = "https://lamps.example/help/"
SOUND = """<link rel="canonical" href="https://lamps.example/help/"><img src="images/lamp.svg">
<a href="lamps/">灯具</a> <a href="./lamps/#换灯泡">换灯泡</a> <a href="lamps">没有斜杠</a>
<a href="lamps/?q=1#%E6%8D%A2%E7%81%AF%E6%B3%A1">换</a> <a href="#">回到开头</a>
<a href="/help/lamps/index.html">全址</a> <a href="/elsewhere/">同一主机</a>
<a href="https://other.example/nowhere/">别处</a> <a href="tel:10086">电话</a>
<a href="api/v1/search?q=1">接口</a> <a href="/help/agent/">坐席</a>"""


@pytest.fixture
def site(tmp_path: Path) -> Path:
    (tmp_path / "lamps").mkdir()
    (tmp_path / "images").mkdir()
    (tmp_path / "images" / "lamp.svg").write_text("<svg/>", encoding="utf-8")
    (tmp_path / "lamps" / "index.html").write_text(
        '<h2 id="换灯泡">换灯泡</h2><a href="../">首页</a>', encoding="utf-8"
    )
    (tmp_path / "index.html").write_text(SOUND, encoding="utf-8")
    return tmp_path


def test_every_kind_of_sound_link_is_silent(site: Path) -> None:
    assert dead_links(site, ADDRESS) == []


@pytest.mark.parametrize(
    ("link", "said"),
    [
        ('<a href="lamp/">灯</a>', "链接「lamp/」指向的文件不在网站里"),
        ('<a href="/help/lamp/">灯</a>', "链接「/help/lamp/」指向的文件不在网站里"),
        (f'<a href="{ADDRESS}lamp/">灯</a>', "指向的文件不在网站里"),
        ('<a href="images/">灯</a>', "链接「images/」指向的文件不在网站里"),
        ('<img src="images/灯.svg">', "链接「images/灯.svg」指向的文件不在网站里"),
        ('<script src="early.js"></script>', "链接「early.js」指向的文件不在网站里"),
        ('<link rel="stylesheet" href="site.css">', "链接「site.css」指向的文件不在网站里"),
        ('<a href="lamps/#修灯">灯</a>', "指向的页面里没有「修灯」这一节"),
        ('<a href="#修灯">灯</a>', "指向的页面里没有「修灯」这一节"),
    ],
)
def test_a_dead_link_is_named_with_its_page_and_what_to_do(
    site: Path, link: str, said: str
) -> None:
    page = site / "index.html"
    page.write_text(page.read_text(encoding="utf-8") + link, encoding="utf-8")

    [fault] = dead_links(site, ADDRESS)

    assert fault.startswith("index.html：")
    assert said in fault
    assert "请改掉或删掉它" in fault


def test_a_dead_link_of_many_pages_is_one_fault(site: Path) -> None:
    for name in "abcde":
        (site / f"{name}.html").write_text('<a href="gone/">去</a>', encoding="utf-8")

    [fault] = dead_links(site, ADDRESS)

    assert fault.startswith("a.html、b.html、c.html 等 5 页：链接「gone/」")
