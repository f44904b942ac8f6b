"""Rules made because of problems (建章立制): the register of institutions, common problems, and 举一反三, which asks sibling units whether they
have the same.

Interfaces call `queries` and `operations`. Not here: causes and measures of a single problem (problems).
"""
