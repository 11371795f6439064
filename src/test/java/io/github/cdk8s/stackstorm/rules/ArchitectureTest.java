// SPDX-License-Identifier: Apache-2.0
package io.github.cdk8s.stackstorm.rules;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import software.constructs.Construct;

/** The boundaries between packages, and what jsii and determinism ask of every class. */
class ArchitectureTest {

  private static final String ROOT = "io.github.cdk8s.stackstorm";
  private static final JavaClasses LIBRARY =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages(ROOT);

  /** What constructs offer to their users; all else would be registered with jsii for nothing. */
  private static final Set<String> OFFERED = Set.of("endpoint", "credentials", "claim");

  private static final Set<String> UNPREDICTABLE_TYPES =
      Set.of("java.util.UUID", "java.time.Clock", "java.net.InetAddress");

  private static final Set<String> UNPREDICTABLE_METHODS =
      Set.of(
          "java.lang.System.getenv",
          "java.lang.System.getProperty",
          "java.lang.System.currentTimeMillis",
          "java.lang.System.nanoTime",
          "java.lang.Math.random",
          "java.time.ZoneId.systemDefault",
          "java.util.Locale.getDefault",
          "java.nio.charset.Charset.defaultCharset");

  private static final String[] PARTS = {
    ROOT,
    ROOT + ".st2..",
    ROOT + ".mongo..",
    ROOT + ".rabbitmq..",
    ROOT + ".redis..",
    ROOT + ".packs..",
    ROOT + ".app.."
  };

  @Test
  void valuesKnowNothingOfParts() {
    noClasses()
        .that()
        .resideInAnyPackage(
            ROOT + ".k8s..", ROOT + ".placement..", ROOT + ".workload..", ROOT + ".internal..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(PARTS)
        .check(LIBRARY);
  }

  @Test
  void packagesHaveNoCycles() {
    slices().matching(ROOT + ".(**)").should().beFreeOfCycles().check(LIBRARY);
  }

  @Test
  void backendsDoNotKnowEachOtherNorStackStorm() {
    slices()
        .matching(ROOT + ".(mongo|rabbitmq|redis|packs)..")
        .should()
        .notDependOnEachOther()
        .check(LIBRARY);
    noClasses()
        .that()
        .resideInAnyPackage(
            ROOT + ".mongo..", ROOT + ".rabbitmq..", ROOT + ".redis..", ROOT + ".packs..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(ROOT, ROOT + ".st2..")
        .check(LIBRARY);
  }

  @Test
  void servicesKnowEndpointsOfBackendsButNoBackend() {
    noClasses()
        .that()
        .resideInAPackage(ROOT + ".st2..")
        .should()
        .dependOnClassesThat(
            new DescribedPredicate<>("are constructs or props of a backend") {
              @Override
              public boolean test(JavaClass type) {
                return type.getPackageName().matches(".*\\.(mongo|rabbitmq|redis)")
                    && !type.getSimpleName().endsWith("Endpoint");
              }
            })
        .check(LIBRARY);
  }

  @Test
  void constructsDeclareNoMethodThatJsiiWouldRegisterWithoutNeed() {
    methods()
        .that()
        .areDeclaredInClassesThat()
        .areAssignableTo(Construct.class)
        .and()
        .areNotPrivate()
        .should(
            new ArchCondition<>("be one that constructs offer") {
              @Override
              public void check(JavaMethod method, ConditionEvents events) {
                boolean synthetic = method.getModifiers().contains(JavaModifier.SYNTHETIC);
                if (!synthetic && !OFFERED.contains(method.getName())) {
                  events.add(SimpleConditionEvent.violated(method, method.getFullName()));
                }
              }
            })
        .check(LIBRARY);
  }

  @Test
  void synthesisDependsOnItsInputAlone() {
    noClasses()
        .that()
        .resideOutsideOfPackage(ROOT + ".app..")
        .should()
        .dependOnClassesThat(
            new DescribedPredicate<>("bring chance, the clock or the network") {
              @Override
              public boolean test(JavaClass type) {
                return type.isAssignableTo(Random.class)
                    || UNPREDICTABLE_TYPES.contains(type.getName());
              }
            })
        .orShould()
        .callMethodWhere(
            new DescribedPredicate<>("reads the clock, chance or the environment") {
              @Override
              public boolean test(JavaMethodCall call) {
                return UNPREDICTABLE_METHODS.contains(
                        call.getTargetOwner().getFullName() + '.' + call.getName())
                    || (call.getTargetOwner().getPackageName().equals("java.time")
                        && call.getName().equals("now"));
              }
            })
        .check(LIBRARY);
  }

  @Test
  void recordsAreWhatPropsAreMadeOf() {
    classes()
        .that()
        .haveSimpleNameEndingWith("Props")
        .and()
        .areNotAnnotations()
        .should()
        .beRecords()
        .check(LIBRARY);
  }
}
