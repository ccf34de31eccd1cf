package io.github.realip.whoami;

import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.BiFunction;
import javax.servlet.ServletException;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;

/**
 * Puts a broken function in the place of one that the agent's woven code calls: {@code ?field=NAME&kind=throw}, or one
 * of the other kinds of {@link Fault}. With {@code ?list=true} it names the fields, with {@code ?reset=true} it puts
 * all back; as a fault may keep all requests away from here, it ends when the file of {@code &while=FILE} is gone.
 */
public final class FaultServlet extends HttpServlet {
  private static final long serialVersionUID = 1;
  private static final String BRIDGE = "java.lang.$RealIp";

  private final List<Runnable> repairs = new ArrayList<>();

  @Override
  protected synchronized void service(HttpServletRequest request, HttpServletResponse response)
      throws ServletException, IOException {
    List<String> fields = Collections.emptyList();
    try {
      if (request.getParameter("list") != null) {
        fields = fields();
      } else if (request.getParameter("reset") != null) {
        reset();
      } else {
        put(request.getParameter("field"), request.getParameter("kind"), request.getParameter("while"));
      }
    } catch (ReflectiveOperationException e) {
      throw new ServletException(e);
    }
    Seen.answer(Collections.<String, Object>singletonMap("fields", fields), response);
  }

  private static List<String> fields() throws ReflectiveOperationException {
    List<String> names = new ArrayList<>();
    for (Field field : Class.forName(BRIDGE).getFields()) {
      if (Modifier.isStatic(field.getModifiers()) && field.getType() == BiFunction.class) {
        names.add(field.getName());
      }
    }
    return names;
  }

  private void reset() {
    repairs.forEach(Runnable::run);
    repairs.clear();
  }

  private void put(String name, String kind, String file) throws ReflectiveOperationException {
    Field field = Class.forName(BRIDGE).getField(name);
    Object value = field.get(null);
    Field inner = inner(value.getClass());
    if (inner == null) {
      put(null, field, kind, file);
    } else {
      put(value, inner, kind, file);
    }
  }

  @SuppressWarnings("unchecked")
  private void put(Object owner, Field field, String kind, String file) throws ReflectiveOperationException {
    BiFunction<Object, Object, Object> whole = (BiFunction<Object, Object, Object>) field.get(owner);
    repairs.add(0, () -> set(owner, field, whole));
    set(owner, field, new Fault(kind, whole, file));
  }

  private static void set(Object owner, Field field, Object value) {
    try {
      field.set(owner, value);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }

  /** What a function that may be exchanged while others hold it keeps the present one in. */
  private static Field inner(Class<?> type) {
    for (Field field : type.getDeclaredFields()) {
      if (field.getName().equals("function") && field.getType() == BiFunction.class) {
        field.setAccessible(true);
        return field;
      }
    }
    return null;
  }
}
