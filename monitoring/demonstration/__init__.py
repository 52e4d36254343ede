"""The demonstration term: everything the portal can show, about nothing that is real (DESIGN §7).

The twelve municipalities and member organisations are real, whatever is said about them here is
invented and says so in its first word. Built by `manage.py seed_demo` through the same actions
that people use, so that every row is one that the portal can reach:

    wording   the words: invented commitments, findings, evidence, replies (the .toml files)
    files     small pictures and documents as evidence
    dates     rounds, and when in a round things happen
    script    which municipality shows what
    accounts  who may sign in
    stage     term, rounds, contracts and commitments
    reports   one report: written, reviewed, replied to
    play      the whole story in the order of time
    copies    further municipalities in bulk, row for row like those of the play
"""
