"""An OpenID Connect issuer: whoever comes is `who`, at once. It checks the client, the code and PKCE as a real one does."""

import base64
import hashlib
import json
import ssl
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

CLIENT, SECRET = "bihuan", "issuer-secret"


class Issuer(ThreadingHTTPServer):
    """`who` are the claims; `spoilt` changes the token: `key` (signed by another), `audience`, `late` (run out), `sub` (claims of another)."""

    def __init__(self, context: ssl.SSLContext | None = None) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.scheme = "https" if context else "http"
        if context:
            self.socket = context.wrap_socket(self.socket, server_side=True)
        self.key, self.other = (rsa.generate_private_key(public_exponent=65537, key_size=2048) for _key in range(2))
        self.who: dict[str, str] = {"sub": "s-1", "preferred_username": "liulang"}
        self.spoilt, self.codes, self.number = "", dict[str, dict[str, str]](), 0

    @property
    def address(self) -> str:
        return f"{self.scheme}://127.0.0.1:{self.server_port}"

    def token(self) -> str:
        """What says who came."""
        late = -3600 if self.spoilt == "late" else 0
        claims = {"iss": self.address, "aud": "other" if self.spoilt == "audience" else CLIENT, "sub": self.who["sub"], "iat": int(time.time()) + late,
                  "exp": int(time.time()) + 300 + late, "jti": str(self.number)}  # fmt: skip
        return jwt.encode(claims, self.other if self.spoilt == "key" else self.key, "RS256", headers={"kid": "k1"})


class _Handler(BaseHTTPRequestHandler):
    server: Issuer

    def log_message(self, *_: Any) -> None:
        return None

    def _json(self, told: Any, status: int = 200) -> None:
        body = json.dumps(told).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_GET(self) -> None:
        parts, here = urlsplit(self.path), self.server.address
        asked = {name: values[0] for name, values in parse_qs(parts.query).items()}
        if parts.path == "/.well-known/openid-configuration":
            ends = {f"{name}_endpoint": f"{here}/{name}" for name in ("authorization", "token", "userinfo")}
            self._json(
                {"issuer": here, "jwks_uri": f"{here}/keys", "token_endpoint_auth_methods_supported": ["client_secret_post"], **ends}
            )
        elif parts.path == "/keys":
            public = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(self.server.key.public_key()))
            self._json({"keys": [{**public, "kid": "k1", "alg": "RS256", "use": "sig"}]})
        elif parts.path == "/authorization":
            self._authorise(asked)
        elif parts.path == "/userinfo" and self.headers["Authorization"] == "Bearer access":
            self._json({**self.server.who, **({"sub": "somebody-else"} if self.server.spoilt == "sub" else {})})
        else:
            self._json({"error": "not found"}, 404)

    def _authorise(self, asked: dict[str, str]) -> None:
        self.server.number += 1
        code = f"code-{self.server.number}"
        self.server.codes[code] = asked
        self.send_response(302)
        self.send_header("Location", f"{asked['redirect_uri']}?{urlencode({'code': code, 'state': asked['state']})}")
        self.end_headers()

    def do_POST(self) -> None:
        told = {name: values[0] for name, values in parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode()).items()}
        asked = self.server.codes.pop(told.get("code", ""), None)
        challenge = base64.urlsafe_b64encode(hashlib.sha256(told.get("code_verifier", "").encode()).digest()).rstrip(b"=").decode()
        right = asked and (told["client_id"], told["client_secret"], challenge) == (CLIENT, SECRET, asked["code_challenge"])
        if not right:
            self._json({"error": "invalid_grant"}, 400)
            return
        self._json({"access_token": "access", "token_type": "Bearer", "expires_in": 60, "id_token": self.server.token()})


@contextmanager
def served(context: ssl.SSLContext | None = None) -> Iterator[Issuer]:
    """An issuer while the block runs."""
    issuer = Issuer(context)
    threading.Thread(target=issuer.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    try:
        yield issuer
    finally:
        issuer.shutdown()
        issuer.server_close()
