/** The backends as real processes: the files and scripts that the library renders, run for real. */
@NullMarked
package io.github.cdk8s.stackstorm.backends;

import org.jspecify.annotations.NullMarked;
