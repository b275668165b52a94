"""``make load``: an office at work and the public reading, from another process, for some minutes.

office.py makes who and what is there, servers.py starts what serves it, people.py is what people do (locust
runs it, in a process of its own: it changes how sockets work), ledger.py looks for what was accepted.
"""
