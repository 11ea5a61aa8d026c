package dev.rolecall.aws;

import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import dev.rolecall.denial.AccountId;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.Credentials;

/// A stand-in for AWS with its wire protocols: one `moto_server` for all tests of a run, on
/// loopback, ended with the run. Where the command is not installed, tests that need it are skipped
/// and say so; with `ROLECALL_REQUIRE_TOOLS` set, they fail.
public final class Moto {

  /// Tests that use it run one after the other: there is one server, and each empties it.
  public static final String SERVER = "moto_server";

  /// The account whose credentials [#home()] are.
  public static final AccountId HOME = new AccountId("123456789012");

  /// Its `sitecustomize.py` names the policies of AWS that the server has.
  private static final Path CUSTOMIZED = Path.of("../aws/src/test/resources/moto").toAbsolutePath();

  /// How long a busy machine may take to start it, and how often its log is looked at.
  private static final Duration START = Duration.ofMinutes(5);

  private static final Duration LOOK = Duration.ofMillis(50);
  private static final Pattern ADDRESS = Pattern.compile("Running on (http://[0-9.:]+)\\s");
  private static @Nullable Moto running;

  private final URI endpoint;

  private Moto(URI endpoint) {
    this.endpoint = endpoint;
  }

  /// The server, empty.
  public static synchronized Moto empty() {
    if (running == null) {
      running = new Moto(start());
    }
    running.send(HttpRequest.newBuilder(running.endpoint.resolve("/moto-api/reset")).POST(none()));
    return running;
  }

  /// The address of every service.
  public URI endpoint() {
    return endpoint;
  }

  /// Credentials of the account [#HOME].
  public AwsCredentialsProvider home() {
    return StaticCredentialsProvider.create(AwsBasicCredentials.create("AKIAEXAMPLE", "secret"));
  }

  /// Credentials of another account. The server lets everybody assume everything.
  public AwsCredentialsProvider of(AccountId account) {
    if (account.equals(HOME)) {
      return home();
    }
    try (StsClient sts =
        StsClient.builder()
            .endpointOverride(endpoint)
            .region(Region.US_EAST_1)
            .credentialsProvider(home())
            .httpClient(UrlConnectionHttpClient.create())
            .build()) {
      Credentials given =
          sts.assumeRole(
                  request ->
                      request
                          .roleArn("arn:aws:iam::" + account + ":role/test-setup")
                          .roleSessionName("test-setup"))
              .credentials();
      return StaticCredentialsProvider.create(
          AwsSessionCredentials.create(
              given.accessKeyId(), given.secretAccessKey(), given.sessionToken()));
    }
  }

  /// Skips a test, or fails it where tools are required, when a command is not installed.
  public static void require(String command) {
    if (!isInstalled(command)) {
      String missing = command + " is not installed";
      if (System.getenv("ROLECALL_REQUIRE_TOOLS") != null) {
        fail(missing);
      }
      abort("skipped: " + missing);
    }
  }

  private static URI start() {
    require("moto_server");
    try {
      Path log = Files.createTempFile("moto", ".log");
      // It finds a port that is free by itself, and says which.
      ProcessBuilder command = new ProcessBuilder("moto_server", "-H", "127.0.0.1", "-p", "0");
      command.environment().put("MOTO_IAM_LOAD_MANAGED_POLICIES", "true");
      command.environment().put("PYTHONPATH", CUSTOMIZED.toString());
      Process server = command.redirectErrorStream(true).redirectOutput(log.toFile()).start();
      Runtime.getRuntime().addShutdownHook(new Thread(() -> end(server)));
      return await(server, log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static boolean isInstalled(String command) {
    String path = System.getenv("PATH");
    if (path == null) {
      return false;
    }
    for (String folder : path.split(File.pathSeparator, -1)) {
      if (Files.isExecutable(Path.of(folder, command))) {
        return true;
      }
    }
    return false;
  }

  private static void end(Process server) {
    server.descendants().forEach(ProcessHandle::destroy);
    server.destroy();
  }

  /// The address that the server writes to its log once it listens.
  private static URI await(Process server, Path log) throws IOException, InterruptedException {
    Instant end = Instant.now().plus(START);
    while (!server.waitFor(LOOK.toMillis(), TimeUnit.MILLISECONDS) && Instant.now().isBefore(end)) {
      Matcher address = ADDRESS.matcher(Files.readString(log));
      if (address.find()) {
        return URI.create(address.group(1));
      }
    }
    throw new IOException("moto_server did not start: " + Files.readString(log));
  }

  private void send(HttpRequest.Builder request) {
    try (HttpClient http = HttpClient.newHttpClient()) {
      HttpResponse<String> response =
          http.send(request.build(), HttpResponse.BodyHandlers.ofString());
      if (response.statusCode() != 200) {
        fail("moto_server answered " + response.statusCode() + ": " + response.body());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static HttpRequest.BodyPublisher none() {
    return HttpRequest.BodyPublishers.noBody();
  }
}
