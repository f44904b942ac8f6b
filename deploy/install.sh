#!/bin/sh
# Installs Bihuan from this folder, without any network:  sh install.sh /srv/bihuan [optional parts, such as guomi ldap]
# Nothing is installed whose sum or hash does not fit. An installation that is there already is renewed,
# with the optional parts that it has.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
place=${1:-}
python=${PYTHON:-python3}
case $place in /* | "") ;; *) place=$PWD/$place ;; esac
[ -n "$place" ] || { echo "bihuan: say where, for example  sh install.sh /srv/bihuan" >&2; exit 2; }
shift
kept="$place/optional-parts"
for part in "$@" $(cat "$kept" 2> /dev/null); do
  [ -f "$here/requirements-$part.txt" ] || { echo "bihuan: this bundle has no part $part; it has:" \
    "$(cd "$here" && ls requirements-*.txt 2> /dev/null | sed 's/requirements-//; s/[.]txt//' | tr '\n' ' ')" >&2; exit 2; }
done
"$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "bihuan: Python 3.11 or newer is needed" >&2; exit 1; }
(cd "$here" && sha256sum --quiet -c SHA256SUMS) || { echo "bihuan: the bundle is damaged, fetch it again" >&2; exit 1; }
[ -x "$place/bin/python" ] || "$python" -m venv "$place" \
  || { echo "bihuan: Python's venv is missing (Debian: the packages python3-venv and python3-pip-whl)" >&2; exit 1; }
cd "$here"
fetch="--no-index --find-links wheels --require-hashes --only-binary :all: --quiet --disable-pip-version-check --no-input"
while read -r lock; do
  # shellcheck disable=SC2086
  "$place/bin/python" -m pip install $fetch -r "$lock" < /dev/null
done < locks.txt
printf '%s\n' "$@" >> "$kept"
sort -u "$kept" | sed '/^$/d' > "$kept.new" && mv "$kept.new" "$kept"
while read -r part; do
  # shellcheck disable=SC2086
  "$place/bin/python" -m pip install $fetch -r "requirements-$part.txt" < /dev/null
done < "$kept"
# shellcheck disable=SC2086
"$place/bin/python" -m pip install $fetch --no-deps --force-reinstall -r project.txt
echo "installed: $place/bin/bihuan  (next: $here/docs/how-to/install-without-internet.md)"
