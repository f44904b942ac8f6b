"""The box of sealed envelopes between the public door and the office: what goes into it, how it is sealed, and by which code it is found again.

The public door knows this part of the foundation and nothing else of the house. Codes (`codes`, `field`, `signs`) and keys (`keys`, `bech32`)
are plain computing; packages (`packages`, `padding`, `custodians`) are age files, which any age program opens too.
"""
