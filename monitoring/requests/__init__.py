"""Requests for information under the law on the right to information (119/2014).

`deadlines` counts the days that the law gives, `letters` proposes the words, `registering` keeps
the register: written, sent, due, answered, or met with silence, which is evidence.
"""
