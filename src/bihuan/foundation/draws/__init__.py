"""Chance that anybody can check (抽取): what may be drawn is written down with what was left out and why, the digest of a secret number is put
into the book, and only then the secret is told; which ones are drawn follows from both (`rules.choosing`).

Not here: what is drawn for what and who may see it. The room that draws keeps its own row beside.
"""
