// SPDX-License-Identifier: Apache-2.0
package io.github.cdk8s.stackstorm.cluster.harness;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.ObjectReferenceBuilder;
import io.fabric8.kubernetes.api.model.PersistentVolume;
import io.fabric8.kubernetes.api.model.PersistentVolumeBuilder;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.storage.StorageClassBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import java.net.HttpURLConnection;
import java.util.function.Consumer;

/**
 * A provisioner of zonal disks, the default StorageClass: as in a cloud, a claim waits for the node
 * of its first pod, and its volume never leaves that node's zone.
 */
final class SimulatedDisks implements AutoCloseable {

  private static final String PROVISIONER = "simulated.example.com/zonal-disk";
  private static final String SELECTED_NODE = "volume.kubernetes.io/selected-node";

  private final KubernetesClient client;

  SimulatedDisks(ControlPlane plane) {
    this.client = plane.newClient();
    client
        .resource(
            new StorageClassBuilder()
                .withNewMetadata()
                .withName("zonal")
                .addToAnnotations("storageclass.kubernetes.io/is-default-class", "true")
                .endMetadata()
                .withProvisioner(PROVISIONER)
                .withVolumeBindingMode("WaitForFirstConsumer")
                .withReclaimPolicy("Delete")
                .build())
        .create();
    client.persistentVolumeClaims().inAnyNamespace().inform(onChange(this::provision));
    client.persistentVolumes().inform(onChange(this::reclaim));
  }

  private void provision(PersistentVolumeClaim claim) {
    String host =
        claim.getMetadata().getAnnotations() == null
            ? null
            : claim.getMetadata().getAnnotations().get(SELECTED_NODE);
    if (host == null || claim.getSpec().getVolumeName() != null) {
      return;
    }
    Node node = client.nodes().withName(host).get();
    if (node == null) {
      return;
    }
    String zone = node.getMetadata().getLabels().get(NodeShape.ZONE);
    String key = zone == null ? NodeShape.HOST : NodeShape.ZONE;
    PersistentVolume volume =
        new PersistentVolumeBuilder()
            .withNewMetadata()
            .withName("disk-" + claim.getMetadata().getUid())
            .addToAnnotations("pv.kubernetes.io/provisioned-by", PROVISIONER)
            .endMetadata()
            .withNewSpec()
            .withCapacity(claim.getSpec().getResources().getRequests())
            .withAccessModes(claim.getSpec().getAccessModes())
            .withPersistentVolumeReclaimPolicy("Delete")
            .withStorageClassName("zonal")
            .withClaimRef(
                new ObjectReferenceBuilder()
                    .withApiVersion("v1")
                    .withKind("PersistentVolumeClaim")
                    .withNamespace(claim.getMetadata().getNamespace())
                    .withName(claim.getMetadata().getName())
                    .withUid(claim.getMetadata().getUid())
                    .build())
            .withNewLocal()
            .withPath("/simulated")
            .endLocal()
            .withNewNodeAffinity()
            .withNewRequired()
            .addNewNodeSelectorTerm()
            .addNewMatchExpression()
            .withKey(key)
            .withOperator("In")
            .withValues(zone == null ? host : zone)
            .endMatchExpression()
            .endNodeSelectorTerm()
            .endRequired()
            .endNodeAffinity()
            .endSpec()
            .build();
    try {
      client.resource(volume).create();
    } catch (KubernetesClientException failure) {
      if (failure.getCode() != HttpURLConnection.HTTP_CONFLICT) {
        throw failure;
      }
    }
  }

  private void reclaim(PersistentVolume volume) {
    if (volume.getStatus() != null && "Released".equals(volume.getStatus().getPhase())) {
      client.resource(volume).delete();
    }
  }

  private static <T> ResourceEventHandler<T> onChange(Consumer<T> action) {
    return new ResourceEventHandler<>() {
      @Override
      public void onAdd(T added) {
        action.accept(added);
      }

      @Override
      public void onUpdate(T before, T after) {
        action.accept(after);
      }

      @Override
      public void onDelete(T deleted, boolean unknown) {
        // A claim's end shows in its volume.
      }
    };
  }

  @Override
  public void close() {
    client.close();
  }
}
