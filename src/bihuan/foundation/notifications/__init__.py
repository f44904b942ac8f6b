"""The daily digest: one a working day for each account at most, at the hour the installation set, never in quiet hours.

It says how many things of which kind wait, and nothing else: no contents, no names, no titles. It lies on the page of to-dos and goes by
mail where a mail server is set and the account gave an address. Not here: what waits for somebody (`reports`), and when the clock looks.
"""
