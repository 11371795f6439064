// SPDX-License-Identifier: Apache-2.0
@NullMarked
package io.github.cdk8s.stackstorm.mongo;

import org.jspecify.annotations.NullMarked;
