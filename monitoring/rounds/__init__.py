"""What happens to rounds: opened, extended, closed, and who reviews whom in them.

``running`` moves a round's dates, ``duties`` asks the rota (`monitoring/rota.py`) and keeps what a
network admin accepted. Reports themselves are moved by the actions alone.
"""
