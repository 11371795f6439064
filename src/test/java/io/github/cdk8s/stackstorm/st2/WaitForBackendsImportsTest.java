// SPDX-License-Identifier: Apache-2.0
package io.github.cdk8s.stackstorm.st2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/**
 * Threads that import at the same time can wait for each other for ever, which real pods on a busy
 * node did.
 */
class WaitForBackendsImportsTest {

  /** Prints each library with the thread that imports it; all of them exist and do nothing. */
  private static final String WATCH_IMPORTS =
      """
      import importlib.abc, importlib.machinery, runpy, sys, threading, types
      from unittest.mock import MagicMock

      class Library(types.ModuleType):
          def __getattr__(self, name):
              if name.startswith("__"):
                  raise AttributeError(name)
              return MagicMock()

      class Libraries(importlib.abc.MetaPathFinder, importlib.abc.Loader):
          def find_spec(self, name, path, target=None):
              if name.partition(".")[0] in ("pymongo", "kombu", "tooz"):
                  print(name, threading.current_thread().name)
                  return importlib.machinery.ModuleSpec(name, self, is_package=True)
          def create_module(self, spec):
              return Library(spec.name)
          def exec_module(self, module):
              pass

      sys.modules["oslo_config"] = MagicMock()
      sys.meta_path.insert(0, Libraries())
      script = runpy.run_path(sys.argv[1])
      conf = MagicMock()
      conf.__getitem__.side_effect = lambda section: getattr(conf, section)
      conf.database.password = None
      conf.database.host = conf.coordination.url = conf.messaging.url = "none"
      conf.messaging.cluster_urls = []
      script["wait"](["database", "messaging", "coordination"], conf, 60)
      """;

  @Test
  void everyLibraryIsImportedBeforeThereAreThreads() throws Exception {
    assumeTrue(
        System.getenv("CI") != null
            || Arrays.stream(System.getenv("PATH").split(File.pathSeparator, -1))
                .anyMatch(folder -> new File(folder, "python3").canExecute()),
        "python3 is missing: skipped, except under CI");
    Process python =
        new ProcessBuilder(
                "python3",
                "-c",
                WATCH_IMPORTS,
                "src/main/resources/io/github/cdk8s/stackstorm/st2/wait-for-backends.py")
            .redirectErrorStream(true)
            .start();
    String output = new String(python.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(python.waitFor()).as(output).isZero();
    assertThat(output.lines())
        .contains("pymongo MainThread", "kombu MainThread", "tooz.drivers.redis MainThread")
        .filteredOn(line -> !line.endsWith(" MainThread"))
        .containsExactly("database is there", "messaging is there", "coordination is there");
  }
}
