#!/usr/bin/env bash
# http-alive.sh PORT: succeeds when the server on this pod's PORT answers a request with an HTTP status
# line, whatever the status. A hung event loop still accepts connections, so only an answer counts.
set -euo pipefail

# A server that answers before it has read all must not end this script.
trap '' PIPE
exec 3<>"/dev/tcp/127.0.0.1/$1"
printf 'GET / HTTP/1.0\r\nHost: localhost\r\n\r\n' >&3 2>/dev/null || true
IFS= read -r -t 8 status <&3
[[ $status == HTTP/* ]] || { echo "no HTTP status line: $status" >&2; exit 1; }
