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
     '["::ffff:0:0/96"]', '["2000::/3"]', '["2400::/8"]', '["2002::/16"]', '["1.0.0.0/8"]',
     # All of IPv4 stands in these as well, or in what they are a part of.
     '["64:ff9b::/96"]', '["64:ff9b::/32"]', '["64:ff9b:1::/48"]', '["64:ff9b:1:2::/96"]',
     '["::/96"]', '["::/64"]', '["::fffe:0:0/95"]', '["::ffff:0:0:0/96"]', '["2001::/32"]',
     '["2001::/23"]', '["2002::/17", "2002:8000::/17"]', '["64:ff9b::/97", "64:ff9b::8000:0/97"]',
     '["::ffff:1.0.0.0/104"]', '["2002:100::/24"]', '["::ffff:0:0/97", "128.0.0.0/1"]'],
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


@pytest.mark.parametrize(
    "networks",
    [
        '["10.0.0.0/8"]',
        '["fd00::/8"]',
        '["203.0.113.7"]',
        '["::1"]',
        '["2001:db8::7"]',
        '["::ffff:10.0.0.0/104"]',
        '["64:ff9b::203.0.113.7"]',
        '["2002:cb00:7107::/48"]',
    ],
)
def test_proxies_of_ones_own_network_are_trusted(
    monkeypatch: pytest.MonkeyPatch, networks: str
) -> None:
    monkeypatch.setenv("KB_SSO_PROXIES", networks)

    assert len(read_settings().sso_proxies) == 1


@pytest.mark.parametrize("state", ["", ".", "content", "content/pages", "theme/assets", "./x/.."])
def test_a_state_among_what_is_published_is_refused(
    monkeypatch: pytest.MonkeyPatch, state: str
) -> None:
    monkeypatch.setenv("KB_STATE_DIR", state)

    with pytest.raises(SettingsInvalid, match="KB_STATE_DIR"):
        read_settings()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("KB_RELOAD_SECONDS", "inf"), ("KB_RELOAD_SECONDS", "nan"), ("KB_RELOAD_SECONDS", "1e300"),
        ("KB_ALLOWED_HOSTS", "[]"), ("KB_ALLOWED_HOSTS", '["*"]'),
        ("KB_ALLOWED_HOSTS", '["https://help.example/"]'), ("KB_HOST", ""), ("KB_HOST", "a b"),
        ("KB_SITE_URL", "https://name:word@help.example/"), ("KB_SITE_URL", 'https://"><b>/'),
        ("KB_OPENSEARCH_URL", "ftp://cluster"), ("KB_BRAND", "own"),
        ("KB_SSO_HEADER", "a b"), ("KB_SSO_HEADER", "Cookie"), ("KB_SSO_HEADER", "X-Forwarded-For"),
        *[(name, "9" * 20) for name in (
            "KB_AGENT_IDLE_MINUTES", "KB_AGENT_SHIFT_HOURS", "KB_AGENT_JOURNAL_DAYS",
            "KB_FEEDBACK_PER_MINUTE", "KB_AGENT_LOGINS_PER_MINUTE", "KB_QUERY_LOG_LEAST_COUNT",
        )],
    ],
)  # fmt: skip
def test_a_value_that_means_nothing_is_refused_by_its_name(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(name, value)

    with pytest.raises(SettingsInvalid, match=name):
        read_settings()
