"""Stand-ins for what lies outside: an OpenID Connect issuer and an LDAP directory, on loopback, over TLS where asked."""
