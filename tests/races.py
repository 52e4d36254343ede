"""Several people at the same moment, for tests of who wins (QUALITY R-07 to R-09)."""

import threading

from django.db import connection, connections, transaction


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


MOMENT = 0.5  # seconds, in which whoever need not wait for the other is long done


def while_uncommitted(first, second):
    """Do ``second`` when ``first`` is done and not yet committed; what it returns, or its error.

    Whoever asks before waiting sees what was before ``first``: here no luck decides who is first.
    """
    outcome = []

    def run():
        try:
            outcome.append(second())
        except Exception as error:  # noqa: BLE001  (whatever it is, the test judges it)
            outcome.append(error)
        finally:
            connection.close()

    thread = threading.Thread(target=run)
    with transaction.atomic():
        first()
        thread.start()
        thread.join(MOMENT)
    thread.join()
    return outcome[0]
