// SPDX-License-Identifier: Apache-2.0
/** How props are made. Not API. */
@NullMarked
package io.github.cdk8s.stackstorm.internal.props;

import org.jspecify.annotations.NullMarked;
