// SPDX-License-Identifier: Apache-2.0
package io.github.cdk8s.stackstorm.packs;

import io.github.cdk8s.stackstorm.internal.L1;
import io.github.cdk8s.stackstorm.internal.Names;
import io.github.cdk8s.stackstorm.internal.Problems;
import io.github.cdk8s.stackstorm.k8s.ClaimRef;
import io.github.cdk8s.stackstorm.k8s.DnsName;
import io.github.cdk8s.stackstorm.k8s.Quantity;
import java.util.Map;
import org.cdk8s.Chart;
import org.cdk8s.plus34.k8s.KubePersistentVolumeClaim;
import org.cdk8s.plus34.k8s.KubePersistentVolumeClaimProps;
import org.cdk8s.plus34.k8s.ObjectMeta;
import org.cdk8s.plus34.k8s.PersistentVolumeClaimSpec;
import org.cdk8s.plus34.k8s.VolumeResourceRequirements;
import software.constructs.Construct;

/**
 * A volume for packs or their virtual environments, shared by the API, the sensors and all action
 * runners, so that {@code st2 pack install} reaches every one of them: a PersistentVolumeClaim that
 * many nodes may write.
 */
public class St2PackVolume extends Construct {

  private static final Quantity LEAST = Quantity.mebibytes(100);

  private final ClaimRef claim;

  /** 10Gi of the default storage class, named by the id. */
  public St2PackVolume(Construct scope, String id) {
    this(scope, id, St2PackVolumeProps.builder().build());
  }

  /** Properties that break a rule are reported by cdk8s at synth, and nothing is rendered. */
  public St2PackVolume(Construct scope, String id, St2PackVolumeProps props) {
    super(scope, id);
    String name = props.name() == null ? id : props.name();
    claim =
        new ClaimRef(
            name, props.namespace() == null ? Chart.of(this).getNamespace() : props.namespace());
    Problems problems = new Problems();
    problems.addAll(DnsName.problems("name", name, DnsName.LABEL_MAX));
    String namespace = claim.namespace() == null ? "default" : claim.namespace();
    problems.addAll(
        Names.of(scope, this)
            .claim(this, "name", name, new Names.Taken("PersistentVolumeClaim", namespace, name)));
    problems.require(
        props.size().compareTo(LEAST) >= 0,
        "size",
        props.size(),
        "is less than the packs that StackStorm brings with it",
        "ask for " + LEAST + " or more");
    problems.require(
        props.accessModes().contains("ReadWriteMany"),
        "accessModes",
        props.accessModes(),
        "pods on several nodes write this volume",
        "ask for ReadWriteMany, from a storage class that offers it");
    if (!problems.reportAt(this)) {
      render(props, name);
    }
  }

  /** For {@code StackStormClusterProps}, or for volumes of one's own. */
  public ClaimRef claim() {
    return claim;
  }

  private void render(St2PackVolumeProps props, String name) {
    new KubePersistentVolumeClaim(
        this,
        "Resource",
        KubePersistentVolumeClaimProps.builder()
            .metadata(
                ObjectMeta.builder()
                    .name(name)
                    .namespace(claim.namespace())
                    .labels(
                        Map.of(
                            "app.kubernetes.io/name", "st2packs",
                            "app.kubernetes.io/instance", name,
                            "app.kubernetes.io/part-of", "stackstorm"))
                    .build())
            .spec(
                PersistentVolumeClaimSpec.builder()
                    .accessModes(props.accessModes())
                    .storageClassName(props.storageClass())
                    .resources(
                        VolumeResourceRequirements.builder()
                            .requests(Map.of("storage", L1.quantity(props.size())))
                            .build())
                    .build())
            .build());
  }
}
