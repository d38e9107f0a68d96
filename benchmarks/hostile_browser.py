"""How long hostile texts take in a real Chromium that is slowed down four times.

`python -m benchmarks.hostile_browser` measures the verification tool on 100,000 characters and the
guard of the search on 2,000 (the longest question) and on 100,000, and writes
docs/benchmarks/hostile-browser.md. The pages are served on loopback; nothing leaves the machine.
"""

from __future__ import annotations

import os
import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from playwright.sync_api import sync_playwright

from tests.browser.chromium import find

ROOT = Path(__file__).parents[1]
REPORT = ROOT / "docs" / "benchmarks" / "hostile-browser.md"
# As Lighthouse slows down for a phone.
RATE = 4
BAR = 200
LENGTHS = 2_000, 100_000
SHOWN = 10
EVERY = 4
# Milliseconds of each trial; the first one is compiled on the way.
MEASURE = """async ({every, lengths}) => {
  const { readAndJudge } = await import("/theme/javascripts/tools/verify/judge.js");
  const { createRegistry } = await import("/theme/javascripts/tools/verify/registry.js");
  const { withoutPrivate } = await import("/theme/javascripts/sensitive.js");
  const { hostileTexts } = await import("/tests/fuzz/hostile.mjs");
  const { WALLET } = await import("/tests/javascript/tools/verify_wallet.js");
  const registry = createRegistry(WALLET);
  const trials = (work) => Array.from({ length: 5 }, () => {
    const begun = performance.now();
    work();
    return performance.now() - begun;
  });
  const secrets = ["密码", "密码1234 ", "密码是", "密码我爱", "密码，", "密码用月亮当",
    "助记词 ab ab ab", "mima shi ab", "1", "a@", "!", "微信qq", "密码“", "我的", "6 ",
    "password is the "];
  const repeat = (unit, length) => unit.repeat(Math.ceil(length / unit.length)).slice(0, length);
  const rows = [];
  hostileTexts(1, 400).forEach(({ name, make }, place) => {
    if (place % every) return;
    const text = make(lengths[1]);
    rows.push(["verify", name, lengths[1], trials(() => readAndJudge(text, registry))]);
  });
  for (const unit of secrets) for (const length of lengths) {
    const text = repeat(unit, length);
    rows.push(["secrets", unit, length, trials(() => withoutPrivate(text))]);
  }
  return rows;
}"""


class _Files(SimpleHTTPRequestHandler):
    extensions_map = SimpleHTTPRequestHandler.extensions_map | {".mjs": "text/javascript"}

    def log_request(self, code: object = "-", size: object = "-") -> None:
        """Keep quiet."""


def measured(origin: str) -> tuple[str, list[list[Any]]]:
    """The browser's version, and rows of part, unit, length and milliseconds of five trials."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find(), args=["--no-sandbox"])
        page = browser.new_page()
        page.goto(f"{origin}/theme/stylesheets/tool_verify.css")
        session = page.context.new_cdp_session(page)
        session.send("Emulation.setCPUThrottlingRate", {"rate": RATE})
        rows = page.evaluate(MEASURE, {"every": EVERY, "lengths": list(LENGTHS)})
        version = browser.version
        browser.close()
    return version, rows


def report(version: str, rows: list[list[Any]]) -> str:
    """The page of figures: the slowest of each part and length."""
    lines = [
        "# Hostile texts in Chromium, slowed down four times",
        "",
        f"Made by `python -m benchmarks.hostile_browser`: Chromium {version}, "  # noqa: ISC004
        f"`Emulation.setCPUThrottlingRate` {RATE}, {os.cpu_count()} cores shared with others' "
        f"work (load {os.getloadavg()[0]:.0f} at the end). Milliseconds by the clock; best of "
        f"five, and the first. Every {EVERY}th text of `tests/fuzz/hostile.mjs` for the "
        "verification tool.",
        "",
        f"| Part | Characters | Texts | Over {BAR} ms (best) | Slowest (best) | First | Its unit |",
        "| --- | --- | --- | --- | --- | --- | --- |",
    ]
    for part, length in (("verify", LENGTHS[1]), *(("secrets", one) for one in LENGTHS)):
        own = [row for row in rows if row[0] == part and row[2] == length]
        over = sum(min(row[3]) > BAR for row in own)
        for row in sorted(own, key=lambda row: -min(row[3]))[:SHOWN]:
            unit = repr(row[1]).replace("|", "\\|").replace("`", "'")
            cells = part, f"{length:,}", len(own), over, f"{min(row[3]):.0f}", f"{row[3][0]:.0f}"
            lines.append(f"| {' | '.join(map(str, cells))} | `{unit}` |")
    return "\n".join(lines) + "\n"


def main() -> None:
    """Measure, write the page and print it."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Files, directory=ROOT))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        made = report(*measured(f"http://127.0.0.1:{server.server_address[1]}"))
    finally:
        server.shutdown()
    REPORT.write_text(made, encoding="utf-8")
    print(made)


if __name__ == "__main__":
    main()
