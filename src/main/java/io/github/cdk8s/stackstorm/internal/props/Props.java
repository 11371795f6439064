// SPDX-License-Identifier: Apache-2.0
package io.github.cdk8s.stackstorm.internal.props;

import io.soabase.recordbuilder.core.RecordBuilder;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Generates the builder of a props record: immutable, ordered copies of its collections, and an
 * {@code addX} for each.
 */
@RecordBuilder.Template(
    options =
        @RecordBuilder.Options(
            addSingleItemCollectionBuilders = true,
            useImmutableCollections = true,
            enableWither = false,
            enableGetters = false))
@Retention(RetentionPolicy.SOURCE)
@Target(ElementType.TYPE)
@Inherited
public @interface Props {}
