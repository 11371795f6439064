#!/bin/sh
# record.sh FILE: keeps the newest line of standard input that begins with "status " in FILE, whole at any time. What is
# new, and all other lines, goes to standard output.
set -u
last=
while IFS= read -r line; do
  case $line in
    "status "*)
      printf '%s\n' "${line#status }" >"$1.new" && mv "$1.new" "$1"
      [ "$line" = "$last" ] || printf '%s\n' "$line"
      last=$line
      ;;
    *) printf '%s\n' "$line" ;;
  esac
done
