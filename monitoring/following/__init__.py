"""Following by e-mail, without an account: asking, confirming, leaving, the weekly digest.

An address is kept to be told what changed and for nothing else; it is erased on leaving.
"""

from monitoring.following.asking import (
    confirm,
    follow,
    follower_behind,
    follows_more,
    leave,
    sweep,
)

__all__ = ["confirm", "follow", "follower_behind", "follows_more", "leave", "sweep"]
