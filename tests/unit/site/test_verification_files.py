from __future__ import annotations

from pathlib import Path

import pytest

from search_service.errors import ContentInvalid
from search_service.site.verification_files import write_verification_files


def content_with(folder: Path, name: str, text: str) -> Path:
    file = folder / "content" / "verification" / name
    file.parent.mkdir(parents=True)
    file.write_text(text, encoding="utf-8")
    return folder / "content"


@pytest.fixture
def site(tmp_path: Path) -> Path:
    folder = tmp_path / "site"
    folder.mkdir()
    (folder / "redirects.txt").touch()
    return folder


@pytest.mark.parametrize("name", ["MP_verify_lAmp2026.txt", "WW_verify_a1.txt", "lamp-alipay.txt"])
def test_a_platforms_file_lies_at_the_root(tmp_path: Path, site: Path, name: str) -> None:
    write_verification_files(site, content_with(tmp_path, name, "lAmp2026"))

    assert (site / name).read_text(encoding="utf-8") == "lAmp2026"


def test_a_project_without_such_files_has_none(tmp_path: Path, site: Path) -> None:
    write_verification_files(site, tmp_path / "content")

    assert [file.name for file in site.iterdir()] == ["redirects.txt"]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("robots.txt", "User-agent"),
        ("redirects.txt", "a"),
        ("verify.html", "a"),
        ("验证.txt", "a"),
        ("a/b.txt", "a"),
        ("MP_verify_x.txt", "<script>"),
        ("MP_verify_x.txt", "灯"),
        ("MP_verify_x.txt", "a" * 5_000),
    ],
)
def test_whatever_else_lies_there_is_refused(
    tmp_path: Path, site: Path, name: str, text: str
) -> None:
    content = tmp_path / "content"
    file = content / "verification" / name
    file.parent.mkdir(parents=True)
    file.write_text(text, encoding="utf-8")

    with pytest.raises(ContentInvalid, match="content/verification"):
        write_verification_files(site, content)


def test_a_link_is_not_followed(tmp_path: Path, site: Path) -> None:
    (tmp_path / "secret").write_text("a", encoding="utf-8")
    folder = tmp_path / "content" / "verification"
    folder.mkdir(parents=True)
    (folder / "MP_verify_x.txt").symlink_to(tmp_path / "secret")

    with pytest.raises(ContentInvalid):
        write_verification_files(site, tmp_path / "content")
