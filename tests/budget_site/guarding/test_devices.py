"""A person knows a device by plain words, whatever a browser says of itself."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from budget_site.guarding.devices import UNKNOWN, device
from budget_site.guarding.models import SignedIn

CHROME = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/126.0 Safari/537.36"


@pytest.mark.parametrize(
    ("agent", "words"),
    [
        (CHROME, "Windows 电脑上的 Chrome"),
        (f"{CHROME} Edg/126.0", "Windows 电脑上的 Edge"),
        (f"{CHROME} QIHU 360EE", "Windows 电脑上的360 浏览器"),
        ("Mozilla/5.0 (X11; Linux x86_64; UOS) Gecko/20100101 Firefox/115.0", "统信电脑上的 Firefox"),
        ("Mozilla/5.0 (Windows NT 6.1; Trident/7.0; rv:11.0) like Gecko", "Windows 电脑上的 IE"),
        ("Mozilla/5.0 (Linux; Android 14) Chrome/99 MicroMessenger/8.0", "安卓设备上的微信"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 17_0) Version/17.0 Safari/604.1", "iPhone上的 Safari"),
        ("curl/8.5.0", UNKNOWN),
        ("", UNKNOWN),
    ],
)
def test_each_is_called_what_its_owner_calls_it(agent, words):
    assert device(agent) == words


@given(st.text())
def test_nothing_that_a_browser_says_of_itself_is_repeated(agent):
    told = device(f"<script>{agent}")
    assert "<" not in told
    assert len(told) <= SignedIn._meta.get_field("device").max_length
