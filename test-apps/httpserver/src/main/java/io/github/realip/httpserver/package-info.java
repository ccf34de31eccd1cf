/** What whoami is for servlets, for the JDK's own HTTP server; and what such applications share. */
package io.github.realip.httpserver;
