#!/bin/sh
# prepare.sh HOST IP: what mongod needs before it starts. The key file and, with TLS, certificate and key in one file, where
# only their user can read them: mongod refuses the group's access that a mounted Secret has. Then waits until HOST resolves
# to IP: a member that does not find its own name in the set's configuration believes that it was removed.
set -eu
umask 077
secret=${SECRET:-/run/secret}
target=${TARGET:-/run/mongodb}
tls=${CERTIFICATE:-/run/tls}

# one key over any number of lines, or several as a YAML list while they are exchanged; mongod takes 6 to 1024 characters of
# base64 for each
if grep -q '^- ' "$secret/keyfile"; then
  keys=$(sed -e 's/^- *//' -e 's/[[:space:]"]//g' "$secret/keyfile")
else
  keys=$(tr -d '[:space:]' <"$secret/keyfile")
fi
refuse() {
  echo "prepare.sh: $1" >&2
  exit 1
}
[ -n "$keys" ] || refuse "the key file is empty"
for key in $keys; do
  case $key in
    *[!A-Za-z0-9+/=]*) refuse "the key file may hold only letters, digits, '+', '/' and '='" ;;
  esac
  if [ "${#key}" -lt 6 ] || [ "${#key}" -gt 1024 ]; then
    refuse "a key needs 6 to 1024 characters, this one has ${#key}"
  fi
done
install -m 0400 "$secret/keyfile" "$target/keyfile"

if [ -f "$tls/tls.crt" ]; then
  # a line of its own between them, also where the first file does not end with one
  { cat "$tls/tls.crt"; echo; cat "$tls/tls.key"; } >"$target/server.pem.new"
  chmod 0400 "$target/server.pem.new"
  mv -f "$target/server.pem.new" "$target/server.pem"
fi

waited=0
until getent ahosts "$1" | cut -d ' ' -f 1 | grep -qxF "$2"; do
  [ $((waited % 10)) -ne 0 ] || echo "waits for $1 to resolve to $2"
  waited=$((waited + 1))
  sleep 1
done
echo "ready: key file, $1 is $2"
