"""Whom a limit counts: an address, or the /64 network that an IPv6 customer has to himself."""

from __future__ import annotations

from ipaddress import IPv6Address, IPv6Network, ip_address


def client_network(host: str) -> str:
    """The name under which requests from this address are counted."""
    try:
        address = ip_address(host.partition("%")[0])
    except ValueError:
        return host
    if not isinstance(address, IPv6Address):
        return str(address)
    if address.ipv4_mapped is not None:
        return str(address.ipv4_mapped)
    return str(IPv6Network((address, 64), strict=False))
