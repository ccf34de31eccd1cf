/** What whoami is for servlets, for Vert.x and what is built on it. */
package io.github.realip.vertx;
