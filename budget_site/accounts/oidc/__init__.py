"""Signing in with the office's own identity provider (OpenID Connect), where OIDC_ISSUER names one.

It only says who somebody is. Accounts and roles are ours: who has none here does not come in. Authlib speaks
with the provider; nothing of it is imported where none is named.
"""
