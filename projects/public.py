"""Whether a version is public. That follows from editions, which know it; here is where they say so.

A status would be a second truth. `disclosures` registers its lookup when it starts; until one is registered
nothing is public.
"""

from collections.abc import Callable, Collection

from projects.lookups import Lookups

Lookup = Callable[[Collection[int]], set[int]]  # of these versions' ids, those that stand in an edition

_lookups: Lookups[Lookup] = Lookups()
register, unregister = _lookups.register, _lookups.unregister


def public_among(versions: Collection[int]) -> set[int]:
    """Those of the versions that the public can read now."""
    return set().union(*(lookup(versions) for lookup in _lookups)) & set(versions)
