"""Files from outside, read without trusting them: what is hostile or broken is refused in one sentence."""
