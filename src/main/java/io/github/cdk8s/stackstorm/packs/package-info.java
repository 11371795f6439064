// SPDX-License-Identifier: Apache-2.0
/** Volumes for StackStorm packs. */
@NullMarked
package io.github.cdk8s.stackstorm.packs;

import org.jspecify.annotations.NullMarked;
