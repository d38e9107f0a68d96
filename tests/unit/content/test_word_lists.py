# ruff: noqa: RUF001 - full-width characters are what people type
from __future__ import annotations

import re
from pathlib import Path

import pytest

from search_service.analysis.normalise import normalised_text
from search_service.analysis.synonyms import Synonyms
from search_service.analysis.word_lists import SynonymGroup
from search_service.content.word_lists import load_word_lists
from search_service.errors import WordListInvalid


def write(folder: Path, name: str, text: str) -> Path:
    file = folder / name
    file.write_text(text, encoding="utf-8")
    return file


def test_a_missing_file_is_an_empty_list(tmp_path: Path) -> None:
    words = load_word_lists(tmp_path)

    assert words.terms == ()
    assert words.synonyms == ()
    assert words.function_words == frozenset()


def test_words_are_normalised_and_comments_left_out(tmp_path: Path) -> None:
    write(tmp_path, "terms.txt", "# 词\nＵ燈卡\n\n萤火灯  # 新款\n")
    write(tmp_path, "function_words.txt", "怎麼\n")

    words = load_word_lists(tmp_path)

    assert words.terms == ("u灯卡", "萤火灯")
    assert words.function_words == {"怎么"}


def test_a_reading_has_a_syllable_for_each_character(tmp_path: Path) -> None:
    write(tmp_path, "terms.txt", "重装\tchong zhuang\n")

    assert load_word_lists(tmp_path).readings == {"重装": ("chong", "zhuang")}


def test_a_reading_of_the_wrong_length_is_refused_at_its_line(tmp_path: Path) -> None:
    file = write(tmp_path, "terms.txt", "# 灯\n萤火灯\n重装\tchong zhuang pao\n")

    with pytest.raises(WordListInvalid, match=re.escape(f"{file}:3")) as caught:
        load_word_lists(tmp_path)

    assert "2 个字" in str(caught.value)
    assert "3 个拼音" in str(caught.value)


def test_a_word_in_two_groups_is_refused_naming_both(tmp_path: Path) -> None:
    write(
        tmp_path,
        "synonyms.yml",
        "- {intent: 寄东西, words: [快递, 包裹]}\n- {intent: 收东西, words: [收件, 包裹]}\n",
    )

    with pytest.raises(WordListInvalid) as caught:
        load_word_lists(tmp_path)

    assert all(part in str(caught.value) for part in ("synonyms.yml", "包裹", "寄东西", "收东西"))


def test_a_word_written_in_both_scripts_counts_as_one(tmp_path: Path) -> None:
    write(
        tmp_path,
        "synonyms.yml",
        "- {intent: 甲, words: [灯泡, 泡子]}\n- {intent: 乙, words: [燈泡, 光源]}\n",
    )

    with pytest.raises(WordListInvalid, match="灯泡"):
        load_word_lists(tmp_path)


@pytest.mark.parametrize("again", ["U灯卡", "ｕ灯卡", "u燈卡", "u灯卡\tyou deng ka"])
@pytest.mark.parametrize(
    "name", ["terms.txt", "function_words.txt", "politeness.txt", "entities.txt"]
)
def test_a_word_listed_twice_is_refused_at_its_second_line(
    tmp_path: Path, name: str, again: str
) -> None:
    file = write(tmp_path, name, f"# 灯\nu灯卡\n萤火灯\n{again}\n")

    with pytest.raises(WordListInvalid, match=re.escape(f"{file}:4")) as caught:
        load_word_lists(tmp_path)

    assert "「u灯卡」在第 2 行已经有了" in str(caught.value)


def test_a_word_twice_in_one_group_is_refused_at_its_line(tmp_path: Path) -> None:
    file = write(tmp_path, "synonyms.yml", "- intent: 灯\n  words:\n    - 灯泡\n    - 燈泡\n")

    with pytest.raises(WordListInvalid, match=re.escape(f"{file}:4")):
        load_word_lists(tmp_path)


@pytest.mark.parametrize(
    "text",
    [
        "- {intent: 甲, words: [灯泡]}\n",
        "- {intent: 甲, words: [灯泡, 光源], direction: sideways}\n",
        "- {intent: 甲, words: [灯泡, 光源], weight: 2}\n",
        "- intent: [甲\n",
        "intent: 甲\n",
        "3\n",
    ],
)
def test_a_malformed_synonym_file_is_refused_by_name(tmp_path: Path, text: str) -> None:
    file = write(tmp_path, "synonyms.yml", text)

    with pytest.raises(WordListInvalid, match=re.escape(str(file))):
        load_word_lists(tmp_path)


@pytest.mark.parametrize("bomb", ["- " * 5_000, "- [" + "[" * 2_000, "- &a [灯]\n- *a\n"])
def test_a_bomb_in_the_synonyms_is_refused_at_its_line(tmp_path: Path, bomb: str) -> None:
    file = write(tmp_path, "synonyms.yml", f"# 同义词\n{bomb}")

    with pytest.raises(WordListInvalid, match=re.escape(str(file)) + r":[23]："):
        load_word_lists(tmp_path)


def test_the_digest_changes_with_every_file(tmp_path: Path) -> None:
    digests = {load_word_lists(tmp_path).digest}
    for name, text in [
        ("terms.txt", "灯\n"),
        ("synonyms.yml", "- {intent: 甲, words: [灯泡, 光源]}\n"),
        ("function_words.txt", "灯\n"),
        ("politeness.txt", "灯\n"),
        ("entities.txt", "灯\n"),
    ]:
        write(tmp_path, name, text)
        digests.add(load_word_lists(tmp_path).digest)

    assert len(digests) == 6


def group(direction: str, *words: str) -> SynonymGroup:
    return SynonymGroup.model_validate({"intent": "甲", "words": words, "direction": direction})


def test_words_of_a_two_way_group_are_one_concept_on_both_sides() -> None:
    synonyms = Synonyms([group("both", "快递", "包裹", "邮件")])

    assert synonyms.concept("包裹") == synonyms.concept("快递") == synonyms.concept("邮件")
    assert synonyms.concept("灯") == "灯"
    assert synonyms.added_to_query("包裹") == synonyms.added_to_passage("包裹") == ()


def test_a_group_of_the_query_side_is_added_to_queries_only() -> None:
    synonyms = Synonyms([group("query", "不亮", "没光", "黑了")])

    assert synonyms.added_to_query("没光") == ("不亮", "黑了")
    assert synonyms.added_to_passage("没光") == ()
    assert synonyms.concept("没光") == "没光"


def test_a_group_of_the_index_side_is_added_to_passages_only() -> None:
    synonyms = Synonyms([group("index", "快递", "包裹")])

    assert synonyms.added_to_passage("包裹") == ("快递",)
    assert synonyms.added_to_query("包裹") == ()


def test_a_concept_cannot_be_typed() -> None:
    concept = Synonyms([group("both", "快递", "包裹")]).concept("包裹")

    assert normalised_text(concept) not in {"快递", "包裹"}
    assert not concept[0].isalnum()
