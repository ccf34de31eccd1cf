/**
 * What woven code asks of connections: their first bytes, which may be the header of the PROXY protocol, and their peer
 * then.
 */
package io.github.realip.connection;
