#!/usr/bin/env bash
# htpasswd.sh FILE: writes the file by which st2auth knows the administrator, from ST2_AUTH_USERNAME and
# ST2_AUTH_PASSWORD. The password goes through a pipe, never through an argument that ps would show.
set -euo pipefail
umask 077

# The file has a line a user, and a colon between name and hash; openssl reads one line.
case $ST2_AUTH_USERNAME in
  '' | *:* | *$'\n'*) echo "ST2_AUTH_USERNAME: must be one line without ':'; set such a name in its Secret" >&2; exit 1 ;;
esac
case $ST2_AUTH_PASSWORD in
  '' | *$'\n'*) echo "ST2_AUTH_PASSWORD: must be one line; set such a password in its Secret" >&2; exit 1 ;;
esac

hash=$(printf '%s\n' "$ST2_AUTH_PASSWORD" | openssl passwd -apr1 -stdin)
printf '%s:%s\n' "$ST2_AUTH_USERNAME" "$hash" >"$1"
echo "wrote $1"
