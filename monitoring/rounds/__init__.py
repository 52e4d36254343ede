"""What happens to rounds: opened, extended, closed, reopened, and who reviews whom in them.

``running`` moves a round's dates, ``duties`` asks the rota (`monitoring/rota.py`) and keeps what a
network admin accepted, ``telling`` writes to the organisations whose duties changed. Reports
themselves are moved by the actions alone.
"""
