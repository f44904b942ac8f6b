#!/bin/sh
# Makes the secrets, a certificate for trying out, and nginx.conf for the names of compose.yaml. What is there already stays.
set -eu
cd "$(dirname "$0")"
umask 077
mkdir -p secrets tls
name=${BIHUAN_NAME:-localhost}
fresh() { [ -s "secrets/$1" ] || python3 -c 'import secrets; print(secrets.token_urlsafe(48))' > "secrets/$1"; }
fresh bihuan_secret; fresh bihuan_password; fresh postgres_password
# The containers' accounts read them; the folder keeps others out.
chmod 644 secrets/*; chmod 700 secrets
[ -s tls/bihuan.crt ] || openssl req -x509 -newkey rsa:3072 -nodes -days 90 -subj "/CN=$name" -addext "subjectAltName=DNS:$name" \
  -keyout tls/bihuan.key -out tls/bihuan.crt
sed -e 's/server 127.0.0.1:8001/server web-1:8000/; s/server 127.0.0.1:8002/server web-2:8000/' \
    -e "s/bihuan\.example\.internal/$name/; s#/var/log/nginx/bihuan.log#/dev/stdout#; s#/var/log/nginx/bihuan.error.log#/dev/stderr#" \
    ../nginx/bihuan.conf > nginx.conf
echo "ready: docker compose up --build -d --wait, then https://$name:${BIHUAN_PORT:-8443}/"
