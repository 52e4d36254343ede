"""People: how they come in, what they may do, and how they leave again (QUALITY S-12, S-23).

Everything is done through functions of this package, which say who may and write the audit list:
`inviting`, `roles`, `leaving`, `factor_resets`. Pages stand in `views`, their addresses in `urls`.
"""
