"""An index that was patched again and again is the index that is written at once from its texts."""

from __future__ import annotations

import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from search_service.analysis.chains import Analyser
from search_service.engines.index_store import IndexedText, read_index, write_index
from search_service.engines.postings import Postings
from tests.postings import assert_equal

SENTENCES = (
    "灯泡不亮怎么办",
    "3\n天内退换",
    "怎么换灯泡 L-102",
    "快递 400-000-0000",
    "遥控器没反应",
)
TEXTS = st.lists(st.sampled_from(SENTENCES), max_size=3).map("\n".join)
# Passages by name: some stay as they are from one state to the next, others change, come and go.
NAMES = [f"L-{number}#{part}" for number in range(101, 109) for part in range(3)]
STATES = st.lists(
    st.dictionaries(st.sampled_from(NAMES), st.tuples(st.sampled_from(SENTENCES), TEXTS)),
    min_size=1,
    max_size=4,
)


def texts_of(state: dict[str, tuple[str, str]]) -> list[IndexedText]:
    return [IndexedText(name, title, (), body) for name, (title, body) in state.items()]


def built_at_once(folder: Path, state: dict[str, tuple[str, str]], analyser: Analyser) -> Postings:
    folder.mkdir()
    return write_index(folder, texts_of(state), analyser)


@settings(max_examples=60)
@given(states=STATES, base=st.integers(0, 30))
def test_a_patched_index_is_the_index_built_at_once(
    shop_analyser: Analyser, states: list[dict[str, tuple[str, str]]], base: int
) -> None:
    # Enough passages that never change, so that a base is worth keeping.
    same = {f"L-900#{number}": ("台灯", f"第 {number} 种灯泡") for number in range(base)}
    with tempfile.TemporaryDirectory() as name:
        folder, previous = Path(name), None
        for number, state in enumerate(states):
            whole = {**same, **state} if number % 2 else {**state, **same}
            new = folder / str(number)
            new.mkdir()

            written = write_index(new, texts_of(whole), shop_analyser, previous)

            expected = built_at_once(folder / f"{number}-whole", whole, shop_analyser)
            assert_equal(written, expected)
            assert_equal(read_index(new), expected)
            previous = new


def test_a_small_change_writes_a_delta_and_takes_the_base_over(
    tmp_path: Path, shop_analyser: Analyser
) -> None:
    before = {f"L-900#{number}": ("台灯", f"第 {number} 种灯泡") for number in range(40)}
    built_at_once(tmp_path / "before", before, shop_analyser)
    after = {**before, "L-900#7": ("台灯", "遥控器没反应")}
    (tmp_path / "after").mkdir()

    written = write_index(tmp_path / "after", texts_of(after), shop_analyser, tmp_path / "before")

    base = [tmp_path / name / "base/gaps" for name in ("before", "after")]
    assert base[0].read_bytes() == base[1].read_bytes()
    assert base[0].stat().st_ino != base[1].stat().st_ino  # a copy: it does not go bad with it
    assert (tmp_path / "after/delta").is_dir()
    assert_equal(written, built_at_once(tmp_path / "whole", after, shop_analyser))
