"""Member organisations: who belongs to the network, who leads it, and who covers which place.

``belonging`` and ``covering`` write, the other modules are their pages. Rights follow from
memberships of active organisations, so a suspension holds from the next request on (S-11).
"""
