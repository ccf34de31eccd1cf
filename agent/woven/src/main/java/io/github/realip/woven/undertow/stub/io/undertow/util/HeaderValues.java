package io.github.realip.woven.undertow.stub.io.undertow.util;

/** What templates name of it; a list of strings. */
public abstract class HeaderValues {
}
