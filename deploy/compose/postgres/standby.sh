#!/bin/sh
# The hot standby: copied from the primary at its first start, following it from then on. Promote it with
#   docker compose exec standby psql -U postgres -c "ALTER SYSTEM SET synchronous_standby_names = ''" -c "SELECT pg_promote()"
set -eu
data=/var/lib/postgresql/data/copy
if [ ! -d "$data" ]; then
  umask 077
  printf 'primary:5432:*:standby:%s\n' "$(cat /run/secrets/postgres_password)" > /var/lib/postgresql/data/pgpass
  rm -rf "$data.coming"
  pg_basebackup --dbname "host=primary user=standby application_name=standby passfile=/var/lib/postgresql/data/pgpass" \
    --pgdata "$data.coming" --wal-method=stream --write-recovery-conf --checkpoint=fast
  mv "$data.coming" "$data"   # whole or not at all: a copy that was broken off is never started
fi
exec postgres -D "$data" -c listen_addresses='*' -c hot_standby=on
