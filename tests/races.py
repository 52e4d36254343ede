"""Several people at the same moment, for tests of who wins (QUALITY R-07 to R-09)."""

import threading

from django.db import connection, connections


def at_once(*doings):
    """Do all of them at the same moment, each on its own connection; returns results or errors."""
    barrier, outcomes = threading.Barrier(len(doings)), [None] * len(doings)

    def run(place, do):
        try:
            connections["default"].ensure_connection()
            barrier.wait(timeout=30)
            outcomes[place] = do()
        except Exception as error:  # noqa: BLE001  (whatever it is, the test judges it)
            outcomes[place] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(place, do)) for place, do in enumerate(doings)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return outcomes
