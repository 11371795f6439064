// SPDX-License-Identifier: Apache-2.0
package io.github.cdk8s.stackstorm.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A null where a value belongs is refused at once and by name, in every record that users make. */
class NullsTest {

  private static final String ROOT = "io.github.cdk8s.stackstorm";

  static Stream<Class<?>> records() {
    return new ClassFileImporter()
        .withImportOption(new ImportOption.DoNotIncludeTests()).importPackages(ROOT).stream()
            .filter(type -> !type.getPackageName().startsWith(ROOT + ".internal"))
            .map(JavaClass::reflect)
            .filter(type -> type.isRecord() && isPublic(type))
            // made by the library, to be read
            .filter(type -> !type.getSimpleName().equals("Problem"))
            // the catalogue's own words
            .filter(type -> !type.getName().matches(".*\\.st2\\.(Scaling|St2Probe)\\$.*"));
  }

  @ParameterizedTest
  @MethodSource("records")
  void everyComponentThatIsNotNullableRefusesNull(Class<?> type) throws Exception {
    for (RecordComponent component : type.getRecordComponents()) {
      String property = type.getName().replaceFirst(".*\\.", "").replace('$', '.');
      property += "." + component.getName();
      if (isCollection(component)) {
        Object[] absent = samples(type, component, null);
        assertThat(make(type, absent)).as(property + " may be left out").isNotNull();
        Object withNull =
            component.getType() == List.class
                ? Collections.singletonList(null)
                : Collections.singletonMap(key(component), null);
        assertRefused(type, samples(type, component, withNull), property + "[");
      } else if (!component.getType().isPrimitive() && !isNullable(component)) {
        assertRefused(type, samples(type, component, null), property + " = null: ");
      }
    }
  }

  private static void assertRefused(Class<?> type, Object[] values, String start) {
    assertThatThrownBy(() -> make(type, values))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(start)
        .hasMessageContaining(" = null: must not be null; ");
  }

  private static Object make(Class<?> type, Object[] values) throws Exception {
    Class<?>[] types =
        Arrays.stream(type.getRecordComponents())
            .map(RecordComponent::getType)
            .toArray(Class<?>[]::new);
    Constructor<?> constructor = type.getDeclaredConstructor(types);
    try {
      return constructor.newInstance(values);
    } catch (InvocationTargetException refused) {
      throw refused.getCause() instanceof RuntimeException cause ? cause : refused;
    }
  }

  /** A value for each component; {@code value} for the one that is tried. */
  private static Object[] samples(
      Class<?> type, @Nullable RecordComponent tried, @Nullable Object value) throws Exception {
    List<@Nullable Object> samples = new ArrayList<>();
    for (RecordComponent component : type.getRecordComponents()) {
      boolean isTried = tried != null && component.getName().equals(tried.getName());
      samples.add(isTried ? value : sample(component));
    }
    return samples.toArray();
  }

  private static @Nullable Object sample(RecordComponent component) throws Exception {
    if (isNullable(component) && !component.getName().equals("tag")) {
      return null;
    }
    return switch (component.getName()) {
      case "repository" -> "library/st2";
      case "text" -> "1";
      default -> sample(component.getType());
    };
  }

  private static Object sample(Class<?> type) throws Exception {
    if (type == String.class) {
      return "x";
    }
    if (type == int.class || type == Integer.class) {
      return 1;
    }
    if (type == boolean.class) {
      return false;
    }
    if (type == List.class) {
      return List.of();
    }
    if (type == Map.class) {
      return Map.of();
    }
    if (type == Duration.class) {
      return Duration.ofSeconds(1);
    }
    if (type == ZoneId.class) {
      return ZoneId.of("UTC");
    }
    if (type.isEnum()) {
      return type.getEnumConstants()[0];
    }
    Class<?> sealed = type.isSealed() ? type.getPermittedSubclasses()[0] : type;
    return make(sealed, samples(sealed, null, null));
  }

  private static Object key(RecordComponent component) throws Exception {
    ParameterizedType type = (ParameterizedType) component.getGenericType();
    return sample((Class<?>) type.getActualTypeArguments()[0]);
  }

  private static boolean isCollection(RecordComponent component) {
    return component.getType() == List.class || component.getType() == Map.class;
  }

  private static boolean isNullable(RecordComponent component) {
    return component.getAnnotatedType().isAnnotationPresent(Nullable.class);
  }

  private static boolean isPublic(Class<?> type) {
    Class<?> outer = type.getEnclosingClass();
    return Modifier.isPublic(type.getModifiers()) && (outer == null || isPublic(outer));
  }
}
