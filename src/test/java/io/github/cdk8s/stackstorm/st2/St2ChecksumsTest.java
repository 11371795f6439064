// SPDX-License-Identifier: Apache-2.0
package io.github.cdk8s.stackstorm.st2;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cdk8s.stackstorm.support.TestCluster;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What no prop changes, and a release of the library may: scripts and URLs. */
class St2ChecksumsTest {

  private static final Map<String, String> CONFIG = Map.of("st2.user.conf", "[api]\n");
  private static final Map<String, String> SCRIPTS = Map.of("http-alive.sh", "exit 0\n");
  private static final Map<String, String> URLS = Map.of("ST2_API_URL", "http://st2-st2api:9101/");

  @Test
  void everyKindOfFileHasAChecksumOfItsOwn() {
    Map<String, String> before = St2Checksums.of(CONFIG, SCRIPTS, URLS);
    assertThat(before)
        .containsOnlyKeys("checksum/config", "checksum/scripts", "checksum/urls")
        .doesNotHaveToString(St2Checksums.of(CONFIG, Map.of("http-alive.sh", ""), URLS).toString());
    Map<String, String> newScript = St2Checksums.of(CONFIG, Map.of("http-alive.sh", ""), URLS);
    assertThat(newScript.get("checksum/config")).isEqualTo(before.get("checksum/config"));
    assertThat(newScript.get("checksum/urls")).isEqualTo(before.get("checksum/urls"));
    assertThat(newScript.get("checksum/scripts")).isNotEqualTo(before.get("checksum/scripts"));
  }

  @Test
  void whoReadsNoFileIsNotRestartedByOne() {
    St2Context context = TestCluster.context().build();
    assertThat(St2Checksums.of(context, St2Services.ST2WEB, false))
        .containsOnlyKeys("checksum/urls");
    assertThat(St2Checksums.of(context, St2Services.ST2API, true))
        .containsOnlyKeys("checksum/config", "checksum/scripts", "checksum/urls");
  }

  @Test
  void everyServiceTakesTheUrls() {
    St2Context context = TestCluster.context().build();
    assertThat(St2Services.all())
        .allMatch(service -> St2Checksums.of(context, service, false).containsKey("checksum/urls"));
  }
}
