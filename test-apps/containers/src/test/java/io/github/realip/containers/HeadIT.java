package io.github.realip.containers;

import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The tests of the head alone, for whoever works on a container. They are a part of {@link ContainerMatrixIT}, so this
 * class is run only when it is named.
 */
@ParameterizedClass(name = "{0}")
@MethodSource("io.github.realip.containers.Cell#selected")
class HeadIT extends EachCell implements HeadTests {

  @Override
  Site start(Cell cell) throws Exception {
    return cell.start(Site.agent("127.0.0.10,::1"), false);
  }
}
