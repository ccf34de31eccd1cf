package io.github.realip.boot;

import org.springframework.http.HttpHeaders;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/** The URL of the request, as applications make links of it, and its headers, as they have them handed to them. */
@RestController
public class UrlController {

  /** Returns it as text. */
  @GetMapping("/spring/url")
  public String url() {
    return ServletUriComponentsBuilder.fromCurrentRequest().build().toUriString();
  }

  /** Returns X-Forwarded-For as an argument of its own and as one of all headers. */
  @GetMapping("/spring/header")
  public String header(@RequestHeader(value = "X-Forwarded-For", required = false) String one,
      @RequestHeader HttpHeaders all) {
    return one + " " + all.getFirst("x-forwarded-for");
  }
}
