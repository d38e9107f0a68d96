"""The dictionary's tables: made once, mapped by all, made anew when they are not whole."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from search_service.analysis.dictionary_tables import CHARACTER, DictionaryTables, kept_tables
from search_service.analysis.piece_tree import PieceTree, piece_rows


class Making:
    """Makes small tables and counts how often."""

    def __init__(self) -> None:
        self.times = 0

    def __call__(self, terms: Sequence[str]) -> DictionaryTables:
        self.times += 1
        words = {piece[:end]: 0 for piece in terms for end in range(1, len(piece))}
        words |= dict.fromkeys(terms, 7)
        characters = np.array([(ord("灯"), 3)], CHARACTER)
        return DictionaryTables(piece_rows(words, 70), characters, np.array([63, 70]))


def test_tables_are_made_once_and_then_mapped(tmp_path: Path) -> None:
    making = Making()

    first = kept_tables(["台灯", "台灯罩"], tmp_path, making)
    second = kept_tables(["台灯", "台灯罩"], tmp_path, making)

    assert making.times == 1
    for table, again in zip(first, second, strict=True):
        assert table.tobytes() == again.tobytes()
        assert not table.flags.owndata
        assert not again.flags.writeable
    assert PieceTree(second.pieces).frequency("台灯罩") == 7


def test_other_terms_have_tables_of_their_own_and_the_last_three_are_kept(tmp_path: Path) -> None:
    making = Making()

    for term in ("一灯", "二灯", "三灯", "四灯", "五灯"):
        tables = kept_tables([term], tmp_path, making)
        assert PieceTree(tables.pieces).find(term)

    assert making.times == 5
    assert len([*tmp_path.iterdir()]) == 3


@pytest.mark.parametrize("damage", ["", "cut"])
def test_what_is_not_whole_is_made_anew(tmp_path: Path, damage: str) -> None:
    making = Making()
    kept_tables(["台灯"], tmp_path, making)
    [file] = tmp_path.glob("words-*/pieces.npy")
    if damage:
        file.write_bytes(file.read_bytes()[:-8])
    else:
        file.unlink()

    tables = kept_tables(["台灯"], tmp_path, making)

    assert making.times == 2
    assert PieceTree(tables.pieces).frequency("台灯") == 7
    kept_tables(["台灯"], tmp_path, making)
    assert making.times == 2


def test_where_nothing_can_be_kept_they_are_held(tmp_path: Path) -> None:
    making, file = Making(), tmp_path / "file"
    file.write_text("no folder", encoding="utf-8")

    for folder in (None, file):
        assert PieceTree(kept_tables(["台灯"], folder, making).pieces).frequency("台灯") == 7

    assert making.times == 2
