// SPDX-License-Identifier: Apache-2.0
/** What can be set on any pod of the library, and what all pods of a cluster share. */
@NullMarked
package io.github.cdk8s.stackstorm.workload;

import org.jspecify.annotations.NullMarked;
