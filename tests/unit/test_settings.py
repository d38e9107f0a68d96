from __future__ import annotations

import pytest

from search_service.errors import SettingsInvalid
from search_service.settings import read_settings


@pytest.mark.parametrize(
    ("name", "nearest"), [("KB_STATE_DIRR", "KB_STATE_DIR"), ("KB_SSO_PROXY", "KB_SSO_PROXIES")]
)
def test_an_unknown_setting_is_refused_with_the_nearest_name(
    monkeypatch: pytest.MonkeyPatch, name: str, nearest: str
) -> None:
    monkeypatch.setenv(name, "1")

    with pytest.raises(SettingsInvalid, match=f"没有 {name} 这个设置。是不是 {nearest}？"):
        read_settings()


@pytest.mark.parametrize(
    "networks",
    ['["0.0.0.0/0"]', '["::/0"]', '["0.0.0.0/1", "128.0.0.0/1"]', '["10.0.0.0/8", "11.0.0.0/8"]',
     '["::ffff:0:0/96"]', '["2000::/3"]'],
)  # fmt: skip
def test_proxies_as_wide_as_the_world_are_refused(
    monkeypatch: pytest.MonkeyPatch, networks: str
) -> None:
    monkeypatch.setenv("KB_SSO_PROXIES", networks)

    with pytest.raises(SettingsInvalid, match="KB_SSO_PROXIES"):
        read_settings()


@pytest.mark.parametrize("name", ["KB_ALLOWED_HOSTS", "KB_SSO_PROXIES", "KB_PORT"])
@pytest.mark.parametrize("value", ["help.example", "[", '{"a": 1}'])
def test_a_value_that_cannot_be_read_is_refused_by_its_name(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(name, value)

    with pytest.raises(SettingsInvalid, match=name):
        read_settings()


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("KB_PORT", "abc", "KB_PORT（要写整数）"),
        ("KB_PORT", "99999", "KB_PORT（最大是 65535）"),
        ("KB_ENGINE", "foo", "KB_ENGINE（只能是 'arrays', 'whoosh' 或 'opensearch'）"),
        ("KB_BRAND", "../x", "KB_BRAND（里面有不能用的字符）"),
        ("KB_EMBED_ORIGINS", "http://a.example", """KB_EMBED_ORIGINS='["http://a.example"]'"""),
    ],
)
def test_a_wrong_setting_says_what_it_has_to_be(
    name: str, value: str, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(name, value)

    with pytest.raises(SettingsInvalid) as refused:
        read_settings()

    assert said in str(refused.value)
