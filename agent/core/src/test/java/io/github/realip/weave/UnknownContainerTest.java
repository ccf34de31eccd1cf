package io.github.realip.weave;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.InputStream;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;

import javax.servlet.ServletRequest;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletRequestWrapper;

import org.junit.jupiter.api.Test;

/** Who is a container's own request, and whose answer is his own. */
class UnknownContainerTest {

  @Test
  void requestsOfBothApisAreWoven() throws Exception {
    assertEquals(2, hooks(JavaxRequest.class));
    assertEquals(2, hooks(JakartaRequest.class));
    assertEquals(2, hooks(RequestByParent.class));
  }

  @Test
  void wrappersKeepTheirOwnAnswer() throws Exception {
    assertEquals(0, hooks(Wrapper.class));
    assertEquals(0, hooks(WrapperOfWrapper.class));
  }

  @Test
  void decoratorsKeepTheirOwnAnswer() throws Exception {
    assertEquals(0, hooks(Decorator.class));
    assertEquals(0, hooks(RefinedRequest.class));
  }

  @Test
  void whatOnlyLooksLikeARequestIsLeftAlone() throws Exception {
    assertEquals(0, hooks(AuditRecord.class));
    assertEquals(0, hooks(ProxyLike.class));
    assertEquals(0, hooks(RequestOfAnotherProtocol.class));
  }

  private static int hooks(Class<?> type) throws Exception {
    try (InputStream in = type.getResourceAsStream('/' + type.getName().replace('.', '/') + ".class")) {
      return new UnknownContainer(type.getClassLoader()).hooks(new ClassWeaver(in.readAllBytes())).size();
    }
  }

  private abstract static class JavaxRequest implements HttpServletRequest {
    @Override
    public String getRemoteAddr() {
      return "";
    }
  }

  private abstract static class JakartaRequest implements jakarta.servlet.http.HttpServletRequest {
    @Override
    public String getRemoteAddr() {
      return "";
    }
  }

  private abstract static class RequestOfAnotherProtocol implements ServletRequest {
    @Override
    public String getRemoteAddr() {
      return "";
    }
  }

  private interface OwnInterface extends HttpServletRequest {
  }

  private abstract static class Base implements OwnInterface {
  }

  private abstract static class RequestByParent extends Base {
    @Override
    public String getRemoteAddr() {
      return "";
    }
  }

  private abstract static class RefinedRequest extends JavaxRequest {
    @Override
    public String getRemoteAddr() {
      return super.getRemoteAddr() + "!";
    }
  }

  private static class Wrapper extends HttpServletRequestWrapper {
    Wrapper(HttpServletRequest request) {
      super(request);
    }

    @Override
    public String getRemoteAddr() {
      return "198.51.100.99";
    }
  }

  private static class WrapperOfWrapper extends Wrapper {
    WrapperOfWrapper(HttpServletRequest request) {
      super(request);
    }

    @Override
    public String getRemoteAddr() {
      return "198.51.100.98";
    }
  }

  private abstract static class Decorator implements HttpServletRequest {
    private OwnInterface request;

    @Override
    public String getRemoteAddr() {
      return request.getRemoteAddr();
    }
  }

  private static class AuditRecord {
    public String getRemoteAddr() {
      return "";
    }
  }

  private abstract static class ProxyLike extends Proxy implements HttpServletRequest {
    ProxyLike(InvocationHandler handler) {
      super(handler);
    }

    @Override
    public String getRemoteAddr() {
      return "";
    }
  }
}
