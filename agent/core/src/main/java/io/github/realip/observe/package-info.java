/**
 * Watches the decisions: counts every one, looks closer at a few requests, shows these to whoever observes them, and
 * offers all that over JMX. What is concluded from it is no matter of this package.
 *
 * <p>{@link io.github.realip.observe.Sampler} chooses the requests, {@link io.github.realip.observe.HeaderCapture} has
 * woven code read their headers, a {@link io.github.realip.observe.SampledRequest} says what they mean.
 */
package io.github.realip.observe;
