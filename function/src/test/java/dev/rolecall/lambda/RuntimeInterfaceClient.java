package dev.rolecall.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/// AWS's runtime interface client: what runs a Java function in Lambda, and what a function does
/// not bring along.
final class RuntimeInterfaceClient {

  static final String MAIN = "com.amazonaws.services.lambda.runtime.api.client.AWSLambda";

  /// Names the library to load.
  private static final String LIBRARY_PROPERTY =
      "com.amazonaws.services.lambda.runtime.api.client.runtimeapi.NativeClient.JNI";

  private RuntimeInterfaceClient() {}

  /// Its jars.
  static String classPath() {
    String jars =
        String.join(
            File.pathSeparator,
            Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                .filter(
                    entry ->
                        Stream.of("runtime-interface-client", "lambda-java-serialization")
                            .anyMatch(entry::contains))
                .toList());
    assertThat(jars).contains("runtime-interface-client").contains("serialization");
    return jars;
  }

  /// The options of the JVM that runs it.
  ///
  /// Left alone, every start copies the client's native library to `/tmp/.libaws-lambda-jni.so`.
  /// Lambda runs one function in one machine; of two that start side by side here, one overwrites
  /// what the other is loading, which then dies of SIGBUS or finds half a library.
  ///
  /// @param folder where the functions of one test find the library, which is unpacked once
  static List<String> options(Path folder) throws IOException {
    return List.of(
        "--enable-native-access=ALL-UNNAMED", "-D" + LIBRARY_PROPERTY + "=" + library(folder));
  }

  /// The native library for this processor.
  ///
  /// @param folder where it lies, or will lie
  static synchronized Path library(Path folder) throws IOException {
    Path library = folder.resolve("libaws-lambda-jni.so").toAbsolutePath();
    if (!Files.exists(library)) {
      String entry = "/jni/libaws-lambda-jni." + platform() + ".so";
      try (InputStream in = RuntimeInterfaceClient.class.getResourceAsStream(entry)) {
        assertThat(in).as(entry + " in the runtime interface client").isNotNull();
        Files.copy(in, library);
      }
    }
    return library;
  }

  /// System and processor, as the client's jar calls them.
  private static String platform() throws IOException {
    // Alpine's C library, which this JVM then has loaded too.
    boolean musl = Files.readString(Path.of("/proc/self/maps")).contains("/ld-musl-");
    String processor = System.getProperty("os.arch");
    return (musl ? "linux_musl-" : "linux-")
        + switch (processor) {
          case "amd64" -> "x86_64";
          case "aarch64" -> "aarch_64";
          default -> processor;
        };
  }
}
