"""Digests, signatures and seals by name: what protects a record or a document says with which algorithm, so that others can take its place.

Defaults are SHA-256, Ed25519 and X25519 with ChaCha20-Poly1305; SM3, SM2 and SM2 with SM4-GCM (GM/T 0002 to 0004) stand beside them for
installations under 密评. `suites` is the one interface to all three. Keys lie in the home (`keys`). Not here: what is signed (the book,
documents), passwords (accounts), the transport (the server before us).
"""
