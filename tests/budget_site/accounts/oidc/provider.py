"""A real OpenID provider on this machine: discovery, keys, authorization and tokens over HTTP.

It checks what it is sent as strictly as a provider should (redirect address, PKCE, client secret, one code
once), and can be told to answer wrongly.
"""

import base64
import hashlib
import json
import secrets
import threading
import time
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, parse_qsl, urlencode, urlsplit

from joserfc import jwt
from joserfc.jwk import OctKey, RSAKey

CLIENT, SECRET = "budget-site", "a-secret-of-thirty-two-characters"
KEY = RSAKey.generate_key(2048, {"kid": "one", "use": "sig"})
OTHER_KEY = RSAKey.generate_key(2048, {"kid": "one", "use": "sig"})


@dataclass
class Provider:
    """`person` is who sits at it; `lies` are claims that are told otherwise, None for those left out."""

    person: str = "drafter"
    lies: dict[str, Any] = field(default_factory=dict)
    key: Any = field(default_factory=lambda: KEY)
    header: dict[str, str] = field(default_factory=lambda: {"alg": "RS256", "kid": "one"})
    token: dict[str, Any] = field(default_factory=dict)  # the whole answer, where it is not a token
    honours_max_age: bool = True
    asked: dict[str, str] = field(default_factory=dict)
    codes: dict[str, dict[str, str]] = field(default_factory=dict)
    signed_in_at: int = field(default_factory=lambda: int(time.time()) - 3000)

    def __enter__(self) -> "Provider":
        handler = type("Handler", (_Handler,), {"provider": self})
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
        self.issuer = f"http://127.0.0.1:{self.server.server_port}"
        self.called = self.issuer  # what it calls itself
        threading.Thread(target=self.server.serve_forever, args=(0.01,), daemon=True).start()
        return self

    def __exit__(self, *error) -> None:
        self.server.shutdown()
        self.server.server_close()

    def at(self, address: str) -> str:
        """What a browser does there: sign in, and be sent back. Gives the path it is sent to."""
        self.asked = dict(parse_qsl(urlsplit(address).query))
        code = secrets.token_urlsafe(8)
        if self.honours_max_age and self.asked.get("max_age") == "0":
            self.signed_in_at = int(time.time())
        self.codes[code] = self.asked
        back = urlsplit(self.asked["redirect_uri"])
        return f"{back.path}?{urlencode({'code': code, 'state': self.asked['state']})}"

    def discovery(self) -> dict[str, Any]:
        return {
            "issuer": self.called,
            "authorization_endpoint": f"{self.issuer}/authorize",
            "token_endpoint": f"{self.issuer}/token",
            "jwks_uri": f"{self.issuer}/keys",
            "response_types_supported": ["code"],
            "id_token_signing_alg_values_supported": ["RS256", "HS256", "none"],
        }

    def answer(self, sent: dict[str, str], authorization: str) -> dict[str, Any] | None:
        """The tokens, once, for who asked and can show the verifier."""
        asked = self.codes.pop(sent.get("code", ""), None)
        challenge = hashlib.sha256(sent.get("code_verifier", "").encode()).digest()
        told = base64.b64decode(authorization.removeprefix("Basic ")).decode()
        right = (
            asked is not None
            and asked["code_challenge_method"] == "S256"
            and base64.urlsafe_b64encode(challenge).rstrip(b"=").decode() == asked["code_challenge"]
            and sent["redirect_uri"] == asked["redirect_uri"]
            and told.split(":") == [CLIENT, SECRET]
        )
        if not right:
            return None
        return self.token or {
            "access_token": "opaque",
            "token_type": "Bearer",
            "id_token": self.id_token(asked["nonce"]),
        }

    def id_token(self, nonce: str) -> str:
        now = int(time.time())
        claims = {
            "iss": self.called,
            "sub": f"id-of-{self.person}",
            "aud": CLIENT,
            "exp": now + 300,
            "iat": now,
            "nonce": nonce,
            "auth_time": self.signed_in_at,
            "preferred_username": self.person,
        } | self.lies
        said = {name: value for name, value in claims.items() if value is not None}
        if self.header["alg"] == "none":
            parts = (json.dumps(one).encode() for one in (self.header, said))
            return ".".join(base64.urlsafe_b64encode(part).rstrip(b"=").decode() for part in parts) + "."
        return jwt.encode(self.header, said, self.key, algorithms=["RS256", "HS256"])


def by_client_secret() -> OctKey:
    return OctKey.import_key(SECRET)


class _Handler(BaseHTTPRequestHandler):
    provider: Provider

    def do_GET(self) -> None:
        pages = {
            "/.well-known/openid-configuration": self.provider.discovery,
            "/keys": lambda: {"keys": [KEY.as_dict(private=False)]},
        }
        page = pages.get(self.path)
        self._send(page() if page else None)

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        sent = {name: values[0] for name, values in parse_qs(body).items()}
        self._send(self.provider.answer(sent, self.headers.get("Authorization", "")))

    def _send(self, content: dict[str, Any] | None) -> None:
        body = json.dumps(content if content is not None else {"error": "invalid_request"}).encode()
        self.send_response(200 if content is not None else 400)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *arguments) -> None:
        """Quiet."""
