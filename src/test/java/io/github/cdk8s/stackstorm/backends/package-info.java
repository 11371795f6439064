/** The backends as real processes: the files and scripts that the library renders, run for real. */
package io.github.cdk8s.stackstorm.backends;
