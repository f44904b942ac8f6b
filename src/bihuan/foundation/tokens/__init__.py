"""Tokens: how programs come in by the machine door, each for one account, for some scopes, until a day.

A token acts as the person behind its account and may never do more; `scopes` only narrow it. Of the text only a digest is kept.
`answers` remembers what was answered to a key, so that a request that is sent twice is done once.
Not here: what may be asked (interfaces/api), and telling other systems (webhooks).
"""
