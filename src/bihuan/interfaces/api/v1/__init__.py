"""The machine door, version 1: the same queries and operations as the pages, asked by programs with a token.

One file a room. What an account may see and do is decided by the rooms' policies through an actor of the door "api"; a token only
narrows it by its scopes. Every refusal is a problem document with a kind and a sentence. Not here: sign-in, sessions, pages.
"""
