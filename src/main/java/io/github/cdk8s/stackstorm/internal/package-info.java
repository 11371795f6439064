// SPDX-License-Identifier: Apache-2.0
/** Rendering and rules. Not API: anything here may change in any release. */
@NullMarked
package io.github.cdk8s.stackstorm.internal;

import org.jspecify.annotations.NullMarked;
