"""Data that anybody may take away, compute with and check: /data/v1/ and the verifier.

One declaration of the columns (``results``, ``record``, ``sealed``; gathered in ``tables``) is all
that the CSV and JSON files, the workbook, datapackage.json and the dictionary on /data/ follow
from. ``reading`` gets rows in batches, ``writing`` and ``workbook`` write them as they come,
``descriptor`` describes them, ``at_once`` keeps a slow crowd from taking every worker.

A retracted scorecard is in none of the lists: its figures are taken back. Its sealed payload and
the reason stay in the ledger. A real and a demonstration row never stand in one file.
"""
