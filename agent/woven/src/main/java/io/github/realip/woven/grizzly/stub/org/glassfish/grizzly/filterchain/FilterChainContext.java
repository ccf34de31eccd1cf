package io.github.realip.woven.grizzly.stub.org.glassfish.grizzly.filterchain;

/** What templates name of it. */
public abstract class FilterChainContext {
}
