"""`python -m benchmarks.lighthouse.run`: scores and weights of the built site on a phone.

Builds the site into a temporary folder, serves it with the real service, and lets Lighthouse load
three pages as a slow phone on a slow network (its own mobile preset, simulated throttling). Writes
docs/benchmarks/lighthouse.json and docs/benchmarks/lighthouse.md; fails when a goal is missed.

`make lighthouse` fetches Lighthouse itself. Chromium is found as for the browser tests.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks import machine
from tests.browser import chromium
from tests.browser.server import running_real_site

HERE = Path(__file__).parent
LIGHTHOUSE = HERE / "node_modules" / "lighthouse" / "cli" / "index.js"
REPORT = machine.ROOT / "docs" / "benchmarks" / "lighthouse.json"
TABLE = REPORT.with_suffix(".md")
PAGES = {
    "首页": "/",
    "文章": "/refunds/how-long/",
    "急救": "/safety/i-was-scammed/",
    "搜索结果": "/search/?q=退款多久到账",
    "工具": "/tools/verify/",
}
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
RUNS = 5
GOALS = {"score": 95, "lcp_s": 1.0, "cls": 0.02, "kilobytes": 80, "requests": 10}
# Goals that do not bind a page, and why.
ON_PURPOSE = {
    "搜索结果": {
        "requests": "its script comes as modules, once the hits are painted",
    }
}
HEAD = """# Lighthouse

Made by `make lighthouse`: {runs} runs a page, the median of each figure.
Lighthouse {version}, mobile preset, simulated throttling (its slow 4G and a processor four times
slower); the real service on the loopback. KB and requests are of a cold visit, as they came over
the wire, without the icon and without what the service worker fetches for later.

{machine}

| Page | Performance | Accessibility | Best practices | SEO | LCP s | CLS | KB | Requests |
|---|---|---|---|---|---|---|---|---|
"""


def lighthouse(url: str, browser: str) -> dict[str, Any]:
    """One run; Lighthouse's own report."""
    flags = "--headless=new --no-sandbox --disable-gpu --no-first-run"
    command = ["node", str(LIGHTHOUSE), url, "--quiet", "--output=json", f"--chrome-flags={flags}"]
    command += [f"--only-categories={','.join(CATEGORIES)}"]
    environment = os.environ | {"CHROME_PATH": browser}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"Lighthouse failed on {url}:\n{done.stderr[-2000:]}")
    report: dict[str, Any] = json.loads(done.stdout)
    return report


def figures(report: dict[str, Any]) -> dict[str, float]:
    """What of a report is compared with the goals."""
    audits = report["audits"]
    # Without what the service worker fetches for later, and without the icon.
    requests = [
        item
        for item in audits["network-requests"]["details"]["items"]
        if item.get("sessionTargetType") == "page" and not item["url"].endswith(".svg")
    ]
    scores = {name: round(100 * report["categories"][name]["score"]) for name in CATEGORIES}
    return scores | {
        "lcp_s": round(audits["largest-contentful-paint"]["numericValue"] / 1000, 2),
        "cls": round(audits["cumulative-layout-shift"]["numericValue"], 3),
        "kilobytes": round(sum(item["transferSize"] for item in requests) / 1000, 1),
        "requests": len(requests),
    }


def missed(page: str, found: dict[str, float]) -> list[str]:
    """The goals that a page does not reach."""
    low = [name for name in CATEGORIES if found[name] < GOALS["score"]]
    measured = ("lcp_s", "cls", "kilobytes", "requests")
    over = [name for name in measured if found[name] > GOALS[name]]
    allowed = ON_PURPOSE.get(page, {})
    return [f"{page}: {name} {found[name]}" for name in low + over if name not in allowed]


def main() -> int:
    """Exit code: 0 when every goal is reached."""
    browser = chromium.find()
    if browser is None or not LIGHTHOUSE.exists() or shutil.which("node") is None:
        print(__doc__, file=sys.stderr)
        return 2
    result: dict[str, Any] = {"machine": machine.description(), "goals": GOALS, "pages": {}}
    with running_real_site() as address:
        for page, path in PAGES.items():
            reports = [lighthouse(address + path, browser) for _ in range(RUNS)]
            result["lighthouse"] = reports[0]["lighthouseVersion"]
            runs = [figures(report) for report in reports]
            result["pages"][page] = {
                "path": path,
                **{name: median(run[name] for run in runs) for name in runs[0]},
                "failed_audits": failed_audits(reports[0]),
            }
            print(page, result["pages"][page], flush=True)
    write(result)
    faults = [fault for page, found in result["pages"].items() for fault in missed(page, found)]
    print("\n".join(faults) or "every goal is reached")
    return 1 if faults else 0


def failed_audits(report: dict[str, Any]) -> list[str]:
    """The audits with a weight that did not get their full score."""
    weighed = {
        reference["id"]
        for name in CATEGORIES
        for reference in report["categories"][name]["auditRefs"]
        if reference["weight"]
    }
    scores = {name: report["audits"][name]["score"] for name in sorted(weighed)}
    return [name for name, score in scores.items() if score is not None and score < 1]


def write(result: dict[str, Any]) -> None:
    """The report, and the table that people read."""
    REPORT.parent.mkdir(parents=True, exist_ok=True)
    REPORT.write_text(json.dumps(result, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    about = result["machine"]
    where = (
        f"Measured at commit {about['commit']} on {about['cores']} cores ({about['cpu']}), "
        f"load before {about['load_before'][0]}."
    )
    names = (*CATEGORIES, "lcp_s", "cls", "kilobytes", "requests")
    rows = [
        f"| {page} `{found['path']}` | " + " | ".join(f"{found[name]:g}" for name in names) + " |"
        for page, found in result["pages"].items()
    ]
    goals = [f"| Goal | {' | '.join(['≥ 95'] * 4)} | ≤ 1.0 | ≤ 0.02 | ≤ 80 | ≤ 10 |"]
    head = HEAD.format(runs=RUNS, version=result["lighthouse"], machine=where)
    reasons = [
        f"- {page}, {name}: {reason}."
        for page, names in ON_PURPOSE.items()
        for name, reason in names.items()
    ]
    body = "\n".join([*rows, *goals, "", "Goals that do not bind:", "", *reasons])
    TABLE.write_text(f"{head}{body}\n", encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
