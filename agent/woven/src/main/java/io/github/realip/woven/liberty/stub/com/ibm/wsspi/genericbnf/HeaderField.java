package io.github.realip.woven.liberty.stub.com.ibm.wsspi.genericbnf;

/** What templates name of it. */
public interface HeaderField {
  String asString();
}
