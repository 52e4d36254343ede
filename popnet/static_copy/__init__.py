"""A complete copy of the public site in plain files, for mirrors (QUALITY L-11, T-5).

`walking` finds every page, `naming` says in which file each lies, `linking` replaces links,
`writing` puts everything in place or nothing; `making` does it all in order.
"""
