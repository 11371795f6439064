# GNU make. `make` alone prints this file's targets.
SHELL := /bin/sh
.DEFAULT_GOAL := help
.NOTPARALLEL:
.DELETE_ON_ERROR:

MAVEN := mvn --batch-mode --no-transfer-progress
CDK8S := node_modules/.bin/cdk8s
NODE_MODULES := node_modules/.package-lock.json
APP := target/app.args

# Folders as well: theirs is the time stamp that changes when a file goes away.
APP_SOURCES := $(shell find src/main) pom.xml .mvn/jvm.config build/app.sh

.PHONY: help
help: ## Print this help
	@echo "Usage: make TARGET"
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/\1|\2/p' $(MAKEFILE_LIST) | awk -F '|' '{ printf "  %-13s %s\n", $$1, $$2 }'

.PHONY: synth
synth: tools $(APP) ## Build the app and write the default cluster to dist/
	@$(CDK8S) synth
	@for manifest in dist/*.yaml; do echo "Published $$manifest ($$(grep -c '^kind:' $$manifest) objects)"; done

.PHONY: test
test: tools $(NODE_MODULES) ## Compile, check and test everything: library, dist/, examples
	@sh imports/install-bindings.sh
	@rm -rf target/lib
	$(MAVEN) install
	@sh build/app.sh
	@sh build/check-dist.sh
	@sh build/examples.sh check

.PHONY: kubernetes
kubernetes: ## Build what the tests on a real Kubernetes run, once, into a cache outside the tree (about 20 minutes)
	@sh build/install-packages.sh kubernetes/packages
	@sh kubernetes/build.sh
	@python3 kubernetes/images/build.py
	@sh kubernetes/lint.sh

# The tests start what they need, and end it however they end. Their machine may be shared and noisy: what fails is tried
# once more, and Maven's summary then calls it a flake.
TAGGED_TESTS := $(MAVEN) test -Dtest.excluded= -Dspotless.check.skip=true -Dsurefire.rerunFailingTestsCount=1

.PHONY: test-cluster
test-cluster: tools $(NODE_MODULES) kubernetes ## Prove the manifests on a real Kubernetes (see docs/testing-on-kubernetes.md)
	@sh imports/install-bindings.sh
	$(TAGGED_TESTS) -Dtest.groups=cluster

.PHONY: test-backends
test-backends: tools $(NODE_MODULES) ## Try the backends with real servers and StackStorm's own client libraries
	@sh build/install-packages.sh src/test/python/packages
	@sh imports/install-bindings.sh
	$(TAGGED_TESTS) -Dtest.groups=backends

.PHONY: bench-cluster
bench-cluster: tools $(NODE_MODULES) kubernetes ## The long ones: a hundred clusters, and the comparison with the Helm chart
	@sh imports/install-bindings.sh
	$(TAGGED_TESTS) -Dtest.groups=cluster-bench

.PHONY: snapshots
snapshots: not-in-ci tools $(NODE_MODULES) ## Rewrite the approved snapshots of the tests; look at the diff before you commit
	@sh imports/install-bindings.sh
	$(MAVEN) test -Dsnapshots.update=true

.PHONY: examples
examples: tools $(APP) ## Install the library into the local Maven repository, build the examples against it, rewrite their dist/
	$(MAVEN) --quiet install -Dmaven.test.skip=true -Dspotless.check.skip=true -Dmaven.javadoc.skip=true
	@sh build/app.sh
	@sh build/examples.sh update

.PHONY: bench
bench: tools $(APP) ## Measure time, memory and round trips; also writes target/bench.json
	@node bench/bench.mjs

.PHONY: format
format: tools ## Format the Java sources
	$(MAVEN) --quiet spotless:apply

.PHONY: clean
clean: ## Remove what was built (not node_modules, not dist/)
	rm -rf target examples/*/target

# The first of its prerequisites: a refusal should not come after minutes of set-up.
.PHONY: not-in-ci
not-in-ci:
	@if [ -n "$$CI" ]; then echo "make snapshots: not in CI, where nobody would look at the diff" >&2; exit 1; fi

.PHONY: tools
tools:
	@sh build/check-tools.sh

# npm writes this file last: an interrupted installation starts over.
$(NODE_MODULES): package.json package-lock.json build/quiet-cdk8s.sh | tools
	@echo "Installing the Node tools of package-lock.json"
	@npm ci --no-progress --loglevel=error >/dev/null
	@touch $@

# What `cdk8s synth` runs. Tests and checks of the sources are for `make test`.
$(APP): $(APP_SOURCES) $(NODE_MODULES) | tools
	@sh imports/install-bindings.sh
	@rm -rf target/lib
	@echo "Building the app"
	@$(MAVEN) --quiet package -Dmaven.test.skip=true -Dspotless.check.skip=true
	@sh build/app.sh
