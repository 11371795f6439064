// SPDX-License-Identifier: Apache-2.0
/** MongoDB, StackStorm's database. */
@NullMarked
package io.github.cdk8s.stackstorm.mongo;

import org.jspecify.annotations.NullMarked;
