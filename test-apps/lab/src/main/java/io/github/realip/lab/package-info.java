/**
 * A Kubernetes network on one machine, and what the agent makes of it.
 *
 * <p>From the outside in: {@link io.github.realip.lab.Lab} is the command; {@code Run} tries the {@code Situation}s of
 * {@code situations.txt}, each by an {@code Experiment} with an {@code Outcome}; {@code Table} and {@code Page} show
 * them. A {@code Cluster} is everything but the applications: the {@code Sandbox} holds the namespaces, the
 * {@code Wiring} fills them, {@code KubeProxy}, {@code ServiceLb} and {@code Sidecar} write rules, {@code Ingress} and
 * {@code Listener} configure proxies. An {@code App} of {@code apps.txt} lives in {@code Pod}s and is reached on a
 * {@code Route}. Who has which address is in {@code Host}, {@code Vip}, {@code Exposure} and {@code IngressConfig}.
 */
package io.github.realip.lab;
