// SPDX-License-Identifier: Apache-2.0
/** Redis with Sentinel, StackStorm's coordination backend. */
@NullMarked
package io.github.cdk8s.stackstorm.redis;

import org.jspecify.annotations.NullMarked;
