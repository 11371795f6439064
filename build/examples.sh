#!/bin/sh
# Builds each example against the library in the local Maven repository and runs `cdk8s synth` there.
#   check    fails if that changes the example's dist/, and leaves dist/ as it was
#   update   lets it change
set -eu
cd "$(dirname "$0")/.."
mode=$1
cdk8s=$PWD/node_modules/.bin/cdk8s

for example in examples/*/; do
  example=${example%/}
  (
    cd "$example"
    echo "Building $example"
    mvn --batch-mode --no-transfer-progress --quiet package
    mkdir -p dist
    rm -rf target/dist-before
    cp -R dist target/dist-before
    "$cdk8s" synth
    if [ "$mode" = check ] && ! diff -ru target/dist-before dist; then
      rm -rf dist
      cp -R target/dist-before dist
      echo "$example/dist is not what the example makes (- committed, + made now):" \
        "run \`make examples\`, look at the difference, commit it" >&2
      exit 1
    fi
  )
done
