// SPDX-License-Identifier: Apache-2.0
package io.github.cdk8s.stackstorm.backends;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cdk8s.stackstorm.backends.ConfigReader.Found;
import io.github.cdk8s.stackstorm.config.EverySection;
import io.github.cdk8s.stackstorm.config.MessagingOptions;
import io.github.cdk8s.stackstorm.config.OptionName;
import io.github.cdk8s.stackstorm.config.OptionType;
import io.github.cdk8s.stackstorm.config.St2Config;
import io.github.cdk8s.stackstorm.config.St2Logging;
import io.github.cdk8s.stackstorm.config.St2Options;
import io.github.cdk8s.stackstorm.k8s.SecretRef;
import io.github.cdk8s.stackstorm.st2.St2Services;
import io.github.cdk8s.stackstorm.support.Manifests;
import io.github.cdk8s.stackstorm.support.Manifests.Node;
import io.github.cdk8s.stackstorm.support.TestCluster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the library writes, read back by the oslo.config that StackStorm 3.9 pins. */
@Tag("backends")
class OsloConfigTest {

  private static final int VALUES = 600;
  private static final String[] AWKWARD = {
    "$",
    "$$",
    "\\",
    "\\$",
    "${a}",
    "$api.host",
    "\"",
    "'",
    "#",
    ";",
    " #",
    "=",
    ":",
    ",",
    "[",
    "]",
    "%",
    "{",
    " ",
    "\t",
    "\u00a0",
    "\u2028",
    "ü",
    "😀",
    "a",
    "b_1",
    "True",
    "\\n"
  };
  private static final OptionName RETRIES = new OptionName("messaging", "connection_retries");
  private static final OptionName HOST = new OptionName("database", "host");

  @TempDir private Path folder;

  @Test
  void everyTypedOptionArrivesAsItWasSaid() throws IOException {
    St2Config config = EverySection.builder().build();
    Map<OptionName, Found> found = ConfigReader.of39().read(List.of(file("user", config.render())));
    assertThat(found.keySet()).isEqualTo(config.values().keySet());
    config
        .values()
        .forEach(
            (name, value) -> {
              boolean list = St2Options.V3_9.find(name).type() == OptionType.LIST;
              assertThat(found.get(name).value())
                  .as(name.toString())
                  .isEqualTo(list ? value.replace(',', '\n') : value);
            });
  }

  @Test
  void anyTextArrivesAsItWasSaid() throws IOException {
    Random random = new Random(6);
    StringBuilder options = new StringBuilder("section\toption\ttype\tchoices\treleases\n");
    Map<OptionName, String> said = new TreeMap<>();
    St2Config config = St2Config.NONE;
    for (int i = 0; i < VALUES; i++) {
      OptionName name = new OptionName("fuzz", "text" + i);
      said.put(name, text(random));
      options.append("fuzz\ttext").append(i).append("\tstr\t\t3.9\n");
      config = config.set(name.section(), name.option(), said.get(name));
    }
    Map<OptionName, Found> found =
        new ConfigReader(file("options", options.toString()), "3.9", "ST2", Map.of())
            .read(List.of(file("user", config.render())));
    said.forEach((name, value) -> assertThat(found.get(name)).isEqualTo(new Found("user", value)));
    assertThat(found).hasSameSizeAs(said);
  }

  @Test
  void anyListArrivesItemByItem() throws IOException {
    Random random = new Random(7);
    StringBuilder options = new StringBuilder("section\toption\ttype\tchoices\treleases\n");
    Map<OptionName, List<String>> said = new TreeMap<>();
    St2Config config = St2Config.NONE;
    for (int i = 0; i < VALUES / 2; i++) {
      OptionName name = new OptionName("fuzz", "list" + i);
      said.put(name, items(random));
      options.append("fuzz\tlist").append(i).append("\tlist\t\t3.9\n");
      config = config.set(name.section(), name.option(), said.get(name));
    }
    Map<OptionName, Found> found =
        new ConfigReader(file("options", options.toString()), "3.9", "ST2", Map.of())
            .read(List.of(file("user", config.render())));
    said.forEach(
        (name, items) ->
            assertThat(found.get(name).value().split("\n", -1))
                .as(name.toString())
                .containsExactlyElementsOf(items));
  }

  @Test
  void onlyRawTextRefersToAnotherOption() throws IOException {
    String reference = "$system.base_path/more-packs";
    OptionName name = new OptionName("content", "packs_base_paths");
    Path image = file("st2.conf", "[system]\nbase_path = /opt/stackstorm\n");
    Path said = file("said", St2Config.NONE.set("content", "packs_base_paths", reference).render());
    assertThat(ConfigReader.of39().read(List.of(image, said)).get(name).value())
        .isEqualTo(reference);
    String rawText = "[content]\npacks_base_paths = " + reference;
    Path raw = file("raw", St2Config.builder().rawText(rawText).build().render());
    assertThat(ConfigReader.of39().read(List.of(image, raw)).get(name).value())
        .isEqualTo("/opt/stackstorm/more-packs");
  }

  @Test
  void laterFilesOfTheChainWin() throws IOException {
    String raw = "[database]\nhost = of-the-user\n[messaging]\nconnection_retries = 30\n";
    assertThat(retriesAndHost(St2Config.NONE, "")).isEqualTo("10 mongodb://st2:p%40ss@");
    assertThat(
            retriesAndHost(
                St2Config.NONE.set("messaging", "connection_retries", 20), "[api]\nport = 9101\n"))
        .isEqualTo("20 mongodb://st2:p%40ss@");
    St2Config withRawText =
        St2Config.builder()
            .messaging(MessagingOptions.builder().connectionRetries(20).build())
            .rawText(raw)
            .build();
    assertThat(retriesAndHost(withRawText, "")).isEqualTo("30 of-the-user");
    assertThat(
            retriesAndHost(
                withRawText,
                "[database]\nhost = of-the-secret\n[messaging]\nconnection_retries=40"))
        .isEqualTo("40 of-the-secret");
  }

  @Test
  void loggingOfAServiceIsReadFromItsOwnFile() throws IOException {
    Map<OptionName, Found> found = ConfigReader.of39().read(chain(St2Config.NONE, ""));
    assertThat(found.get(new OptionName("api", "logging")).value())
        .isEqualTo("/etc/st2/logging.st2api.conf");
    assertThat(found.get(new OptionName("auth", "logging")).value()).isEqualTo("of-the-image");
  }

  @Test
  void aVariableWithTheNameOfAnOptionWinsOverEveryFile() throws IOException {
    List<Path> chain = chain(St2Config.NONE, "[messaging]\nconnection_retries = 40\n");
    Map<String, String> variables =
        Map.of("ST2_MESSAGING__CONNECTION_RETRIES", "7", "OS_MESSAGING__CONNECTION_RETRIES", "8");
    assertThat(ConfigReader.of39().with(variables).read(chain).get(RETRIES))
        .isEqualTo(new Found("environment", "7"));
    ConfigReader plain = new ConfigReader(ConfigReader.ALL_OPTIONS, "3.9", "OS", variables);
    assertThat(plain.read(chain).get(RETRIES)).isEqualTo(new Found("environment", "8"));
    Map<String, String> single = Map.of("ST2_MESSAGING_CONNECTION_RETRIES", "7");
    assertThat(ConfigReader.of39().with(single).read(chain).get(RETRIES))
        .isEqualTo(new Found("user", "40"));
  }

  private String retriesAndHost(St2Config config, String secret) throws IOException {
    Map<OptionName, Found> found = ConfigReader.of39().read(chain(config, secret));
    return found.get(RETRIES).value() + " " + found.get(HOST).value().replaceFirst("@.*", "@");
  }

  /**
   * The files of st2api's pod, in the order of its command line, with what the pod makes itself.
   */
  private List<Path> chain(St2Config config, String secret) throws IOException {
    Manifests cluster =
        TestCluster.manifests(
            props ->
                props
                    .config(config)
                    .configSecret(secret.isEmpty() ? null : SecretRef.named("st2-secret-options"))
                    .addServiceLogging(St2Services.ST2API, St2Logging.json()));
    Map<String, Object> texts = cluster.one("ConfigMap", "st2-st2-config").map("data");
    Map<String, String> files = new TreeMap<>();
    texts.forEach((name, text) -> files.put("/etc/st2/" + name, text.toString()));
    files.put(
        "/etc/st2/st2.conf", "[messaging]\nconnection_retries = 0\n[auth]\nlogging=of-the-image\n");
    files.put("/run/st2/st2.connections.conf", connections(texts));
    files.put("/run/st2/st2.secrets.conf", secret);
    List<Path> chain = new ArrayList<>();
    for (Node argument : cluster.one("Deployment", "st2-st2api").pod().list("containers.0.args")) {
      String path = argument.text().replaceFirst("^--config-file=", "");
      chain.add(file(path.substring(path.lastIndexOf('/') + 1), files.get(path)));
    }
    assertThat(chain).hasSize(secret.isEmpty() ? 5 : 6);
    return chain;
  }

  private String connections(Map<String, Object> texts) throws IOException {
    String template = texts.get("st2.connections.conf.template").toString();
    return template.replaceAll("\\{[A-Z]+\\}", "st2:p%40ss@");
  }

  private Path file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  private static String text(Random random) {
    StringBuilder text = new StringBuilder();
    int parts = random.nextInt(7);
    for (int i = 0; i < parts; i++) {
      text.append(AWKWARD[random.nextInt(AWKWARD.length)]);
    }
    return text.toString();
  }

  /** Items that a list can hold: the others are refused, as another test says. */
  private static List<String> items(Random random) {
    List<String> items = new ArrayList<>();
    while (items.size() < 1 + random.nextInt(4)) {
      String item = text(random);
      boolean blankEnds = !item.equals(strip(item));
      if (!item.isEmpty() && !item.contains(",") && !blankEnds) {
        items.add(item);
      }
    }
    return items;
  }

  /** As Python does: more is blank there than in {@link String#strip()}. */
  private static String strip(String item) {
    return item.replaceAll("^[\\s\\u00a0\\u2028]+|[\\s\\u00a0\\u2028]+$", "");
  }
}
