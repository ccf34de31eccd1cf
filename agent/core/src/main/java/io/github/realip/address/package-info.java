/**
 * IP addresses and networks: read, matched and printed, and nothing else.
 *
 * <p>An address is always 128 bits in two {@code long}s; IPv4 is {@code ::ffff:a.b.c.d} (RFC 4291 section 2.5.5.2).
 * There is therefore one spelling of each address inside, whatever a header or a socket called it. No class holds an
 * address: it travels as the two arguments of an {@link io.github.realip.address.AddressFunction}, so that to read one
 * costs no memory.
 */
package io.github.realip.address;
