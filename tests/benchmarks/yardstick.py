"""The portal with one more view, which does nothing: what any page costs at least.

It is behind the same middleware, server and process as the pages that are held against it
(QUALITY §4.1). With BENCH_COLD=1 nothing is kept, so every page is made anew each time.
"""

import os

from popnet.settings import *  # noqa: F403

ROOT_URLCONF = "tests.benchmarks.yardstick_urls"
if os.environ.get("BENCH_COLD") == "1":
    CACHES = {"default": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}}
