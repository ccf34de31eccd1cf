package io.github.realip.woven.tomcat.stub.org.apache.tomcat.util.net;

/** The outer class. */
public class NioEndpoint {

  /** Stands for the container's class. */
  public static class NioSocketWrapper {

    /** Who is at the other end; {@code null} until somebody asks. */
    public String remoteAddr;
    /** The same by name. */
    public String remoteHost;
    /** The same end's port. */
    public int remotePort;
  }
}
