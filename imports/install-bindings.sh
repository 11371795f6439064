#!/bin/sh
# Puts the Java bindings of cdk8s-plus-34 into the local Maven repository, if they do not resolve: not every Maven
# registry has them. jsii-pacmak makes the very same sources from the npm package that upstream publishes.
# Interrupted, it starts over the next time: only the last step, which Maven does file by file, is visible to others.
set -eu
cd "$(dirname "$0")/.."

version=$(node -p "require('./package.json').devDependencies['cdk8s-plus-34']")
artifact=org.cdk8s:cdk8s-plus-34:$version
maven="mvn --batch-mode --no-transfer-progress --quiet"
work=target/bindings

resolves() {
  $maven "$@" org.apache.maven.plugins:maven-dependency-plugin:3.11.0:get \
    "-Dartifact=$artifact" -Dtransitive=false >/dev/null 2>&1
}

if resolves --offline || resolves; then
  exit 0
fi

echo "Making the Java bindings of cdk8s-plus-34 $version (once; about a minute)"
rm -rf $work
mkdir -p $work
# Pacmak's own warnings are about Node's age and about names in the TypeScript sources: of use only when it fails.
if ! JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION=20,22,24 node_modules/.bin/jsii-pacmak --code-only \
  --targets java --outdir $work node_modules/cdk8s-plus-34 >$work/pacmak.log 2>&1; then
  cat $work/pacmak.log >&2
  exit 1
fi
$maven --file $work/java/pom.xml install -DskipTests -Dmaven.javadoc.skip=true -Dmaven.source.skip=true \
  -Dgpg.skip=true
rm -rf $work
echo "Installed $artifact"
