// SPDX-License-Identifier: Apache-2.0
/** Tables of bad input, with what is said of each. */
package io.github.cdk8s.stackstorm.badinput;
