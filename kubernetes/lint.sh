#!/bin/sh
# Installs checkov, as pinned in lint/requirements.txt, into the cache outside the tree; prints nothing when it is there.
set -eu
cd "$(dirname "$0")"

cache=${XDG_CACHE_HOME:-$HOME/.cache}/cdk8s-stackstorm
content=$(sha256sum <lint/requirements.txt | cut -c1-16)
if [ ! -f "$cache/lint/$content" ]; then
  if ! python3 -c 'import venv, ensurepip' 2>/dev/null; then
    echo "Python 3 with venv is needed to install checkov (Debian, Ubuntu: apt-get install python3-venv)" >&2
    exit 1
  fi
  echo "Installing checkov" >&2
  rm -rf "$cache/lint"
  mkdir -p "$cache"
  python3 -m venv "$cache/lint"
  "$cache/lint/bin/pip" install --quiet --disable-pip-version-check --requirement lint/requirements.txt
  touch "$cache/lint/$content"
fi
