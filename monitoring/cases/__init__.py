"""What citizens tell: `telling` takes it in, `deciding` answers it, `erasing` forgets who it was.

Three modules, so that the public form can import the first and reach neither the others nor the
workshop behind them.
"""
