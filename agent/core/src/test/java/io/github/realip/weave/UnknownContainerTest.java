package io.github.realip.weave;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;

import javax.servlet.ServletRequest;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletRequestWrapper;

import io.github.realip.containers.Family;
import org.junit.jupiter.api.Test;

/** Who is a container's own request, and whose answer is his own. */
class UnknownContainerTest {

  @Test
  void requestsOfBothApisAreWoven() throws Exception {
    assertTrue(isWoven(JavaxRequest.class));
    assertTrue(isWoven(JakartaRequest.class));
    assertTrue(isWoven(RequestByParent.class));
  }

  @Test
  void wrappersKeepTheirOwnAnswer() throws Exception {
    assertFalse(isWoven(Wrapper.class));
    assertFalse(isWoven(WrapperOfWrapper.class));
  }

  @Test
  void decoratorsKeepTheirOwnAnswer() throws Exception {
    assertFalse(isWoven(Decorator.class));
    assertFalse(isWoven(RefinedRequest.class));
  }

  @Test
  void whatOnlyLooksLikeARequestIsLeftAlone() throws Exception {
    assertFalse(isWoven(AuditRecord.class));
    assertFalse(isWoven(ProxyLike.class));
    assertFalse(isWoven(RequestOfAnotherProtocol.class));
  }

  private static boolean isWoven(Class<?> type) throws Exception {
    ClassWeaver weaver = new ClassWeaver(type.getClassLoader(), Weaving.bytes(type));
    boolean isOwn = weaver.isOwnRequest();
    assertEquals(isOwn, isOwn && weaver.weave(Family.ofUnknownContainer()) != null, weaver.misfits()::toString);
    return isOwn;
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

  @SuppressWarnings("serial")
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
