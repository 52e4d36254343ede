"""Where somebody works from, as far as the records keep it (QUALITY S-55)."""

import ipaddress

from simple_history.models import HistoricalRecords

from municipalities.signing_in import limits

KEPT_OF = {4: 24, 6: 48}  # bits of an address: which provider and region, not which line


def asked_from() -> str:
    """The network of the request that is being answered: '192.0.2.0/24', '2001:db8:1::/48'.

    Empty where nobody asks over the network (a command, a job), and for an unknown address.
    """
    request = getattr(HistoricalRecords.context, "request", None)
    try:
        address = ipaddress.ip_interface(limits.address_of(request)).ip if request else None
    except ValueError:
        return ""
    if address is None:
        return ""
    return str(ipaddress.ip_network((address, KEPT_OF[address.version]), strict=False))
