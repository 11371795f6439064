// SPDX-License-Identifier: Apache-2.0
/** Where pods go: spread, affinity, selectors, tolerations. */
@NullMarked
package io.github.cdk8s.stackstorm.placement;

import org.jspecify.annotations.NullMarked;
