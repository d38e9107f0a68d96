"""A brand takes its navigation from the shared one; its own file says only what is different."""

from __future__ import annotations

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from search_service.content.brand_settings import brand_settings, line_in, own_settings
from search_service.content.redirects import with_shared_redirects

SHARED = """# 说明
site_name: 萤火灯铺
extra:
  # 首页
  first_needs:
    - {id: L-101, name: 灯不亮}
  most_asked: [L-101]
nav:
  - 首页: index.md
  - 灯具:
      - lamps/index.md
      - 换灯泡: lamps/change-bulb.md  # 常问
  - 配送:
      - delivery/index.md
not_in_nav: |
  /search.md
"""
words = st.text(st.sampled_from("灯罩架子: -#'\"?a"), min_size=1, max_size=6).filter(
    lambda text: text.strip() == text
)


def nav_of(text: str) -> list[object]:
    nav: list[object] = yaml.safe_load(text)["nav"]
    return nav


def test_a_brand_without_own_entries_has_the_shared_navigation() -> None:
    for own in ("# 没有\nnav: []\n", "nav:\n", "# 没有\n---\n{}\n"):
        assert brand_settings(SHARED, own) == SHARED


def test_pages_and_topics_of_its_own_stand_where_their_folder_does() -> None:
    own = "nav:\n  - lamps/dim.md\n  - 灯罩:\n      - shades/index.md\n      - shades/wipe.md\n"

    assert nav_of(brand_settings(SHARED, own)) == [
        {"首页": "index.md"},
        {"灯具": ["lamps/index.md", {"换灯泡": "lamps/change-bulb.md"}, "lamps/dim.md"]},
        {"配送": ["delivery/index.md"]},
        {"灯罩": ["shades/index.md", "shades/wipe.md"]},
    ]


@given(words, words)
def test_titles_of_its_own_take_the_place_of_the_shared_ones(topic: str, page: str) -> None:
    own = {"nav": [{topic: ["lamps/index.md", {page: "lamps/change-bulb.md"}]}]}

    merged = brand_settings(SHARED, yaml.safe_dump(own, allow_unicode=True))

    assert nav_of(merged)[1] == {topic: ["lamps/index.md", {page: "lamps/change-bulb.md"}]}
    assert [nav_of(merged)[0], *nav_of(merged)[2:]] == [nav_of(SHARED)[0], *nav_of(SHARED)[2:]]


def test_a_navigation_that_was_copied_whole_gets_what_is_shared_later() -> None:
    later = SHARED.replace("delivery/index.md", "delivery/index.md\n      - delivery/when.md")

    assert nav_of(brand_settings(later, SHARED)) == nav_of(later)


def test_values_of_its_own_take_the_place_of_the_shared_ones_one_by_one() -> None:
    own = "extra:\n    most_asked:\n        - L-102\n    more: 1\nuse: yes\n"

    read = yaml.safe_load(brand_settings(SHARED, own))

    assert read["extra"] == {
        "first_needs": [{"id": "L-101", "name": "灯不亮"}],
        "most_asked": ["L-102"],
        "more": 1,
    }
    assert (read["use"], read["nav"]) == (True, nav_of(SHARED))


@pytest.mark.parametrize("own", ["nav: 首页\n", "nav:\n  - {a: 1, b: 2}\n", "a: [\n", "文字\n"])
def test_a_file_that_cannot_be_understood_is_left_for_the_check_to_name(own: str) -> None:
    assert brand_settings(SHARED, own) == own


folders = st.sampled_from(["lamps", "delivery", "shades", "stands"])
added = st.lists(
    st.tuples(folders, st.from_regex(r"[a-z]{1,6}", fullmatch=True)), unique=True, max_size=6
)


@given(added, added)
def test_what_is_added_for_a_brand_is_all_that_its_file_holds(
    first: list[tuple[str, str]], then: list[tuple[str, str]]
) -> None:
    """Adding twice, as two imports do: the settings are those that were wanted each time."""
    own: str | None = None
    for pages in (first, then):
        before = brand_settings(SHARED, own) if own else SHARED
        wanted = yaml.safe_load(before)
        for folder, name in pages:
            add(wanted["nav"], folder, f"{folder}/{name}-new.md")
        after = yaml.safe_dump(wanted, allow_unicode=True, sort_keys=False)

        own = own_settings(own, before, after)

        assert set(map(str, flat(nav_of(brand_settings(SHARED, own))))) == set(
            map(str, flat(wanted["nav"]))
        )
    assert own is not None
    held = {path for path, _ in flat(yaml.safe_load(own)["nav"] or [])}
    assert held == {f"{folder}/{name}-new.md" for folder, name in [*first, *then]}


def add(nav: list[object], folder: str, path: str) -> None:
    for entry in nav:
        assert isinstance(entry, dict)
        (pages,) = entry.values()
        if isinstance(pages, list) and str(pages[0]).startswith(f"{folder}/"):
            if path not in pages:
                pages.append(path)
            return
    nav.append({f"{folder}新": [path]})


def flat(nav: list[object]) -> list[tuple[str, str]]:
    found = []
    for entry in nav:
        if isinstance(entry, dict):
            for title, value in entry.items():
                below = flat(value) if isinstance(value, list) else [(str(value), str(title))]
                found += below
        else:
            found.append((str(entry), ""))
    return found


def test_a_line_is_found_in_the_file_that_people_edit() -> None:
    own = "nav:\n  - lamps/dim.md\n"
    merged = brand_settings(SHARED, own)
    at = merged.split("\n").index("      - lamps/dim.md") + 1

    assert line_in(own, merged, at) == 2
    assert line_in(own, merged, 2) is None


@pytest.mark.parametrize(
    "own",
    [
        "redirects: []\n",
        "# 说明\nredirects:\n  - {from: /a/, to: /own/}\n",
        "redirects:\n- {from: /c/, to: /d/}",
    ],
)
def test_old_addresses_that_are_shared_later_lead_on_in_the_brand_as_well(own: str) -> None:
    shared = "redirects:\n  - {from: /a/, to: /b/}\n  - {from: /旧/, to: /b/}\n"

    merged = yaml.safe_load(with_shared_redirects(shared, own))["redirects"]

    led = {one["from"]: one["to"] for one in merged}
    said = {one["from"]: one["to"] for one in yaml.safe_load(own)["redirects"]}
    assert led == {"/a/": "/b/", "/旧/": "/b/"} | said
    assert with_shared_redirects("redirects: 1\n", own) == own
