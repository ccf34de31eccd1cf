/** The addresses behind names, asked for past the caches of the JVM. */
package io.github.realip.names;
