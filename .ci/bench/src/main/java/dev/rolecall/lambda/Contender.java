package dev.rolecall.lambda;

import dev.rolecall.installation.Variable;
import java.io.File;
import java.io.IOException;
import java.net.URL;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// A function that is measured, with an AWS of its own.
final class Contender implements AutoCloseable {

  static final String READER_ROLE = "RolecallReader";
  static final String REGION = "eu-west-1";

  /// Longer than one invocation lasts and shorter than the pace: within an invocation answers are
  /// shared as ever, and the next one asks anew.
  private static final String CACHE_SECONDS = "1";

  private final CannedAws aws;
  private final LambdaProcess process;

  private Contender(CannedAws aws, LambdaProcess process) {
    this.aws = aws;
    this.process = process;
  }

  /// Rolecall's own function as SnapStart restores it: after its hooks it stands still for a while,
  /// all threads of it.
  ///
  /// @param index whether its table has the index of the organization
  static Contender rolecall(Duration still, boolean index, Path folder)
      throws IOException, InterruptedException {
    Map<String, String> variables = new TreeMap<>();
    variables.put("ROLECALL_CACHE_SECONDS", CACHE_SECONDS);
    if (index) {
      variables.put("ROLECALL_ORGANIZATION_INDEX", "on");
    }
    Contender contender =
        start(
            LambdaProcess.java(ExplainHandler.class, List.of(), List.of(), folder),
            LambdaProcess.Start.SNAP_START,
            variables,
            folder);
    String process = String.valueOf(contender.process.checkpoint());
    signal("-STOP", process);
    Thread.sleep(still);
    signal("-CONT", process);
    contender.process.restore();
    return contender;
  }

  private static void signal(String signal, String process)
      throws IOException, InterruptedException {
    if (new ProcessBuilder("kill", signal, process).inheritIO().start().waitFor() != 0) {
      throw new IOException("kill " + signal + " failed");
    }
  }

  /// @param message a file with what to publish
  static Contender bareJava(Path message, Path folder) throws IOException {
    // Rolecall's own jar has of the SDK only what Rolecall uses.
    Path whole = Path.of(System.getProperty("rolecall.jar")).resolveSibling("whole.jar");
    URL classes = BareHandler.class.getProtectionDomain().getCodeSource().getLocation();
    return start(
        LambdaProcess.javaOn(
            List.of(whole, new File(classes.getPath()).toPath()),
            BareHandler.class,
            List.of(),
            folder),
        LambdaProcess.Start.ON_DEMAND,
        Map.of("BENCH_MESSAGE", message.toString()),
        folder);
  }

  /// @param python a Python that has boto3
  /// @param message a file with what to publish
  static Contender python(Path python, Path message, Path folder) throws IOException {
    return start(
        List.of(python.toString(), "src/main/python/bare_handler.py"),
        LambdaProcess.Start.ON_DEMAND,
        Map.of("BENCH_MESSAGE", message.toString()),
        folder);
  }

  private static Contender start(
      List<String> line, LambdaProcess.Start how, Map<String, String> more, Path folder)
      throws IOException {
    CannedAws aws = new CannedAws();
    Map<String, String> variables = new TreeMap<>(more);
    variables.put("AWS_ENDPOINT_URL", aws.endpoint());
    variables.put("AWS_REGION", REGION);
    // As deployed; the peer in Java gets the same.
    variables.put("JAVA_TOOL_OPTIONS", Variable.JVM_OPTIONS);
    variables.put("ROLECALL_TOPIC_ARN", "arn:aws:sns:" + REGION + ":" + CannedAws.HOME + ":alerts");
    variables.put("ROLECALL_TABLE", "incidents");
    variables.put("ROLECALL_READER_ROLE_NAME", READER_ROLE);
    // The peers publish at once, and so does this: without a wait for others.
    variables.put("ROLECALL_GATHER_SECONDS", "0");
    return new Contender(aws, LambdaProcess.start(line, how, variables, folder));
  }

  /// Hands over an event.
  ///
  /// @return how long the function took, in milliseconds, from the moment that its runtime got it
  double invoke(String event) throws IOException, InterruptedException {
    RuntimeApi.Outcome outcome = process.invoke(event);
    if (!(outcome instanceof RuntimeApi.Outcome.Succeeded(String _, long nanos))) {
      throw new IllegalStateException("no success but " + outcome + "\n" + process.log());
    }
    return nanos / 1e6;
  }

  /// The calls since the last time, by action.
  Map<String, Integer> calls() {
    return aws.calls();
  }

  String published() {
    return aws.published();
  }

  String log() {
    return process.log();
  }

  @Override
  public void close() {
    process.close();
    aws.close();
  }
}
