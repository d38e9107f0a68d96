from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from search_service.answering.documents import Documents
from search_service.answering.search import Search
from search_service.errors import DatasetInvalid
from search_service.evaluation.datasets import load_beir, load_judgements
from search_service.evaluation.evaluate import Evaluation, compare, evaluate, index_documents

CORPUS = [
    {"_id": "d1", "title": "", "text": "怎么换灯泡", "aliases": ["灯泡坏了", "灯不亮要换"]},
    {"_id": "d2", "title": "遥控器", "text": "遥控器没有反应时先换电池，再重新配对。" * 4},
    {"_id": "d3", "title": "", "text": "发票在哪里开"},
]
QUERIES = [{"_id": "q1", "text": "灯泡换法"}, {"_id": "q2", "text": "遥控没反应"}]
QRELS = "query-id\tcorpus-id\tscore\nq1\td1\t1\nq1\td3\t0\nq2\td2\t1\n"


def beir_folder(folder: Path, qrels: str = QRELS) -> Path:
    (folder / "qrels").mkdir(parents=True)
    for name, rows in (("corpus", CORPUS), ("queries", QUERIES)):
        text = "\n".join(json.dumps(row, ensure_ascii=False) for row in rows)
        (folder / f"{name}.jsonl").write_text(text + "\n", encoding="utf-8")
    (folder / "qrels" / "dev.tsv").write_text(qrels, encoding="utf-8")
    return folder


def test_a_short_text_without_a_title_is_a_question(tmp_path: Path) -> None:
    documents = load_beir(beir_folder(tmp_path), "dev").documents

    assert documents.articles[0].title == "怎么换灯泡"
    assert documents.passages[0].text == ""
    assert documents.articles[0].questions == ("灯泡坏了", "灯不亮要换")
    assert documents.articles[1].title == "遥控器"


def test_so_many_aliases_are_used_as_asked_for(tmp_path: Path) -> None:
    assert load_beir(beir_folder(tmp_path), "dev", 1).documents.articles[0].questions == (
        "灯泡坏了",
    )


def test_a_query_that_is_only_judged_negatively_is_left_out(tmp_path: Path) -> None:
    dataset = load_beir(beir_folder(tmp_path, QRELS.replace("q1\td1\t1", "q1\td1\t0")), "dev")

    assert [query.id for query in dataset.queries] == ["q2"]


def test_a_query_without_content_is_skipped_and_named_with_its_line(tmp_path: Path) -> None:
    folder = beir_folder(tmp_path, QRELS + "q3\td2\t1\nq4\td2\t1\n")
    with (folder / "queries.jsonl").open("a", encoding="utf-8") as stream:
        stream.write('{"_id": "q3", "text": "？？"}\n{"_id": "q4"}\n{"_id": "q5", "text": ""}\n')

    dataset = load_beir(folder, "dev")

    assert [query.id for query in dataset.queries] == ["q1", "q2"]
    assert len(dataset.skipped) == 2  # nobody judged q5
    assert "queries.jsonl:3：请输入至少一个汉字" in dataset.skipped[0]
    assert "queries.jsonl:4：" in dataset.skipped[1]


def test_an_own_judgement_without_content_is_skipped_and_named(
    tmp_path: Path, shop_documents: Documents
) -> None:
    file = tmp_path / "queries.tsv"
    file.write_text("query\texpected\tkind\n…\tL-101\tsingle\n灯\tL-101\tsingle\n", "utf-8")

    dataset = load_judgements(file, shop_documents)

    assert [query.text for query in dataset.queries] == ["灯"]
    assert [line.partition("：")[0] for line in dataset.skipped] == [f"{file}:2"]


@pytest.mark.parametrize(
    ("qrels", "said"),
    [
        ("q1\tnowhere\t1\n", "没有查询 q1 或文档 nowhere"),
        ("nobody\td1\t1\n", "没有查询 nobody"),
        ("q1\td1\n", "应是三列"),
        ("q1\td1\t0\n", "没有一条有正确答案"),
    ],
)
def test_bad_judgements_are_an_error_that_says_where(tmp_path: Path, qrels: str, said: str) -> None:
    with pytest.raises(DatasetInvalid, match=said):
        load_beir(beir_folder(tmp_path, qrels), "dev")


def test_an_own_judgement_must_expect_an_article_that_exists(
    tmp_path: Path, shop_documents: Documents
) -> None:
    file = tmp_path / "queries.tsv"
    file.write_text("query\texpected\tkind\n灯\tZ-999\tsingle\n", encoding="utf-8")

    with pytest.raises(DatasetInvalid, match=r"queries.tsv:2：没有文章 Z-999"):
        load_judgements(file, shop_documents)


@pytest.fixture
def evaluation(tmp_path: Path, shop_search: Search) -> Evaluation:
    dataset = load_beir(beir_folder(tmp_path / "beir"), "dev")
    analyser = shop_search.analyser
    return evaluate(dataset, index_documents(dataset.documents, analyser, tmp_path / "index"))


def test_an_evaluation_sums_up_its_queries(evaluation: Evaluation, tmp_path: Path) -> None:
    assert evaluation.summary()["success@1"] == 1.0
    assert evaluation.outcomes[0].place() == 1
    evaluation.write_csv(tmp_path / "out.csv")
    with (tmp_path / "out.csv").open(encoding="utf-8") as stream:
        rows = list(csv.DictReader(stream))
    assert [row["expected"] for row in rows] == ["d1", "d2"]


def test_a_comparison_with_itself_finds_no_difference(
    evaluation: Evaluation, tmp_path: Path
) -> None:
    dataset = load_beir(tmp_path / "beir", "dev")
    again = Evaluation.from_rows(dataset, evaluation.as_rows())
    difference = compare(again, evaluation)

    assert difference.before == difference.after
    assert (difference.low, difference.high) == (0.0, 0.0)
