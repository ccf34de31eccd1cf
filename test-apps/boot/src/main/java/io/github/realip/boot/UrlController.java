package io.github.realip.boot;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/** The URL of the request, as applications make links of it. */
@RestController
public class UrlController {

  /** Returns it as text. */
  @GetMapping("/spring/url")
  public String url() {
    return ServletUriComponentsBuilder.fromCurrentRequest().build().toUriString();
  }
}
