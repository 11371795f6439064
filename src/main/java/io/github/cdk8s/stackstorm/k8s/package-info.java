// SPDX-License-Identifier: Apache-2.0
/** Small immutable value types shared by every construct. */
@NullMarked
package io.github.cdk8s.stackstorm.k8s;

import org.jspecify.annotations.NullMarked;
