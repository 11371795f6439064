// SPDX-License-Identifier: Apache-2.0
package io.github.cdk8s.stackstorm.st2;

import org.jspecify.annotations.Nullable;

/**
 * A service that is told to end finishes its work first, for up to {@code exit_still_active_check}
 * seconds of its section.
 *
 * @param lossWhenAlone what is lost when it is the only one of its kind, and is told to end before
 *     another is there; null when nothing is
 */
public record Drain(@Nullable String lossWhenAlone) {}
