/**
 * The decision: socket peer, header lines and rules in, the client's address out.
 *
 * <p>This package is a pure function. It reads no files, no system properties and no configuration text, asks no name
 * server, keeps no state between requests and knows nothing of servlets. In the order of reading:
 * <ol>
 * <li>{@link io.github.realip.resolve.Resolver}: the walk itself;
 * <li>{@link io.github.realip.resolve.Rules}, {@link io.github.realip.resolve.TrustedProxies} and
 * {@link io.github.realip.resolve.HeaderRule}: what the walk depends on;
 * <li>{@link io.github.realip.resolve.ElementGrammar}, {@link io.github.realip.resolve.Node} and
 * {@link io.github.realip.resolve.IpLiteral}: from header text to an address;
 * <li>{@link io.github.realip.resolve.AddressFormat}: from an address to text.
 * </ol>
 *
 * <p>An address is always 128 bits in two {@code long}s; IPv4 is {@code ::ffff:a.b.c.d} (RFC 4291 section 2.5.5.2).
 * There is therefore one spelling of each address inside, whatever a header or a socket called it.
 *
 * <p>Lambdas, method references and {@code String.format} are avoided on purpose: this code may be the first in the
 * JVM to use them, and their bootstrap is neither free nor free of side effects in an application that starts.
 */
package io.github.realip.resolve;
