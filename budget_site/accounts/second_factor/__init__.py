"""第二重验证: besides the password, a code from one's phone (动态码), or one of ten 恢复码 on paper.

django-otp keeps the devices: throttling, clocks that run apart, no code twice. What is ours: a session of
somebody who has a second factor is whole only with it (`whole.py`), who must have one (`demanding.py`),
recovery codes of which only hashes are kept (`recovery.py`), and that no secret lies in the database as it
is (`encrypting.py`, `at_rest.py`).
"""
