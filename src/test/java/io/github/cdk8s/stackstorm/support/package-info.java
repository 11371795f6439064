// SPDX-License-Identifier: Apache-2.0
/** What the tests share: synthesis, approved snapshots, questions to YAML. */
package io.github.cdk8s.stackstorm.support;
