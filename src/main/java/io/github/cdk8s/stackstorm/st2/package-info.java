// SPDX-License-Identifier: Apache-2.0
/** The services of StackStorm: the catalogue and the one construct that renders any entry. */
@NullMarked
package io.github.cdk8s.stackstorm.st2;

import org.jspecify.annotations.NullMarked;
