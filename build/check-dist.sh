#!/bin/sh
# Fails if dist/ is not what the app makes now.
set -eu
cd "$(dirname "$0")/.."

rm -rf target/dist-check
JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION=20,22,24 java @target/app.args target/dist-check
if ! diff -ru dist target/dist-check; then
  echo "dist/ is not what the app makes (- committed, + made now): run \`make synth\`, look at the difference, commit it" >&2
  exit 1
fi
echo "dist/ is up to date"
