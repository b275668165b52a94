"""The audit trail: what was done here, by whom, from where, and what it changed. Rows are only added.

`recording.record` writes a row in the transaction of the work itself; `sealing.seal` links committed rows
into chains later, so that nobody waits for a chain; `manage.py verify_trail` tells whether they are whole.
See docs/decisions/0009-the-trail.md.
"""
