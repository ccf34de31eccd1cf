/**
 * The decision: socket peer, header lines and rules in, {@link io.github.realip.resolve.Outcome} out.
 *
 * <p>This package is a pure function. It reads no files, no system properties and no configuration text, asks no name
 * server, keeps no state between requests and knows nothing of servlets. In the order of reading:
 * <ol>
 * <li>{@link io.github.realip.resolve.Resolver}: the one function that decides, and the walk in it;
 * <li>{@link io.github.realip.resolve.HeaderLines}: what the head of a request says;
 * <li>{@link io.github.realip.resolve.Rules}, {@link io.github.realip.resolve.TrustedProxies} and
 * {@link io.github.realip.resolve.HeaderRule}: what the walk depends on;
 * <li>{@link io.github.realip.resolve.ElementGrammar} and {@link io.github.realip.resolve.Node}: from header text to an
 * address, which package {@link io.github.realip.address} reads, matches and prints.
 * </ol>
 *
 * <p>Lambdas, method references and {@code String.format} are avoided on purpose: this code may be the first in the
 * JVM to use them, and their bootstrap is neither free nor free of side effects in an application that starts.
 */
package io.github.realip.resolve;
