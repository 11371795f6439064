// SPDX-License-Identifier: Apache-2.0
/**
 * StackStorm, highly available, on Kubernetes. Start at {@link
 * io.github.cdk8s.stackstorm.StackStormCluster}.
 */
@NullMarked
package io.github.cdk8s.stackstorm;

import org.jspecify.annotations.NullMarked;
