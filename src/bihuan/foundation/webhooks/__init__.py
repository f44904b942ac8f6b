"""Webhooks: other systems are told what happened, with ids and states and nothing about anybody.

What is told is read from the book, in its order: a subscription remembers how far it was told, so nothing is lost and what was told
twice carries the same number. Each delivery is signed; it goes only to hosts that the installation names. Not here: what may be asked
back (interfaces/api).
"""
