"""python3 dev.py bench NAME [numbers]: what is measured by hand, never a test (QUALITY P, R-06)."""

import sys

import django

if __name__ == "__main__":
    django.setup()
    from tests.benchmarks import export, growth, load, pages, search

    benchmarks = {
        "writers": load.writers,
        "burdens": load.burdens,
        "export": export.export,
        "pages": pages.pages,
        "growth": growth.growth,
        "search": search.search,
    }
    name, *numbers = sys.argv[1:] or ["help"]
    if name not in benchmarks:
        sys.exit(f"{__doc__}\n\nNames: {', '.join(benchmarks)}")
    benchmarks[name](*map(int, numbers))
