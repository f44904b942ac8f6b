#!/bin/sh
# An own certificate authority for HTTPS inside an intranet, where no public one comes:
#   sh make.sh /etc/bihuan-ca bihuan.county.lan 10.1.2.3
# First the folder in which it is kept, then every name and address under which people open Bihuan. Called again with other names it makes a
# new server certificate by the same authority, so that nobody has to install anything anew.
#   ca.crt        is installed on computers and phones, once (docs/how-to/inspect-by-phone.md)
#   bihuan.crt, bihuan.key  go to nginx: /etc/nginx/tls/
#   ca.key        can vouch for any address: keep it off the network, readable by one person
set -eu
umask 077
place=${1:-}
[ -n "$place" ] && [ $# -gt 1 ] || { echo "bihuan: say where, and under which names:  sh make.sh /etc/bihuan-ca bihuan.county.lan 10.1.2.3" >&2; exit 2; }
command -v openssl > /dev/null || { echo "bihuan: openssl is missing" >&2; exit 1; }
shift
mkdir -p "$place"
cd "$place"
names='' first=$1
for name in "$@"; do
  case $name in
    *[!A-Za-z0-9.:-]* | -* | '') echo "bihuan: \"$name\" is neither a name nor an address" >&2; exit 2 ;;
    *:* | *[!0-9.]*) kind=DNS; case $name in *:*) kind=IP ;; esac ;;
    *) kind=IP ;;
  esac
  names="$names${names:+,}$kind:$name"
done
[ -s ca.key ] || openssl ecparam -name prime256v1 -genkey -noout -out ca.key
if [ ! -s ca.crt ]; then # the key may be there from a first try that was broken off
  openssl req -x509 -new -sha256 -key ca.key -days 3650 -subj "/CN=Bihuan CA $(date +%Y-%m-%d)" \
    -addext "basicConstraints=critical,CA:TRUE,pathlen:0" -addext "keyUsage=critical,keyCertSign,cRLSign" -out ca.crt
fi
openssl ecparam -name prime256v1 -genkey -noout -out bihuan.key.new
openssl req -new -sha256 -key bihuan.key.new -subj "/CN=$first" -out bihuan.csr
# 397 days: phones refuse longer ones
printf '%s\n' "subjectAltName=$names" "basicConstraints=critical,CA:FALSE" "keyUsage=critical,digitalSignature" "extendedKeyUsage=serverAuth" > bihuan.ext
openssl x509 -req -sha256 -in bihuan.csr -CA ca.crt -CAkey ca.key -CAcreateserial -days 397 -extfile bihuan.ext -out bihuan.crt.new 2> /dev/null
openssl verify -CAfile ca.crt bihuan.crt.new > /dev/null
mv bihuan.key.new bihuan.key && mv bihuan.crt.new bihuan.crt
rm -f bihuan.csr bihuan.ext
chmod 644 ca.crt bihuan.crt
echo "bihuan: bihuan.crt and bihuan.key are good for 397 days; install ca.crt on computers and phones."
