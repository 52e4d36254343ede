"""How an event is written down (S-55): its time in UTC, whatever zone the portal lives in, and
without what opens a door: the signed text of a link stands in its address."""

import logging
import re
import time

LINKS = re.compile(
    r"(/(?:reply|login/join|login/new-password/[^/\s]+|follow/confirm|follow/leave)/)[^/\s]+"
)


class InUtc(logging.Formatter):
    converter = time.gmtime

    def format(self, record: logging.LogRecord) -> str:
        return LINKS.sub(r"\1***", super().format(record))
