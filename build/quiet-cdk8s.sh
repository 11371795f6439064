#!/bin/sh
# npm runs this after each install: a bare `npx cdk8s synth` should not ask the network for a newer version of itself
# and print a box about it (the version is pinned), and nothing but an environment variable can tell it so.
set -eu
cd "$(dirname "$0")/../node_modules/.bin"
rm -f cdk8s
cat >cdk8s <<'EOF'
#!/bin/sh
export CDK8S_CHECK_UPGRADE="${CDK8S_CHECK_UPGRADE:-false}"
exec node "$(dirname "$0")/../cdk8s-cli/bin/cdk8s" "$@"
EOF
chmod +x cdk8s
