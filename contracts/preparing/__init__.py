"""Preparing contracts and recording what happens to them: the pages of the workspace.

`columns` and `taking` are the spreadsheet of a draft, out and in; everything is written by
`contracts/actions`.
"""
