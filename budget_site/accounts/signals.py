"""What accounts tell to whoever keeps a record, where saving a row does not tell it."""

from django.dispatch import Signal

unlocked = Signal()  # user: whose failed sign-ins were forgotten; by: who did it
second_factor_reset = Signal()  # user: whose; by: who did it; in this transaction
