from __future__ import annotations

from scripts.host_endings import FILE, browser_module, host_endings


def test_the_browser_knows_every_chinese_ending_of_the_kept_list() -> None:
    assert FILE.read_text(encoding="utf-8") == browser_module()
    assert {"中国", "公司", "网址", "臺灣"} <= set(host_endings())
