"""The sheet of facts as one page that needs nothing else, for whoever does not use a terminal."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import jinja2

from search_service.checks.expiring_next import Expiry
from search_service.checks.fact_sheet import ASKED, SheetRow

_PAGE = jinja2.Environment(autoescape=True).from_string("""<!doctype html>
<html lang="zh-Hans">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>要运营方确认的事实</title>
<style>
:root { color-scheme: light dark; }
body { font: 1rem/1.7 system-ui, sans-serif; max-width: 72rem; margin: 0 auto; padding: 1rem; }
.wide { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; }
th, td { border-bottom: 1px solid #8886; padding: .4rem .6rem; text-align: left; }
th, td { vertical-align: top; }
</style>
</head>
<body>
<main>
<h1>要运营方确认的事实</h1>
<p>{{ day }}，共 {{ rows | length }} 条，顾客最需要的在前。
填在 content/data 里，或运行 kb facts fill。</p>
<div class="wide" tabindex="0" role="region" aria-label="事实">
<table>
<thead><tr><th scope="col">状态</th><th scope="col">事实</th><th scope="col">现在的值</th>
<th scope="col">问谁</th><th scope="col">依据和日期</th><th scope="col">用在哪里</th>
<th scope="col">在哪个文件</th></tr></thead>
<tbody>
{% for row, value in rows %}
<tr><td>{{ row.state }}{% if row.why %}<br>{{ row.why }}{% endif %}</td>
<th scope="row">{{ row.name }}<br><code>{{ row.key }}</code></th>
<td>{{ value }}</td>
<td>{{ row.owner }}</td>
<td>{{ row.record.get("source") or "" }}
{{ row.record.get("checked_on") or row.record.get("verified_on") or "" }}
{% if row.record.get("approved") %}{% set approved = row.record["approved"] %}
{{ approved["by"] }} {{ approved["day"] }} 批准{% endif %}
{% if row.record.get("valid_until") %}到 {{ row.record["valid_until"] }}{% endif %}</td>
<td>{{ row.shown_on | join("、") }}</td>
<td>{{ row.path }}:{{ row.line }}</td></tr>
{% endfor %}
</tbody>
</table>
</div>
{% if ends %}
<h2>接下来到期</h2>
<ul>
{% for one in ends %}
<li>{{ one.day }}：{{ one.what }}<br><code>{{ one.path }}:{{ one.line }}</code></li>
{% endfor %}
</ul>
{% endif %}
</main>
</body>
</html>
""")


def facts_page(rows: Sequence[SheetRow], ends: Sequence[Expiry], day: date) -> str:
    """The page.

    Args:
        rows: The facts.
        ends: What runs out next.
        day: The one on which the facts were judged.
    """
    return _PAGE.render(rows=[(row, _value(row)) for row in rows], ends=ends, day=day)


def _value(row: SheetRow) -> str:
    said = (row.record[field] for field in ASKED if row.record.get(field) is not None)
    return " · ".join("有" if isinstance(one, dict) else str(one) for one in said)
