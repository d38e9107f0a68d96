"""Whom a limit counts: an address, or the /64 network that an IPv6 customer has to himself.

A customer may be given up to 256 such networks (a /56, RIPE 690, 4.2), and a machine of his ask
from each of them. Where it matters that nobody decides by himself they are one.
"""

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


# What a customer is given at most, as a rule.
_CUSTOMER_BITS = 56


def customer_network(network: str) -> str:
    """What may be one customer's, of a network that `client_network` named."""
    if not network.endswith("/64"):
        return network
    try:
        return str(IPv6Network(network).supernet(new_prefix=_CUSTOMER_BITS))
    except ValueError:
        return network
