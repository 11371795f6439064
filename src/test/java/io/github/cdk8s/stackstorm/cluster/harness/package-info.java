/**
 * A real Kubernetes for tests: control planes of chosen versions, simulated nodes and disks, and
 * what tests ask of them.
 */
package io.github.cdk8s.stackstorm.cluster.harness;
