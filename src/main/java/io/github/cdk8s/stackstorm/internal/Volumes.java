// SPDX-License-Identifier: Apache-2.0
package io.github.cdk8s.stackstorm.internal;

import java.util.List;
import org.cdk8s.plus34.k8s.ConfigMapVolumeSource;
import org.cdk8s.plus34.k8s.EmptyDirVolumeSource;
import org.cdk8s.plus34.k8s.KeyToPath;
import org.cdk8s.plus34.k8s.PersistentVolumeClaimVolumeSource;
import org.cdk8s.plus34.k8s.SecretVolumeSource;
import org.cdk8s.plus34.k8s.Volume;
import org.cdk8s.plus34.k8s.VolumeMount;

/** The kinds of volumes and mounts that the library uses. */
public final class Volumes {

  private Volumes() {}

  public static Volume configMap(String name, String configMap) {
    return Volume.builder()
        .name(name)
        .configMap(ConfigMapVolumeSource.builder().name(configMap).build())
        .build();
  }

  /** One key of a Secret, as a file of the same name. */
  public static Volume secretFile(String name, String secret, String key) {
    return secretFile(name, secret, key, key);
  }

  /** One key of a Secret, as a file. */
  public static Volume secretFile(String name, String secret, String key, String file) {
    return Volume.builder()
        .name(name)
        .secret(
            SecretVolumeSource.builder()
                .secretName(secret)
                .items(List.of(KeyToPath.builder().key(key).path(file).build()))
                .build())
        .build();
  }

  public static Volume claim(String name, String claim) {
    return Volume.builder()
        .name(name)
        .persistentVolumeClaim(PersistentVolumeClaimVolumeSource.builder().claimName(claim).build())
        .build();
  }

  public static Volume emptyDir(String name) {
    return Volume.builder().name(name).emptyDir(EmptyDirVolumeSource.builder().build()).build();
  }

  /** For what must never reach a disk. */
  public static Volume memory(String name) {
    return Volume.builder()
        .name(name)
        .emptyDir(EmptyDirVolumeSource.builder().medium("Memory").build())
        .build();
  }

  public static VolumeMount mount(String volume, String path) {
    return VolumeMount.builder().name(volume).mountPath(path).build();
  }

  public static VolumeMount readOnly(String volume, String path) {
    return VolumeMount.builder().name(volume).mountPath(path).readOnly(true).build();
  }

  /** One file of a volume; it does not follow changes of the volume. */
  public static VolumeMount file(String volume, String path, String file) {
    return VolumeMount.builder().name(volume).mountPath(path).subPath(file).readOnly(true).build();
  }
}
