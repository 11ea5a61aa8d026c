package dev.rolecall.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolecall.installation.Variable;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/// A function as Lambda runs it: AWS's runtime interface client in a process of its own, with the
/// whole jar and nothing else of ours on its class path.
final class LambdaProcess implements AutoCloseable {

  /// How Lambda starts a function.
  enum Start {
    ON_DEMAND,
    /// With hooks before the checkpoint and after the restore.
    SNAP_START
  }

  private final RuntimeApi runtime = new RuntimeApi();
  private final Path output;
  private final Process process;

  private LambdaProcess(Path output, ProcessBuilder command) throws IOException {
    this.output = output;
    command.environment().put("AWS_LAMBDA_RUNTIME_API", runtime.address());
    this.process = command.redirectErrorStream(true).redirectOutput(output.toFile()).start();
  }

  /// Starts a function that is written in Java.
  ///
  /// @param handler the class of the function
  /// @param variables its environment
  static LambdaProcess start(
      Class<?> handler, Start how, Map<String, String> variables, Path folder) throws IOException {
    return start(
        java(handler, List.of(Variable.JVM_OPTIONS.split(" ")), List.of(), folder),
        how,
        variables,
        folder);
  }

  /// Starts a function by its command line.
  static LambdaProcess start(
      List<String> line, Start how, Map<String, String> variables, Path folder) throws IOException {
    ProcessBuilder command = new ProcessBuilder(line);
    command.environment().keySet().removeIf(name -> name.startsWith("AWS_"));
    command.environment().putAll(lambda(how));
    command.environment().putAll(variables);
    return new LambdaProcess(Files.createTempFile(folder, "function", ".log"), command);
  }

  /// The command line of a function that is written in Java.
  ///
  /// @param options of the JVM
  /// @param more what is on its class path besides the whole jar
  /// @param folder of the test, or of the run
  static List<String> java(Class<?> handler, List<String> options, List<Path> more, Path folder)
      throws IOException {
    Path jar = Path.of(System.getProperty("rolecall.jar", ""));
    assertThat(jar).as("the whole jar, which `mvn verify` makes first").isRegularFile();
    return javaOn(Stream.concat(Stream.of(jar), more.stream()).toList(), handler, options, folder);
  }

  /// The same with another class path in place of the whole jar.
  static List<String> javaOn(
      List<Path> entries, Class<?> handler, List<String> options, Path folder) throws IOException {
    List<String> classPath = new ArrayList<>(List.of(RuntimeInterfaceClient.classPath()));
    entries.forEach(entry -> classPath.add(entry.toString()));
    List<String> line = new ArrayList<>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    line.add("-XX:+UseSerialGC");
    line.addAll(options);
    line.addAll(RuntimeInterfaceClient.options(folder));
    line.addAll(
        List.of(
            "-Dorg.crac.Core.Compat=com.amazonaws.services.lambda.crac",
            "-classpath",
            String.join(File.pathSeparator, classPath),
            RuntimeInterfaceClient.MAIN,
            handler.getName() + "::handleRequest"));
    return line;
  }

  private static Map<String, String> lambda(Start how) {
    Map<String, String> variables = new TreeMap<>();
    variables.put("AWS_LAMBDA_FUNCTION_NAME", "rolecall");
    variables.put("AWS_LAMBDA_FUNCTION_VERSION", "1");
    variables.put("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "1024");
    variables.put("AWS_LAMBDA_LOG_GROUP_NAME", "rolecall");
    variables.put("AWS_LAMBDA_LOG_STREAM_NAME", "1");
    variables.put("AWS_REGION", "us-east-1");
    variables.put("AWS_ACCESS_KEY_ID", "AKIAEXAMPLE");
    variables.put("AWS_SECRET_ACCESS_KEY", "secret");
    variables.put("LAMBDA_TASK_ROOT", ".");
    // The most that can be set: what a busy machine reads late would be a gap.
    variables.put("ROLECALL_EVIDENCE_DEADLINE_SECONDS", "20");
    variables.put("POWERTOOLS_SERVICE_NAME", "rolecall");
    variables.put("POWERTOOLS_METRICS_NAMESPACE", "Rolecall");
    variables.put(
        "AWS_LAMBDA_INITIALIZATION_TYPE", how == Start.SNAP_START ? "snap-start" : "on-demand");
    return variables;
  }

  /// Hands an event to the function.
  RuntimeApi.Outcome invoke(String event) throws IOException, InterruptedException {
    runtime.add(event);
    return outcome();
  }

  /// What becomes of the next event, or of the start.
  RuntimeApi.Outcome outcome() throws IOException, InterruptedException {
    while (process.isAlive()) {
      Optional<RuntimeApi.Outcome> outcome = runtime.outcome();
      if (outcome.isPresent()) {
        return outcome.get();
      }
    }
    return runtime
        .outcome()
        .orElseThrow(() -> new AssertionError("the function ended without an answer: " + log()));
  }

  /// The files whose code the function has loaded.
  List<String> loaded() throws IOException {
    return Files.readAllLines(Path.of("/proc", String.valueOf(process.pid()), "maps")).stream()
        .map(mapping -> mapping.replaceFirst("^[^/]*", ""))
        .distinct()
        .toList();
  }

  /// Waits until the function has run its hooks before the checkpoint.
  ///
  /// @return the id of its process
  long checkpoint() throws InterruptedException {
    while (!runtime.isAtCheckpoint()) {
      assertThat(process.isAlive()).as(log()).isTrue();
    }
    return process.pid();
  }

  /// Lets a function that has run its hooks before the checkpoint go on, as SnapStart does.
  void restore() {
    runtime.restore();
  }

  /// What the function has logged so far.
  String log() {
    try {
      return Files.readString(output);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    process.destroy();
    runtime.close();
  }
}
