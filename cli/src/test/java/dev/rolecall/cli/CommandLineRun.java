package dev.rolecall.cli;

import dev.rolecall.cli.console.Console;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;

/// One run of the command line, as a script would see it.
///
/// @param status the exit status
public record CommandLineRun(int status, String out, String err) {

  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-24T03:00:00Z"), ZoneOffset.UTC);

  public static CommandLineRun of(String... args) {
    return withInput("", args);
  }

  public static CommandLineRun withInput(String input, String... args) {
    return run(input, Map.of(), args);
  }

  public static CommandLineRun with(Map<String, String> environment, String... args) {
    return run("", environment, args);
  }

  /// With credentials of a user, and none of the machine's.
  ///
  /// @param endpoint what answers in place of AWS
  /// @param folder without files of AWS's configuration
  public static CommandLineRun withAws(URI endpoint, Path folder, String... args) {
    return with(
        Map.of(
            "AWS_ACCESS_KEY_ID",
            "AKIDEXAMPLE",
            "AWS_SECRET_ACCESS_KEY",
            "s",
            "AWS_REGION",
            "eu-west-1",
            "AWS_CONFIG_FILE",
            folder.resolve("config").toString(),
            "AWS_SHARED_CREDENTIALS_FILE",
            folder.resolve("credentials").toString(),
            "AWS_ENDPOINT_URL",
            endpoint.toString()),
        args);
  }

  private static CommandLineRun run(String input, Map<String, String> environment, String... args) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Console console =
        new Console(
            new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
            new PrintStream(out, false, StandardCharsets.UTF_8),
            new PrintStream(err, false, StandardCharsets.UTF_8),
            false,
            environment);
    int status = new Main(console, CLOCK).run(args);
    console.out().flush();
    console.err().flush();
    return new CommandLineRun(
        status, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }
}
