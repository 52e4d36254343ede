"""A report as a spreadsheet, out and in: one row per finding, in both languages.

`workbook` and `delimited` write it; `archive` and `reading` take a file in, within bounds and
without believing it; `changes` says what it would change, `effect` what that does to the figures.
Nothing here writes: that is `actions.import_findings`.
"""
