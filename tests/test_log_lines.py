"""What an operator reads in the log."""

import logging.config

from django.conf import settings

from popnet.log_lines import InUtc


def test_a_line_of_the_log_tells_its_time_in_utc():
    line = settings.LOGGING["formatters"]["line"]
    record = logging.makeLogRecord(
        {"created": 0, "msecs": 0, "levelname": "INFO", "name": "popnet", "msg": "began"}
    )

    written = InUtc(line["format"], style=line["style"]).format(record)

    assert written == "1970-01-01 00:00:00,000Z INFO popnet began"
    assert line["()"] == f"{InUtc.__module__}.{InUtc.__qualname__}"
