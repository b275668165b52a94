"""What people write of a disclosure before it is published: figures, sections, choice, sign-off, clocks.

Each service is one transaction, locks the row it decides on, and refuses what would overwrite another's work.
"""

from disclosures.editing.refused import EditMoved, EditRefused

__all__ = ["EditMoved", "EditRefused"]
