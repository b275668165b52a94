"""The machine that makes editions: gather, look, draw, check, switch; correct, withdraw, erase.

The database says what is public (`state` alone writes it), the public tree follows (`tree`), and whatever was
interrupted is brought to an end by `resume`, which every sweep of a worker calls. Pages and commands call
`service`, and nothing else.
"""
