"""The working-day calendar of China as editable data: holidays and made-up working days (调休).

Not here: how deadlines are counted (kernel.time) or what has a deadline (the rooms above).
"""
