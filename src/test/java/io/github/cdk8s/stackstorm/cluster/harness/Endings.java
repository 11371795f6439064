// SPDX-License-Identifier: Apache-2.0
package io.github.cdk8s.stackstorm.cluster.harness;

import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.Watch;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;

/** How the containers of pods end that are told to, as kubelets report it before a pod goes. */
public final class Endings implements AutoCloseable {

  private final Map<String, ContainerStateTerminated> byContainer = new ConcurrentSkipListMap<>();
  private final Watch watch;
  private volatile WatcherException failure;

  /** Watches from now on. */
  public Endings(Pods pods) {
    watch =
        pods.cluster()
            .client()
            .pods()
            .inNamespace(pods.namespace())
            .watch(
                new Watcher<Pod>() {
                  @Override
                  public void eventReceived(Action action, Pod pod) {
                    note(pod);
                  }

                  @Override
                  public void onClose(WatcherException cause) {
                    failure = cause;
                  }
                });
  }

  private void note(Pod pod) {
    if (pod.getMetadata().getDeletionTimestamp() == null) {
      return;
    }
    pod.getStatus()
        .getContainerStatuses()
        .forEach(
            status -> {
              if (status.getState().getTerminated() != null) {
                byContainer.put(
                    Pods.name(pod) + " " + status.getName(), status.getState().getTerminated());
              }
            });
  }

  /** By "pod container". */
  public Map<String, ContainerStateTerminated> byContainer() {
    if (failure != null) {
      throw new IllegalStateException("the watch has ended", failure);
    }
    return byContainer;
  }

  @Override
  public void close() {
    watch.close();
  }
}
