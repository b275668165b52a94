"""The conversation with the provider: where to go, and what came back, believed as far as it is signed."""

import time
from collections.abc import Mapping
from typing import Any

from authlib.common.errors import AuthlibBaseError
from authlib.integrations.django_client import DjangoIntegration, DjangoOAuth2App
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from joserfc.errors import JoseError
from requests import RequestException

PATIENCE = 10  # seconds for each answer of the provider
LEEWAY = 60  # seconds that its clock may be off
# Signed with a key that only the provider has: never `none`, nor HMAC, whose key is the client's secret.
SIGNED = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA", "Ed25519")
UNDERSTOOD = ("iss", "sub", "aud", "exp", "iat")

Claims = Mapping[str, Any]


class ProviderDown(Exception):
    """It did not answer, or not as a provider does."""


class NotBelieved(Exception):
    """It answered, but not to our question; or it let nobody in. str() is for the log."""


def send(request: HttpRequest, back: str, **asked: str) -> HttpResponse:
    """To the provider's own sign-in page; state, nonce and PKCE verifier wait in the session."""
    try:
        return _client().authorize_redirect(request, back, **asked)
    except (RequestException, AuthlibBaseError, RuntimeError, ValueError, TypeError) as error:
        raise ProviderDown(str(error)) from error


def claims(request: HttpRequest) -> Claims:
    """Who came back from there: signed by the provider, for us, for this session, and still good."""
    try:
        client = _client()
        names = [
            settings.OIDC_ISSUER,
            f"{settings.OIDC_ISSUER}/",
        ]  # some end in a stroke
        issuer = {name: {"essential": True} for name in UNDERSTOOD} | {"iss": {"values": names}}
        token = client.authorize_access_token(request, claims_options=issuer, leeway=LEEWAY)
    except (AuthlibBaseError, JoseError) as error:
        raise NotBelieved(repr(error)) from error
    except (RequestException, RuntimeError) as error:
        raise ProviderDown(str(error)) from error
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise NotBelieved(repr(error)) from error  # what is no token, no key, no JSON
    if not token.get("userinfo"):
        raise NotBelieved("no id_token")
    return token["userinfo"]


def signed_in_since(said: Claims, moment: float) -> bool:
    """Whether the person has just shown the provider who it is, and the provider says so."""
    at = said.get("auth_time")
    return isinstance(at, int | float) and moment - LEEWAY <= at <= time.time() + LEEWAY


def _client() -> DjangoOAuth2App:
    """Made anew each time: whatever the provider changes is known at the next sign-in."""
    client = DjangoOAuth2App(
        DjangoIntegration("oidc"),
        name="oidc",
        client_id=settings.OIDC_CLIENT_ID,
        client_secret=settings.OIDC_CLIENT_SECRET,
        server_metadata_url=f"{settings.OIDC_ISSUER}/.well-known/openid-configuration",
        client_kwargs={
            "scope": "openid profile",
            "code_challenge_method": "S256",
            "default_timeout": PATIENCE,
        },
    )
    known = client.load_server_metadata()
    if known.get("issuer", "").rstrip("/") != settings.OIDC_ISSUER:
        raise NotBelieved(f"the provider calls itself {known.get('issuer')}")
    offered = known.get("id_token_signing_alg_values_supported") or ["RS256"]
    known["id_token_signing_alg_values_supported"] = [name for name in offered if name in SIGNED]
    return client
