/**
 * The command line of the agent's jar. Only this package uses picocli and Gson; the running agent never loads it.
 */
package io.github.realip.cli;
