"""The workbook of scorecards as a reader opens it."""

import io

import openpyxl

from tests.monitoring.scorecards.open_data.fetched import fetched
from tests.monitoring.scorecards.open_data.formulas import computed


def book(client, *, values: bool = False, address: str = "/data/v1/scorecards.xlsx"):
    """With its formulas, or with the values that stand beside them."""
    return openpyxl.load_workbook(io.BytesIO(fetched(client, address)), data_only=values)


def rows_as_computed(client) -> list[dict]:
    """Every row of scorecards by column; formulas are computed anew from the cells."""
    found = []
    for page in book(client).worksheets[1:-1]:
        names = [cell.value for cell in page[1]]
        for row in page.iter_rows(min_row=2):
            cells = {cell.coordinate: cell.value for cell in row}
            values = [
                computed(cell.value, cells) if cell.data_type == "f" else cell.value for cell in row
            ]
            found.append(dict(zip(names, values, strict=True)))
    return found
