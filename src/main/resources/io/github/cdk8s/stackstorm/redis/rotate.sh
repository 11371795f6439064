#!/bin/sh
# rotate.sh accept|use|forget: takes over, without a restart, the passwords that the Secret holds now. In every pod
# "accept" comes before "use" in any, and "use" before "forget" in any; clients change over between those two.
# shellcheck source-path=SCRIPTDIR source=common.sh
. "${0%/*}/common.sh"

# Commands with passwords go through the input: arguments are visible to all processes of a node.
tell() {
  answer=$(printf '%s\n' "$2" | "$1" 127.0.0.1 | tail -n 1)
  if [ "$answer" != OK ]; then
    log "$1: $answer"
    exit 1
  fi
}

# take_over KEY: from now on the scripts use the password of the Secret
take_over() {
  cp "$SECRET/$1" "$RUN/$1.new"
  mv "$RUN/$1.new" "$RUN/$1"
}

check_password password
new=$(quoted "$(cat "$SECRET/password")")
if [ -e "$SECRET/sentinel-password" ]; then
  check_password sentinel-password
  new_of_sentinels=$(quoted "$(cat "$SECRET/sentinel-password")")
fi
added() {
  quoted ">$(cat "$SECRET/$1")"
}

case $1 in
  accept)
    tell redis "acl setuser default $(added password)"
    [ -z "${new_of_sentinels:-}" ] || tell sentinel "acl setuser default $(added sentinel-password)"
    ;;
  use)
    tell redis "config set masterauth $new"
    tell sentinel "sentinel set $MASTER_NAME auth-pass $new"
    take_over password
    if [ -n "${new_of_sentinels:-}" ]; then
      tell sentinel "sentinel config set sentinel-pass $new_of_sentinels"
      take_over sentinel-password
    fi
    ;;
  forget)
    tell redis "config set requirepass $new"
    [ -z "${new_of_sentinels:-}" ] || tell sentinel "acl setuser default resetpass $(added sentinel-password)"
    ;;
  *)
    log "usage: rotate.sh accept|use|forget"
    exit 2
    ;;
esac
log "$1: done"
