package io.github.realip.woven.liberty.stub.com.ibm.websphere.servlet.request;

/** What templates name of it. */
public interface IRequest {
}
