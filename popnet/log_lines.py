"""How an event is written down: its time in UTC, whatever zone the portal lives in (S-55)."""

import logging
import time


class InUtc(logging.Formatter):
    converter = time.gmtime
