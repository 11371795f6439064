// SPDX-License-Identifier: Apache-2.0
package io.github.cdk8s.stackstorm.st2;

import io.github.cdk8s.stackstorm.internal.ContainerPlan;
import io.github.cdk8s.stackstorm.internal.ContainerPlanBuilder;
import io.github.cdk8s.stackstorm.internal.Volumes;
import io.github.cdk8s.stackstorm.k8s.ClaimRef;
import io.github.cdk8s.stackstorm.k8s.Image;
import io.github.cdk8s.stackstorm.k8s.SecretRef;
import java.util.ArrayList;
import java.util.List;
import org.cdk8s.plus34.k8s.EnvFromSource;
import org.cdk8s.plus34.k8s.SecretEnvSource;
import org.cdk8s.plus34.k8s.Volume;
import org.cdk8s.plus34.k8s.VolumeMount;
import org.jspecify.annotations.Nullable;

/** Gathers the volumes, mounts and init containers of a service's {@link Part}s. */
final class PodParts {

  private final St2Context context;
  private final St2Service service;
  private final Image image;

  final List<Volume> volumes = new ArrayList<>();
  final List<VolumeMount> mounts = new ArrayList<>();
  final List<ContainerPlan> initContainers = new ArrayList<>();
  final List<EnvFromSource> envFrom = new ArrayList<>();

  /**
   * @param image of the main container: init containers run in it too, so that the node pulls one
   *     image only and files belong to the same user
   */
  PodParts(St2Context context, St2Service service, Image image) {
    this.context = context;
    this.service = service;
    this.image = image;
    if (needsScripts()) {
      volumes.add(Volumes.configMap("st2-scripts", context.names().scripts()));
      mounts.add(Volumes.readOnly("st2-scripts", St2Scripts.FOLDER));
    }
    service.parts().forEach(this::add);
  }

  /** Whether the pod mounts the scripts. */
  boolean needsScripts() {
    return !service.parts().isEmpty() && !service.parts().equals(List.of(Part.LOGIN_VARIABLES));
  }

  private void add(Part part) {
    switch (part) {
      case CONFIG -> config();
      case CONNECTIONS -> connections();
      case HTPASSWD -> htpasswd();
      case DATASTORE_KEY -> datastoreKey();
      case SSH_KEY -> sshKey();
      case CLIENT_CONFIG -> clientConfig();
      case PACKS -> packs();
      case LOGIN_VARIABLES -> envFrom.add(loginVariables());
    }
  }

  private void config() {
    volumes.add(Volumes.configMap("st2-config", context.names().config()));
    for (String file : St2ConfigFiles.mounted(context, service)) {
      mounts.add(Volumes.file("st2-config", "/etc/st2/" + file, file));
    }
  }

  private void connections() {
    ConnectionParts parts = new ConnectionParts(context, service, image);
    List<VolumeMount> configuration = List.copyOf(mounts);
    volumes.addAll(parts.volumes);
    mounts.addAll(parts.mounts);
    initContainers.add(parts.writing());
    configSecret();
    if (!service.waitsFor().isEmpty()) {
      initContainers.add(parts.waiting(configuration));
    }
  }

  /**
   * Copied into memory, since files of a Secret are readable for every user of the pod, and actions
   * run as another one.
   */
  private void configSecret() {
    SecretRef secret = context.configSecret();
    if (secret == null) {
      return;
    }
    volumes.add(Volumes.secretFile("st2-config-secret", secret.name(), St2Files.SECRETS_CONF));
    initContainers.add(
        init(
                "config-secret",
                List.of(
                    "install",
                    "--mode=0400",
                    "/run/st2-config-secret/" + St2Files.SECRETS_CONF,
                    St2Files.SECRETS))
            .mounts(
                List.of(
                    Volumes.readOnly("st2-config-secret", "/run/st2-config-secret"),
                    Volumes.mount("st2-connections", St2Files.CONNECTIONS_FOLDER)))
            .build());
  }

  private void htpasswd() {
    volumes.add(Volumes.memory("htpasswd"));
    mounts.add(Volumes.file("htpasswd", "/etc/st2/htpasswd", "htpasswd"));
    initContainers.add(
        init(
                "htpasswd",
                List.of("bash", St2Scripts.path(St2Scripts.HTPASSWD), "/run/htpasswd/htpasswd"))
            .envFrom(List.of(loginVariables()))
            .mounts(
                List.of(
                    Volumes.readOnly("st2-scripts", St2Scripts.FOLDER),
                    Volumes.mount("htpasswd", "/run/htpasswd")))
            .build());
  }

  private void datastoreKey() {
    volumes.add(
        Volumes.secretFile(
            "datastore-key",
            context.names().datastoreKeySecret(),
            "datastore_crypto_key",
            "datastore_key.json"));
    mounts.add(Volumes.readOnly("datastore-key", "/etc/st2/keys"));
  }

  /**
   * A mounted Secret belongs to root; ssh wants a key that belongs to its user, so an init
   * container hands it over.
   */
  private void sshKey() {
    volumes.add(
        Volumes.secretFile("ssh-key", context.names().sshSecret(), "private_key", "private_key"));
    volumes.add(Volumes.memory("ssh"));
    mounts.add(Volumes.mount("ssh", St2Files.SSH_FOLDER));
    initContainers.add(
        init(
                "ssh-key",
                List.of(
                    "bash",
                    St2Scripts.path(St2Scripts.SSH_KEY),
                    "/run/ssh-key/private_key",
                    St2Files.SSH_KEY,
                    St2Files.SYSTEM_USER))
            .capabilities(List.of("CHOWN", "DAC_OVERRIDE", "FOWNER"))
            .mounts(
                List.of(
                    Volumes.readOnly("st2-scripts", St2Scripts.FOLDER),
                    Volumes.readOnly("ssh-key", "/run/ssh-key"),
                    Volumes.mount("ssh", St2Files.SSH_FOLDER)))
            .build());
  }

  private void clientConfig() {
    volumes.add(Volumes.memory("client-config"));
    mounts.add(Volumes.mount("client-config", "/root/.st2"));
    initContainers.add(
        init(
                "client-config",
                List.of("bash", St2Scripts.path(St2Scripts.CLIENT_CONFIG), "/root/.st2/config"))
            .envFrom(List.of(loginVariables()))
            .mounts(
                List.of(
                    Volumes.readOnly("st2-scripts", St2Scripts.FOLDER),
                    Volumes.mount("client-config", "/root/.st2")))
            .build());
  }

  private void packs() {
    claim("packs", context.packs(), "/opt/stackstorm/packs");
    claim("virtualenvs", context.virtualenvs(), "/opt/stackstorm/virtualenvs");
  }

  private void claim(String name, @Nullable ClaimRef claim, String path) {
    if (claim != null) {
      volumes.add(Volumes.claim(name, claim.name()));
      mounts.add(Volumes.mount(name, path));
    }
  }

  private ContainerPlanBuilder init(String name, List<String> command) {
    return ContainerPlan.builder(name, image)
        .command(command)
        .resources(ContainerPlan.WRITING_A_FILE);
  }

  private EnvFromSource loginVariables() {
    return EnvFromSource.builder()
        .secretRef(SecretEnvSource.builder().name(context.names().authSecret()).build())
        .build();
  }
}
