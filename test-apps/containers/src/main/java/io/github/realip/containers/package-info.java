/**
 * Real containers and real proxies as processes of their own.
 *
 * <p>{@link io.github.realip.containers.Matrix} is the data, a {@link io.github.realip.containers.Launcher} knows one
 * kind of container, a {@link io.github.realip.containers.Server} is one that runs, a
 * {@link io.github.realip.containers.ReverseProxy} stands in front of it, and a
 * {@link io.github.realip.containers.Connection} is a client.
 */
package io.github.realip.containers;
