package io.github.realip.woven.tomcat.stub.org.apache.coyote;

/** What templates name of it. */
public interface InputBuffer {
}
