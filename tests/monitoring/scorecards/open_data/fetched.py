"""The files of the open data as a reader gets them."""

import csv
import io
import json

from monitoring.scorecards.open_data.tables import TABLES

NAMES = [table.name for table in TABLES]
OF_TERMS = [table.name for table in TABLES if table.is_of_terms]


def fetched(client, address: str) -> bytes:
    response = client.get(address)
    assert response.status_code == 200, address
    return response.getvalue() if response.streaming else response.content


def csv_rows(client, name: str, folder: str = "/data/v1/") -> list[dict[str, str]]:
    text = fetched(client, f"{folder}{name}.csv").decode()
    return list(csv.DictReader(io.StringIO(text, newline="")))


def json_rows(client, name: str, folder: str = "/data/v1/") -> list[dict]:
    found = json.loads(fetched(client, f"{folder}{name}.json"))
    assert list(found) == [name]
    return found[name]
