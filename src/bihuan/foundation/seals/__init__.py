"""Digests and signatures by name: what protects a record or a document says with which algorithm, so that others can take its place.

Defaults are SHA-256 and Ed25519; SM3 and SM2 (GM/T 0003, 0004) stand beside them for installations under 密评. Keys lie in the home
(`keys`). Not here: what is signed (the book, documents), passwords (accounts), the transport (the server before us).
"""
