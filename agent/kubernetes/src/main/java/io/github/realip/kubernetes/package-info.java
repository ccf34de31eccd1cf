/** Builds the container images that bring the agent into pods, without a container engine. */
package io.github.realip.kubernetes;
