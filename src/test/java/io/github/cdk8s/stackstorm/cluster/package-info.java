/** What the manifests do on a real Kubernetes. Each class is one proof. */
package io.github.cdk8s.stackstorm.cluster;
