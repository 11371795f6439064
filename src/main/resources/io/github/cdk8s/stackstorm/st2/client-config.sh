#!/usr/bin/env bash
# client-config.sh FILE: writes the command line's configuration from ST2_AUTH_USERNAME and ST2_AUTH_PASSWORD, which
# it reads as they are.
set -euo pipefail
umask 077

printf '[credentials]\nusername = %s\npassword = %s\n' "$ST2_AUTH_USERNAME" "$ST2_AUTH_PASSWORD" >"$1"
echo "wrote $1"
