/** StackStorm's own configuration: typed options, the list of all there are, and logging. */
@NullMarked
package io.github.cdk8s.stackstorm.config;

import org.jspecify.annotations.NullMarked;
