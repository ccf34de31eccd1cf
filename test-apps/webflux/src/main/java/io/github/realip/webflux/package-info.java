/** What whoami is for servlets, for Spring WebFlux. */
package io.github.realip.webflux;
