#!/bin/sh
# Started with options alone, it is the server that they are for, as in the official image.
set -eu
case ${1-} in
  -* | *.conf) set -- redis-server "$@" ;;
esac
exec "$@"
