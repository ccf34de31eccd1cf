package io.github.realip.woven.unknown.stub.servlet.http;

/** What templates name of it. */
public interface Part {
}
