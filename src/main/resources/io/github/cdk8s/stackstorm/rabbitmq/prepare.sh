#!/bin/sh
# prepare.sh TEMPLATE LOGIN COOKIE HOME: what a member needs before it starts. Waits until the host of RABBITMQ_NODENAME
# resolves, PREPARE_SECONDS (300) at most, then writes HOME/.erlang.cookie, from the file COOKIE, and
# HOME/definitions.json: the TEMPLATE with the files LOGIN/username and LOGIN/password for @USERNAME@ and @PASSWORD@, one
# at most a line. Both are readable for their owner alone. Logins may hold any character but control characters.
set -eu
umask 077
template=$1
login=$2
cookie_file=$3
home=$4
host=${RABBITMQ_NODENAME#*@}

fail() {
  echo "$1" >&2
  exit 1
}

# secret FILE: its text. A line break at the end would be part of the password for others, and not for the shell.
secret() {
  [ -s "$1" ] || fail "$1: the Secret has nothing under this key"
  if [ "$(LC_ALL=C tr -d '[:cntrl:]' <"$1" | wc -c)" -ne "$(wc -c <"$1")" ]; then
    fail "$1: holds a line break or another control character; write it into its Secret without"
  fi
  cat "$1"
}

# As the inside of a string of JSON.
json() {
  printf '%s\n' "$1" | LC_ALL=C sed 's/[\\"]/\\&/g'
}

waited=0
until getent hosts "$host" >/dev/null; do
  [ "$waited" -lt "${PREPARE_SECONDS:-300}" ] || fail "$host does not resolve: is the headless Service there?"
  [ $((waited % 10)) -ne 0 ] || echo "waiting for $host to resolve"
  sleep 1
  waited=$((waited + 1))
done

username=$(secret "$login/username")
password=$(secret "$login/password")
cookie=$(secret "$cookie_file")
[ "${#cookie}" -le 255 ] || fail "$cookie_file: is longer than the 255 characters that Erlang takes"
username=$(json "$username")
password=$(json "$password")

rm -f "$home/.erlang.cookie" "$home/definitions.json"
printf '%s' "$cookie" >"$home/.erlang.cookie"
while IFS= read -r line; do
  case $line in
    *@USERNAME@*) printf '%s%s%s\n' "${line%%@USERNAME@*}" "$username" "${line#*@USERNAME@}" ;;
    *@PASSWORD@*) printf '%s%s%s\n' "${line%%@PASSWORD@*}" "$password" "${line#*@PASSWORD@}" ;;
    *) printf '%s\n' "$line" ;;
  esac
done <"$template" >"$home/definitions.json"
chmod 0400 "$home/.erlang.cookie" "$home/definitions.json"
echo "wrote the cookie and the definitions of $RABBITMQ_NODENAME"
