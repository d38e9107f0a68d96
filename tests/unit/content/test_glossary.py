from __future__ import annotations

from search_service.content.glossary import definitions_in

PAGE = """
## 灯

色温 {#色温}
:   光看起来偏黄还是偏白。见[怎么选灯泡](bulbs/choose.md#色温)。

T+1 {#T+1}
:   往后一天。
    见[多久送到](delivery/late.md)。

流明 {#流明}
:   灯有多亮。
"""


def test_terms_lead_to_the_article_that_their_explanation_names() -> None:
    assert list(definitions_in(PAGE)) == [
        ("色温", "bulbs/choose.md"),
        ("T+1", "delivery/late.md"),
    ]
