"""What an operator reads in the log."""

import logging.config
import re

from django.conf import settings

from popnet.log_lines import InUtc
from popnet.management.commands.routes import routes


def test_a_line_of_the_log_tells_its_time_in_utc():
    line = settings.LOGGING["formatters"]["line"]
    record = logging.makeLogRecord(
        {"created": 0, "msecs": 0, "levelname": "INFO", "name": "popnet", "msg": "began"}
    )

    written = InUtc(line["format"], style=line["style"]).format(record)

    assert written == "1970-01-01 00:00:00,000Z INFO popnet began"
    assert line["()"] == f"{InUtc.__module__}.{InUtc.__qualname__}"


def test_no_line_of_the_log_holds_what_opens_a_door():
    """Whoever reads the log could reply, join or set a password in somebody's place (S-55)."""
    line = settings.LOGGING["formatters"]["line"]
    formatter = InUtc(line["format"], style=line["style"])
    opening = re.compile("<[^>]*(?:token|key)>")
    doors = [route.path for route in routes() if opening.search(route.path)]
    assert len(doors) == 2 * 7

    for door in doors:
        asked = re.sub("<[^>]+>", "1", opening.sub("Sh1-fshehte:x_Y", door))
        said = logging.makeLogRecord(
            {"name": "django.request", "msg": "%s: %s", "args": ("Forbidden", asked)}
        )
        written = formatter.format(said)
        assert "fshehte" not in written
        assert written.endswith(asked.replace("Sh1-fshehte:x_Y", "***"))
