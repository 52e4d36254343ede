"""The portal with one more view, which does nothing: what any page costs at least.

It is behind the same middleware, server and process as the pages that are held against it
(QUALITY §4.1). With BENCH_ALONE=1 there are no pages made ahead. With BENCH_EMPTY=1 nothing is
kept, neither pages nor parts of them, as in a process that has just begun.
"""

import os

from popnet.settings import *  # noqa: F403

ROOT_URLCONF = "tests.benchmarks.yardstick_urls"
NOTHING = {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}
if os.environ.get("BENCH_ALONE") == "1":
    CACHES["made_ahead"] = NOTHING  # noqa: F405
if os.environ.get("BENCH_EMPTY") == "1":
    CACHES = dict.fromkeys(("default", "made_ahead"), NOTHING)
    MIDDLEWARE.append("tests.benchmarks.yardstick_urls.without_memory")  # noqa: F405
