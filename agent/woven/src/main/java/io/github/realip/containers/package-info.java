/** Which containers there are: one class a family says which of their classes are woven, with which templates. */
package io.github.realip.containers;
