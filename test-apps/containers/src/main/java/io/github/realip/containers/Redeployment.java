package io.github.realip.containers;

import java.io.IOException;

/** How the application is taken away from a server that goes on running, and given back. */
public interface Redeployment {

  /** Takes the application away; the server does so now or soon. */
  void undeploy() throws IOException;

  /** Gives the same application back; the server does so now or soon. */
  void deploy() throws IOException, InterruptedException;

  /** Whether the container's own check, if it has one, finds that an application has left something behind. */
  default boolean findsLeaks() throws IOException {
    return false;
  }
}
