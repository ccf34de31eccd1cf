package io.github.realip.address;

/**
 * What to do with an address that was read. Java cannot return 128 bits without creating an object, so a parser is
 * told what the caller wants of the address and returns that instead.
 *
 * @param <R> what is wanted; implementations must not return {@code null}, which is how a parser says "no address"
 */
public interface AddressFunction<R> {

  /**
   * Uses an address.
   *
   * @param high the upper 64 of its 128 bits, in network order
   * @param low the lower 64 bits; an IPv4 address is {@code ::ffff:a.b.c.d}
   * @return the result, not {@code null}
   */
  R apply(long high, long low);
}
