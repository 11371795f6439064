// SPDX-License-Identifier: Apache-2.0
package io.github.cdk8s.stackstorm.internal.props;

import io.soabase.recordbuilder.core.RecordBuilder;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Generates the builder of a props record, with an {@code addX} for each collection. The record's
 * own constructor checks and copies: {@link Copies} does so with names, where the builder's copies
 * would end in a bare NullPointerException.
 */
@RecordBuilder.Template(
    options =
        @RecordBuilder.Options(
            addSingleItemCollectionBuilders = true,
            useUnmodifiableCollections = true,
            enableWither = false,
            enableGetters = false))
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.TYPE)
@Inherited
public @interface Props {}
