"""Copies of an installation: database, files and keys, taken whole, checked, and put back.

A backup folder holds one folder a backup and `files/`, where every content lies once under its fingerprint, so that a further backup
copies only what is new. Not here: when a backup is taken (interfaces/clock, cron), and the standby of PostgreSQL (deploy/).
"""
