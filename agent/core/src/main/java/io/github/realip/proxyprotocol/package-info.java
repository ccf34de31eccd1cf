/**
 * The header of the PROXY protocol, versions 1 and 2, which a TCP load balancer writes in front of all that its client
 * sends. Source: {@code doc/proxy-protocol.txt} of HAProxy, 2020/03/05.
 */
package io.github.realip.proxyprotocol;
