"""A report as a spreadsheet, out and in: one row per finding, in both languages.

`columns` and `sheet` say what stands in it, `workbook` adds the instructions; files are written
and read by `municipalities/sheets`. `changes` says what a file would change, `effect` what that
does to the figures. Nothing here writes: that is `actions.import_findings`.
"""
