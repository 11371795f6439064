#!/usr/bin/env bash
# htpasswd.sh FILE: writes the file by which st2auth knows the administrator, from ST2_AUTH_USERNAME and
# ST2_AUTH_PASSWORD. The password goes through a pipe, never through an argument that ps would show.
set -euo pipefail
umask 077

hash=$(printf '%s\n' "$ST2_AUTH_PASSWORD" | openssl passwd -apr1 -stdin)
printf '%s:%s\n' "$ST2_AUTH_USERNAME" "$hash" >"$1"
echo "wrote $1"
