package io.github.realip.containers;

import java.util.function.Supplier;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;
import org.opentest4j.TestAbortedException;

/** Says on which container and Java a test has failed, which Maven's report would not, and what the server logged. */
final class FailureReport implements TestExecutionExceptionHandler {
  private final Supplier<Cell> cell;
  private final Supplier<Site> site;

  FailureReport(Supplier<Cell> cell, Supplier<Site> site) {
    this.cell = cell;
    this.site = site;
  }

  @Override
  public void handleTestExecutionException(ExtensionContext context, Throwable failure) throws Throwable {
    if (failure instanceof TestAbortedException) {
      throw failure;
    }
    site.get().showLogOnce();
    Object what = failure instanceof AssertionError ? failure.getMessage() : failure;
    throw new AssertionError(cell.get() + ": " + what, failure);
  }
}
