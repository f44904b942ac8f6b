#!/bin/sh
# Runs once, when the primary is founded: the account of the application, the one of the standby, and who may come in.
set -eu
psql -v ON_ERROR_STOP=1 -U postgres -v password="$(cat /run/secrets/bihuan_password)" -v standby="$(cat /run/secrets/postgres_password)" <<'SQL'
CREATE ROLE bihuan LOGIN PASSWORD :'password';
GRANT pg_monitor TO bihuan;
CREATE DATABASE bihuan OWNER bihuan;
CREATE ROLE standby REPLICATION LOGIN PASSWORD :'standby';
ALTER SYSTEM SET synchronous_standby_names = '*';
SQL
echo "host replication standby all scram-sha-256" >> "$PGDATA/pg_hba.conf"
