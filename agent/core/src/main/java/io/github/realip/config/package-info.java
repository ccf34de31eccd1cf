/**
 * From system properties, agent arguments, environment and file to {@link io.github.realip.resolve.Rules}, and to one
 * clear line for everything that is wrong on the way. What cannot be read never widens trust.
 */
package io.github.realip.config;
