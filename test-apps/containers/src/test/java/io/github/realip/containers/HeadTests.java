package io.github.realip.containers;

/**
 * That the answer comes from the head of the request as its peer has sent it, and from nothing else. {@link
 * ContainerMatrixIT} has these tests, so that they need no servers of their own; {@link HeadIT} has nothing else.
 */
interface HeadTests extends TrailerTests, HalfHeadTests, KeptConnectionTests, Http2HeadTests {
}
