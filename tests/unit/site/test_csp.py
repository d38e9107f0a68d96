from __future__ import annotations

import base64
import hashlib
from pathlib import Path

import pytest

from search_service.errors import SiteBuildFailed
from search_service.site.csp import write_content_security

SCRIPT = 'document.documentElement.dataset.scheme = "dark";\n'
PAGE = f"<!doctype html><title>灯</title><script>{SCRIPT}</script><p>换灯泡</p>"


def site(folder: Path, **pages: str) -> Path:
    for name, text in {"index": PAGE, **pages}.items():
        file = folder / name / "index.html" if name != "index" else folder / "index.html"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return folder


def policy_of(folder: Path) -> dict[str, str]:
    """The policy by directive."""
    text = (folder / "content-security-policy.txt").read_text(encoding="ascii").strip()
    return dict(part.split(" ", 1) for part in text.split("; "))


def test_the_inline_script_of_all_pages_is_listed_once_by_its_hash(tmp_path: Path) -> None:
    write_content_security(site(tmp_path, lamps=PAGE, delivery=PAGE))

    digest = base64.b64encode(hashlib.sha256(SCRIPT.encode()).digest()).decode()
    assert policy_of(tmp_path) == {
        "default-src": "'none'",
        "script-src": f"'self' 'sha256-{digest}'",
        "style-src": "'self'",
        "img-src": "'self' data:",
        "connect-src": "'self'",
        "font-src": "'self'",
        "worker-src": "'self'",
        "manifest-src": "'self'",
        "base-uri": "'none'",
        "form-action": "'self'",
        "frame-ancestors": "'none'",
    }


def test_nginx_gets_the_same_policy(tmp_path: Path) -> None:
    write_content_security(site(tmp_path))

    policy = (tmp_path / "content-security-policy.txt").read_text(encoding="ascii").strip()
    lines = (tmp_path / "security-headers.conf").read_text(encoding="ascii").splitlines()
    assert f'add_header Content-Security-Policy "{policy}" always;' in lines
    assert 'add_header X-Content-Type-Options "nosniff" always;' in lines
    assert all(line.startswith("add_header ") and line.endswith(" always;") for line in lines)


@pytest.mark.parametrize("kind", ["application/json", "application/ld+json", "Application/LD+JSON"])
def test_data_in_a_script_needs_no_hash(tmp_path: Path, kind: str) -> None:
    data = f'{PAGE}<script type="{kind}">{{"@type": "BreadcrumbList"}}</script>'
    write_content_security(site(tmp_path, lamps=data))

    assert policy_of(tmp_path)["script-src"].count("sha256-") == 1


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
    ],
)  # fmt: skip
def test_what_the_policy_would_block_fails_the_build_with_page_and_line(
    tmp_path: Path, markup: str, said: str
) -> None:
    site(tmp_path, lamps=f"<!doctype html>\n<title>灯</title>\n{markup}")

    with pytest.raises(SiteBuildFailed, match=r"lamps/index\.html:3：") as stopped:
        write_content_security(tmp_path)

    assert said in str(stopped.value)
    assert not (tmp_path / "content-security-policy.txt").exists()


@pytest.mark.parametrize(
    "kind", ["", ' type="module"', ' type="importmap"', ' type="TEXT/JavaScript"']
)
def test_an_inline_script_that_is_not_the_themes_fails_the_build(tmp_path: Path, kind: str) -> None:
    site(tmp_path, lamps=f"{PAGE}<script{kind}>steal()</script>")

    with pytest.raises(SiteBuildFailed, match=r"lamps/index\.html：内嵌脚本「steal\(\)…」"):
        write_content_security(tmp_path)


def test_a_script_in_a_file_may_stand_anywhere(tmp_path: Path) -> None:
    write_content_security(
        site(tmp_path, lamps=f'{PAGE}<script type="module" src="a.js"></script>')
    )

    assert policy_of(tmp_path)["script-src"].startswith("'self' 'sha256-")


def test_what_an_article_shows_as_text_is_not_markup(tmp_path: Path) -> None:
    shown = f'{PAGE}<code>&lt;p style="x" onclick="go()"&gt;</code><!-- <p style="x"> -->'
    write_content_security(site(tmp_path, lamps=shown))
