// SPDX-License-Identifier: Apache-2.0
/**
 * The program behind {@code cdk8s synth}: {@link io.github.cdk8s.stackstorm.app.Synth} is for
 * anyone's cdk8s app, {@link io.github.cdk8s.stackstorm.app.Main} is this repository's own.
 */
@NullMarked
package io.github.cdk8s.stackstorm.app;

import org.jspecify.annotations.NullMarked;
