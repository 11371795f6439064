// SPDX-License-Identifier: Apache-2.0
package io.github.cdk8s.stackstorm.st2;

import io.github.cdk8s.stackstorm.internal.ContainerPlan;
import io.github.cdk8s.stackstorm.internal.Volumes;
import io.github.cdk8s.stackstorm.k8s.ClientTls;
import io.github.cdk8s.stackstorm.k8s.Credentials;
import io.github.cdk8s.stackstorm.k8s.Image;
import io.github.cdk8s.stackstorm.k8s.Resources;
import java.util.ArrayList;
import java.util.List;
import org.cdk8s.plus34.k8s.EnvVar;
import org.cdk8s.plus34.k8s.EnvVarSource;
import org.cdk8s.plus34.k8s.SecretKeySelector;
import org.cdk8s.plus34.k8s.Volume;
import org.cdk8s.plus34.k8s.VolumeMount;

/** What a pod has for its way to the backends: the file with their URLs, and the wait for them. */
final class ConnectionParts {

  /** The clients of three backends take about 45 MiB. */
  private static final Resources WAITING = Resources.requests("10m", "64Mi");

  private final St2Context context;
  private final St2Service service;
  private final Image image;
  private final St2Connections backends;

  final List<Volume> volumes = new ArrayList<>();
  final List<VolumeMount> mounts = new ArrayList<>();

  ConnectionParts(St2Context context, St2Service service, Image image) {
    this.context = context;
    this.service = service;
    this.image = image;
    this.backends = context.connections();
    volumes.add(Volumes.memory("st2-connections"));
    mounts.add(Volumes.readOnly("st2-connections", St2Files.CONNECTIONS_FOLDER));
    for (Backend backend : Backend.ALL) {
      ClientTls tls = backends.tls(backend);
      if (tls != null) {
        volumes.add(Volumes.secretFile(backend.caVolume(), tls.ca().name(), tls.key(), Backend.CA));
        mounts.add(Volumes.readOnly(backend.caVolume(), backend.caFolder()));
      }
    }
  }

  /** Writes the file. */
  ContainerPlan writing() {
    List<EnvVar> logins = new ArrayList<>();
    Backend.ALL.forEach(backend -> login(logins, backend));
    Credentials sentinels = backends.coordination().sentinelCredentials();
    if (sentinels != null) {
      part(logins, "SENTINEL_PASSWORD", sentinels.secret().name(), sentinels.passwordKey());
    }
    return ContainerPlan.builder("connections", image)
        .command(
            List.of(
                St2Scripts.PYTHON,
                St2Scripts.path(St2Scripts.CONNECTIONS),
                St2Files.TEMPLATE_FOLDER + "/" + St2Files.CONNECTIONS_TEMPLATE,
                St2Files.CONNECTIONS))
        .env(logins)
        .mounts(
            List.of(
                Volumes.readOnly("st2-scripts", St2Scripts.FOLDER),
                Volumes.readOnly("st2-config", St2Files.TEMPLATE_FOLDER),
                Volumes.mount("st2-connections", St2Files.CONNECTIONS_FOLDER)))
        .resources(ContainerPlan.WRITING_A_FILE)
        .build();
  }

  /**
   * Waits until the backends that the service needs serve. It reads the same chain of files as the
   * service, so that it waits for what the service will use.
   *
   * @param configuration mounts of the scripts and of the other files of the chain
   */
  ContainerPlan waiting(List<VolumeMount> configuration) {
    List<VolumeMount> all = new ArrayList<>(configuration);
    all.addAll(mounts);
    List<String> arguments = new ArrayList<>(St2Files.configFileArguments(context, service));
    service.waitsFor().forEach(backend -> arguments.add(backend.section()));
    return ContainerPlan.builder("wait-for-backends", image)
        .command(List.of(St2Scripts.PYTHON, "-u", St2Scripts.path(St2Scripts.WAIT_FOR_BACKENDS)))
        .args(arguments)
        .mounts(all)
        .resources(WAITING)
        .build();
  }

  private void login(List<EnvVar> env, Backend backend) {
    Credentials login = backends.credentials(backend);
    if (login != null) {
      if (login.usernameKey() != null) {
        part(env, backend.name() + "_USERNAME", login.secret().name(), login.usernameKey());
      }
      part(env, backend.name() + "_PASSWORD", login.secret().name(), login.passwordKey());
    }
  }

  /** The part of a login, and where it comes from: an error names that and not the value. */
  private static void part(List<EnvVar> env, String variable, String secret, String key) {
    env.add(
        EnvVar.builder()
            .name(variable)
            .valueFrom(
                EnvVarSource.builder()
                    .secretKeyRef(SecretKeySelector.builder().name(secret).key(key).build())
                    .build())
            .build());
    env.add(EnvVar.builder().name(variable + "_SOURCE").value(secret + "/" + key).build());
  }
}
