"""`mkdocs.yml` is data: whatever it asks for, the site's builder is given values alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from search_service.content.settings_values import VARIABLES
from search_service.content.site_settings import SiteSettings
from search_service.errors import ContentInvalid
from search_service.site.rendered_folder import render_folder
from tests.builders import copied_shop

RUNS = '!!python/object/apply:pathlib.Path.touch [!!python/object/apply:pathlib.Path ["{ran}"]]'
NAMES = "!!python/name:os.system"
# Written behind the shop's settings. {ran}: a file that whatever runs would make.
REFUSED = {
    "a value": f"copyright: {RUNS}\n",
    "a value deep inside": f"extra: {{a: [1, {{b: {RUNS}}}]}}\n",
    "a key": f"? {RUNS}\n: 1\n",
    "a name of a function": f"copyright: {NAMES}\n",
    "a tag of its own": "copyright: !relative x\n",
    "a variable of the machine": "copyright: !ENV KB_QUERY_LOG_URL\n",
    "a variable among allowed ones": "copyright: !ENV [KB_SITE_URL, AWS_SECRET_ACCESS_KEY, x]\n",
    "merged into it": f"<<: {{copyright: {RUNS}}}\n",
    "what it inherits": "INHERIT: other.yml\n",
    "a default that runs": f"copyright: !ENV [KB_SITE_URL, {RUNS}]\n",
}
WITHOUT_EFFECT = {
    "markdown_extensions": "markdown_extensions: [{pymdownx.snippets: {base_path: /}}]\n",
    "hooks": "hooks: [evil.py]\n",
}


def shop_with(tmp_path: Path, more: str) -> Path:
    shop = copied_shop(tmp_path / "shop")
    file = shop / "mkdocs.yml"
    ran = str(tmp_path / "ran")
    (shop / "other.yml").write_text(f"copyright: {RUNS}\n".replace("{ran}", ran), encoding="utf-8")
    text = file.read_text(encoding="utf-8")
    kept = "".join(
        line for line in text.splitlines(keepends=True) if not line.startswith("INHERIT:")
    )
    file.write_text(f"{kept.rstrip()}\n{more}".replace("{ran}", ran), encoding="utf-8")
    return shop


def built(shop: Path, tmp_path: Path) -> dict[str, object]:
    """What MkDocs reads; its own loader, which runs what it is told to."""
    from mkdocs.utils.yaml import yaml_load  # noqa: PLC0415

    config = render_folder(shop / "content", tmp_path / "out", drafts=True).config
    with config.open("rb") as file:
        read: dict[str, object] = yaml_load(file)
    return read


@pytest.mark.parametrize("more", REFUSED.values(), ids=REFUSED)
def test_what_is_no_data_is_named_and_never_given_to_the_builder(tmp_path: Path, more: str) -> None:
    shop = shop_with(tmp_path, more)

    problems = SiteSettings(shop).problems
    with pytest.raises(ContentInvalid) as refused:
        render_folder(shop / "content", tmp_path / "out", drafts=True)

    assert problems
    assert {one.rule for one in problems} == {"settings"}
    assert all(str(one) in str(refused.value) for one in problems)
    assert not (tmp_path / "ran").exists()
    assert not (tmp_path / "out" / "mkdocs.yml").exists()


@pytest.mark.parametrize(
    "more",
    [
        "INHERIT: !ENV [KB_SITE_URL, other.yml]\n",
        "<<: {INHERIT: other.yml}\n",
        "INHERIT: content/a.yml\nINHERIT: other.yml\n",
    ],
)
def test_no_further_file_is_read_by_the_builder(tmp_path: Path, more: str) -> None:
    shop = shop_with(tmp_path, more)
    (shop / "content" / "a.yml").write_text("x_of_a: 1\n", encoding="utf-8")

    assert "INHERIT" not in built(shop, tmp_path)
    assert not (tmp_path / "ran").exists()


@pytest.mark.parametrize(("name", "more"), WITHOUT_EFFECT.items())
def test_what_has_no_effect_is_named(tmp_path: Path, name: str, more: str) -> None:
    shop = shop_with(tmp_path, more)

    problems = [str(one) for one in SiteSettings(shop).problems]

    assert any(f"{name} 在这里不起作用" in one for one in problems)
    assert "pymdownx.snippets" not in str(built(shop, tmp_path))
    assert not built(shop, tmp_path)["hooks"]


def test_the_builder_is_given_what_the_settings_say(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shop = shop_with(tmp_path, "copyright: 灯铺\nextra: {preview: !ENV [KB_PREVIEW, false]}\n")
    monkeypatch.setenv("KB_PREVIEW", "true")

    read = built(shop, tmp_path)

    assert read["copyright"] == "灯铺"
    assert read["docs_dir"] == "pages"
    assert "lamps/change-bulb.md" in str(read["nav"])
    assert set(VARIABLES) == {"KB_PREVIEW", "KB_SITE_URL"}
    assert read["extra"]["preview"] is True  # type: ignore[index]
