package io.github.realip.containers;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;
import org.opentest4j.TestAbortedException;

/** Says on which container and Java a test has failed; Maven's report knows only the number of the cell. */
final class NamesTheCell implements TestExecutionExceptionHandler {

  @Override
  public void handleTestExecutionException(ExtensionContext context, Throwable failure) throws Throwable {
    if (failure instanceof TestAbortedException) {
      throw failure;
    }
    throw new AssertionError(cell(context) + ": " + failure.getMessage(), failure);
  }

  private static String cell(ExtensionContext context) {
    for (ExtensionContext at = context; at != null; at = at.getParent().orElse(null)) {
      if (at.getUniqueId().matches(".*\\[class-template-invocation:[^/]*")) {
        return at.getDisplayName();
      }
    }
    return context.getDisplayName();
  }
}
