"""Signing in with what an office has already: an OpenID Connect issuer, an LDAP directory – beside passwords, never in their place.

A directory says who somebody is. It never opens an account, never stands in for a second factor, and never lets one of the three
administrators in: these sign in with their own passwords only. Not here: what somebody may do once he is in.
"""
