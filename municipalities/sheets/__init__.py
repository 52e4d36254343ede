"""Spreadsheets, out and in: XLSX and CSV whose columns are known in both languages.

A `columns.Layout` says which columns there are. `workbook` and `delimited` write its rows;
`archive` and `reading` take a file in, within bounds and without believing it. What the rows mean
is the business of whoever asked for them; nothing here writes to the database.
"""
