"""How wide the networks may be whose word on who has signed in is believed."""

from __future__ import annotations

from collections.abc import Iterable
from ipaddress import IPv4Network, IPv6Network, collapse_addresses

from search_service.errors import SettingsInvalid

# The largest private network is 10.0.0.0/8; of others whole providers have a /16 and a /32.
_WIDEST_PREFIX = 8
_WIDEST_PUBLIC = {4: 16, 6: 32}
_IPV4_BITS = 32
# IPv6 networks in which all of IPv4 stands, and behind how many bits it begins: compatible,
# mapped (RFC 4291), translated (RFC 2765), NAT64 (RFC 6052, 8215), Teredo (RFC 4380), 6to4.
_IPV4_WITHIN = {
    IPv6Network("::/96"): 96,
    IPv6Network("::ffff:0:0/96"): 96,
    IPv6Network("::ffff:0:0:0/96"): 96,
    IPv6Network("64:ff9b::/96"): 96,
    IPv6Network("64:ff9b:1::/48"): 96,
    IPv6Network("2001::/32"): 96,
    IPv6Network("2002::/16"): 16,
}


def require_narrow(networks: Iterable[IPv4Network | IPv6Network]) -> None:
    """Refuse trusted proxies that are half of the world: any client could name itself an agent.

    Raises:
        SettingsInvalid: A network, or neighbours together, are wider than a private /8, or than
            a /16 (IPv6: /32) of others, also where they stand in IPv6.
    """
    given = list(networks)
    six = [one for one in given if isinstance(one, IPv6Network)]
    four = [one for one in given if isinstance(one, IPv4Network)]
    four += [found for one in six for found in _within(one)]
    together: list[IPv4Network | IPv6Network] = [*collapse_addresses(four)]
    together += collapse_addresses(six)
    for one in together:
        widest = _WIDEST_PREFIX if one.is_private else _WIDEST_PUBLIC[one.version]
        if one.prefixlen < widest:
            raise SettingsInvalid(
                f"设置有误：KB_SSO_PROXIES 里的 {one} 太宽，任何人都能冒充坐席。"
                f"请只写代理自己的地址，最宽 /{widest}。"
            )


def _within(network: IPv6Network) -> Iterable[IPv4Network]:
    """The networks of IPv4 whose addresses stand in one of IPv6."""
    for whole, before in _IPV4_WITHIN.items():
        if network.overlaps(whole):
            length = max(0, min(_IPV4_BITS, network.prefixlen - before))
            bits = int(network.network_address) >> (128 - before - _IPV4_BITS)
            first = bits & 0xFFFFFFFF if network.subnet_of(whole) else 0
            yield IPv4Network((first >> (_IPV4_BITS - length) << (_IPV4_BITS - length), length))
