"""Laws of the limits: nobody gets more than is said, nobody waits who keeps the pace, a told wait does."""

from hypothesis import given
from hypothesis import strategies as st

from budget_site.guarding.by_address import Addresses, network_of
from budget_site.guarding.rates import Rate, taken, wait

rates = st.builds(Rate, st.integers(1, 50), st.integers(1, 100_000))
pauses = st.lists(st.integers(0, 5_000), min_size=1, max_size=80)


def granted(rate: Rate, pauses: list[int]) -> list[int]:
    """The times at which somebody who asks after these pauses gets one."""
    now, until, times = 10**12, 0, []
    for pause in pauses:
        now += pause
        if not wait(until, now, rate):
            until = taken(until, now, rate)
            times.append(now)
    return times


@given(rates, pauses)
def test_in_no_time_does_anybody_get_more_than_a_full_burst_and_what_was_earned_since(rate, pauses):
    times = granted(rate, pauses)
    for first, start in enumerate(times):
        for more, end in enumerate(times[first:], 1):
            assert more <= rate.most + (end - start) // rate.step


@given(rates, st.integers(1, 100))
def test_who_keeps_the_pace_is_never_held_up(rate, count):
    assert len(granted(rate, [rate.step] * count)) == count


@given(rates, st.integers(0, 200))
def test_as_many_as_are_allowed_come_at_once(rate, more):
    assert len(granted(rate, [0] * (rate.most + more))) == rate.most


@given(rates, pauses)
def test_the_wait_that_is_told_is_enough_and_not_a_moment_too_long(rate, pauses):
    now, until = 10**12, 0
    for pause in pauses:
        now += pause
        if to_wait := wait(until, now, rate):
            assert wait(until, now + to_wait, rate) == 0
            assert wait(until, now + to_wait - 1, rate) == 1
        else:
            until = taken(until, now, rate)


@given(st.lists(st.ip_addresses().map(str), max_size=60), st.integers(1, 10))
def test_however_many_come_no_more_are_remembered_than_said(addresses, most):
    kept = Addresses(most)
    for address in addresses:
        kept.wait(address, Rate(1, 1000), now=10)
        assert len(kept) <= most


def test_each_address_counts_for_itself_and_the_quietest_is_forgotten_first():
    kept, once = Addresses(2), Rate(1, 1000)
    assert [kept.wait("10.0.0.1", once, now) for now in (5000, 5400, 6000)] == [0, 600, 0]
    assert kept.wait("10.0.0.2", once, 6000) == 0
    assert kept.wait("10.0.0.3", once, 6000) == 0
    assert kept.wait("10.0.0.2", once, 6000) == 1000
    assert kept.wait("10.0.0.1", once, 6000) == 0


def test_of_ipv6_a_whole_network_counts_as_one():
    assert network_of("2001:db8:1:2::5") == network_of("2001:db8:1:2:ffff::1") == "2001:db8:1:2::/64"
    assert network_of("2001:db8:1:3::5") != network_of("2001:db8:1:2::5")
    assert network_of("10.0.0.1") != network_of("10.0.0.2")
    assert network_of(None) == ""
