package io.github.realip.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What counts as the agent's in a profile. */
class ProfileTest {

  @Test
  void theAgentsShareIsItsOwnCodeAndWhatThatCalls() {
    Profile profile = new Profile(List.of(
        "java/lang/Thread.run;org/apache/coyote/http11/Http11InputBuffer.parseHeaders 60",
        "java/lang/Thread.run;org/apache/catalina/connector/Request.getRemoteAddr;"
            + "io/github/realip/request/ClientAddress.apply;java/util/concurrent/atomic/LongAdder.add 3",
        "io/github/realip/AgentThread.run 2",
        "java/lang/Thread.run;io/github/realip/whoami/WhoamiServlet.service;java/lang/String.format 30",
        "java/lang/Thread.run;io/github/realip/whoami/WhoamiServlet.service;"
            + "org/apache/catalina/connector/Request.getRemoteAddr;io/github/realip/request/ClientAddress.apply 5"));
    assertEquals(10, profile.agent());
    assertFalse(profile.showsJvm());
  }

  @Test
  void whatTheJvmDoesToHandClassesOverIsItsOwn() {
    String loading = "java/lang/ClassLoader.loadClass;JVM_DefineClassWithSource;KlassFactory::create_from_stream;";
    Profile profile = new Profile(List.of(
        "start_thread;JavaThread::thread_main_inner;CompileBroker::compiler_thread_loop 80",
        loading + "ClassFileParser::ClassFileParser 6",
        loading + "JvmtiExport::post_class_file_load_hook;eventHandlerClassFileLoadHook;jni_NewByteArray 6",
        loading + "JvmtiExport::post_class_file_load_hook;eventHandlerClassFileLoadHook;jni_CallObjectMethod;"
            + "sun/instrument/InstrumentationImpl.transform;io/github/realip/RequestClassTransformer.transform 5",
        "SystemDictionary::load_shared_class;KlassFactory::check_shared_class_file_load_hook 3"));
    assertEquals(5, profile.agent());
    assertTrue(profile.showsJvm());
    assertEquals(9, profile.handingOver());
  }
}
