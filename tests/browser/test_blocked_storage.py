"""A browser that keeps nothing for a site, because its owner does not want it to."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.browser.visitor import Visitor

# As Chromium does it where site data are blocked.
BLOCKED = """
  const refuse = () => { throw new DOMException("Access is denied", "SecurityError"); };
  for (const name of ["localStorage", "sessionStorage"])
    Object.defineProperty(globalThis, name, { get: refuse });
  CacheStorage.prototype.match = async () => refuse();
  CacheStorage.prototype.open = async () => refuse();
"""


def test_everything_of_the_front_door_works_without_storage(phone: Visitor) -> None:
    phone.page.add_init_script(BLOCKED)
    phone.open_dialog()
    phone.search("退款多久")
    expect(phone.dialog).to_have_attribute("data-source", "service")

    phone.page.route("**/api/v1/search*", lambda route: route.abort())
    phone.search("怎么注销账户")
    expect(phone.dialog).to_have_attribute("data-source", "browser")

    phone.field.fill("13800138000")
    expect(phone.dialog.get_by_role("alert")).to_be_visible()
    phone.page.keyboard.press("Enter")
    phone.page.wait_for_url("**/tools/verify/")
    expect(phone.page.locator("[data-verify-text]")).to_have_value("13800138000")
    # It is handed over once.
    assert phone.page.evaluate("window.name") == ""
    assert [error for error in phone.errors if "Failed to load resource" not in error] == []


def test_the_verdict_on_what_was_handed_over_is_seen_without_scrolling(phone: Visitor) -> None:
    phone.page.set_viewport_size({"width": 390, "height": 600})
    phone.open_dialog()
    phone.field.fill("13800138000")
    expect(phone.dialog.get_by_role("alert")).to_be_visible()
    phone.page.keyboard.press("Enter")

    phone.page.wait_for_url("**/tools/verify/")
    expect(phone.page.locator(".kb-verify__reason").first).to_be_in_viewport(ratio=1)
