package io.github.realip.containers;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Which of the processes this is, if tests run in several beside one another, and what only one of them may do. */
final class Fork {
  /** From 1 on. */
  static final int NUMBER = Integer.parseInt(System.getProperty("realip.fork", "fork1").replace("fork", ""));

  private Fork() {
  }

  /** Does some work on a directory while no other process and no other thread of this one does. */
  static synchronized <T> T alone(Path directory, Work<T> work) throws IOException {
    Path lock = directory.resolveSibling(directory.getFileName() + ".lock");
    Files.createDirectories(lock.getParent());
    try (FileChannel file = FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock held = file.lock()) {
      return work.done();
    }
  }

  /** What is done. */
  interface Work<T> {
    T done() throws IOException;
  }
}
