"""Who is told by mail of what happened to a report; each mail waits in the outbox (R-18)."""


def about(event) -> None:
    """Called by the actions with every ReportEvent, inside their transaction."""


def invitation(report, *, address: str, at) -> None:
    """The municipality's link to reply, to the address that the coordinator entered.

    ``address`` is the path of the link on the portal.
    """
