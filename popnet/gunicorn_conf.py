"""How gunicorn serves the portal: `gunicorn -c popnet/gunicorn_conf.py`.

Everything that differs between machines comes from the environment.
"""

import gc
import os
import signal
import sys
from pathlib import Path

from gunicorn.http.wsgi import Response

wsgi_app = "popnet.wsgi:application"
bind = os.environ.get("BIND", "127.0.0.1:8000")
workers = int(os.environ.get("WEB_CONCURRENCY", "2"))
worker_class = "gthread"
threads = int(os.environ.get("WEB_THREADS", "4"))
timeout = int(os.environ.get("WEB_TIMEOUT", "60"))
# A stop or a reload lets answers that have begun end.
graceful_timeout = int(os.environ.get("WEB_GRACEFUL_TIMEOUT", "30"))
keepalive = 5
# Off, so that HUP loads new code; the demonstration turns it on to start faster.
preload_app = os.environ.get("WEB_PRELOAD", "") == "1"
# A worker's heartbeat is a file: on a disk under load it would look dead.
worker_tmp_dir = "/dev/shm" if Path("/dev/shm").is_dir() else None

# Readers' addresses are nobody's business: no access log unless asked for ("-" is the terminal).
accesslog = os.environ.get("ACCESS_LOG") or None
loglevel = os.environ.get("WEB_LOG_LEVEL", "info")

# Django alone decides, by TRUSTED_PROXIES, whether to believe X-Forwarded-Proto. By default
# gunicorn would believe it of every program on this machine.
forwarded_allow_ips = ""
# No control socket: nobody uses it, and it leaves a directory in the user's home.
control_socket_disable = True

_default_headers = Response.default_headers


def _headers_without_server(response):
    """Leave out `Server`: gunicorn has no setting for it (QUALITY S-28)."""
    return [line for line in _default_headers(response) if not line.startswith("Server:")]


Response.default_headers = _headers_without_server


# A page makes a thousand objects and keeps none of them. Looking for circles among the newest
# every 700, as Python does by default, costs each page half a millisecond and more.
COLLECT_AFTER = 10_000


def post_worker_init(worker):
    """What is loaded by now stays until the end: no search for garbage looks at it again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(COLLECT_AFTER)


def when_ready(server):
    """End when the terminal's window is closed: to gunicorn its hang-up would mean "reload"."""
    if sys.stdin.isatty():
        signal.signal(signal.SIGHUP, lambda *_: os.kill(os.getpid(), signal.SIGTERM))
