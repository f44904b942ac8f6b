"""What whoever runs the house may know of it: one line a request or a job, and counters for a monitoring system.

`lines` writes events as JSON without names, texts, addresses or queries; `requests` is the middleware that tells of every request and
gives it its number; `counters` count in files that all processes of one machine share; `proxies` finds the client behind a proxy.
Not here: what the numbers of the business are (reports), who did what (audit), the page `/metrics` itself (interfaces/web/shell).
"""
