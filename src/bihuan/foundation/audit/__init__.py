"""The book: every write of the house has one shape and leaves one record, chained by hash, that nobody can alter unnoticed.

`keeping.keep` tells the book about a kind of row (its workflow, who may, its versions); `changing.changing`, `creating`,
`changing_many` and `creating_many` are the only ways to write it; `verify` reads the chain and names the first bad record.
Not here: who sees what.
"""
