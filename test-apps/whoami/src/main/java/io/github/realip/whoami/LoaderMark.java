package io.github.realip.whoami;

/** Of which there is one object for each class loader of this application. */
final class LoaderMark {
}
