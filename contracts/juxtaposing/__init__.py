"""Juxtaposing political offers: what citizens need, and what each candidate said to it.

`changing` is the frame around every change, `recording` writes what is known, `publishing` shows
it, `side_by_side` arranges it for the page. Views and forms of the workspace stand beside them.
"""
