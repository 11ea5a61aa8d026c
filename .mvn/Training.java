import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;

/// Makes the command line start fast; for what the launcher `rolecall` starts in a clone, and for
/// packages.
final class Training {

  private static final List<String> OPTIONS =
      List.of("-XX:+UseSerialGC", "-XX:-UsePerfData", "-Xlog:disable");

  /// As the launcher `rolecall` starts a report.
  private static final List<String> OF_REPORT =
      List.of(
          "-XX:Tier4InvocationThreshold=50000",
          "-XX:Tier4MinInvocationThreshold=6000",
          "-XX:Tier4CompileThreshold=150000",
          "-XX:Tier4BackEdgeThreshold=400000");

  private static final int RECORDS = 30_000;

  /// A cache is for a jar of one age.
  private static final FileTime ALWAYS = FileTime.from(Instant.parse("2026-01-01T00:00:00Z"));

  private final Path root;
  private final Path runtime;

  /// @param root of the repository: its stories are what the training explains
  /// @param runtime the home of the Java runtime that will use the caches: no other can
  Training(Path root, Path runtime) {
    this.root = root;
    this.runtime = runtime;
  }

  /// Fills `folder` from a jar of the command line: two jars that start fast, and three caches,
  /// each made by one run from which later starts learn what to have ready: one for what reads
  /// files, one for `report`, with what it knows of the code that reads millions of records, and
  /// one with the AWS SDK and the MCP server, for what asks AWS and for `mcp`, whose tools explain
  /// what `explain` explains. A class that a cache does not have takes some 0.2 ms, one that it has
  /// and that is not needed 5 us: the first explains denials of all causes. What cannot be made
  /// faster runs as it is; `false` when it does not run.
  boolean run(Path from, Path folder) throws IOException, InterruptedException {
    Path first = folder.resolve("rolecall.jar");
    ModernJar.copy(from, first);
    for (Path each : TwoJars.of(first)) {
      Files.setLastModifiedTime(each, ALWAYS);
    }
    String jar = first.toString();
    List<String> known =
        Stream.concat(stories().stream(), oneOfEachCause().stream())
            .distinct()
            .map(Path::toString)
            .toList();
    List<String> explain = new ArrayList<>(List.of("explain"));
    explain.addAll(known);
    cache(
        folder.resolve("rolecall.aot"),
        List.of(),
        jar,
        stories().isEmpty() ? List.of("--help") : explain,
        Map.of(),
        "");
    Path trail = Files.createTempDirectory("rolecall-training");
    try {
      Path log = trail.resolve("log.json.gz");
      try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(log))) {
        out.write(log().getBytes(StandardCharsets.UTF_8));
      }
      List<String> report = new ArrayList<>(List.of("report", log.toString()));
      report.addAll(known);
      report.addAll(List.of("--output", trail.resolve("report.html").toString()));
      cache(folder.resolve("report.aot"), OF_REPORT, jar, report, Map.of(), "");
    } finally {
      for (String file : List.of("log.json.gz", "report.html")) {
        Files.deleteIfExists(trail.resolve(file));
      }
      Files.delete(trail);
    }
    try (StandInForAws aws = new StandInForAws()) {
      List<String> mcp = new ArrayList<>(List.of("mcp", "--live"));
      stories().stream()
          .limit(1)
          .forEach(
              story -> mcp.addAll(List.of("--snapshot", story.resolve("snapshot").toString())));
      cache(folder.resolve("live.aot"), List.of(), jar, mcp, aws.environment(), session());
    }
    return java(List.of("-jar", jar, "--version"), Map.of(), "");
  }

  /// A log file as CloudTrail writes it: enough records for the JVM to see what is done often.
  private static String log() {
    List<String> calls =
        List.of(
            "s3|GetBucketAcl|\"bucketName\":\"logs\"",
            "kms|Decrypt|\"encryptionContext\":{\"aws:s3:arn\":\"arn:aws:s3:::data\"}",
            "ec2|DescribeInstances|\"instancesSet\":{},\"maxResults\":100",
            "sts|AssumeRole|\"roleArn\":\"arn:aws:iam::222233334444:role/app\"",
            "iam|ListRoles|\"filter\":[{\"name\":\"tag:team\",\"values\":[\"a\",\"b\"]}]");
    StringBuilder log = new StringBuilder("{\"Records\":[");
    for (int i = 0; i < RECORDS; i++) {
      boolean denied = i % 100 == 99;
      String[] call = calls.get(denied ? 3 : i % calls.size()).split("\\|");
      String session = ":assumed-role/app/i-" + (denied ? i : 31 * i);
      String role = "arn:aws:iam::222233334444:role/deploy-" + i;
      String error =
          "\"errorCode\":\"AccessDenied\",\"errorMessage\":\"User: arn:aws:sts::111122223333%s is"
              + " not authorized to perform: sts:AssumeRole on resource: %s\",";
      log.append(i == 0 ? "" : ",")
          .append(
              """
              {"eventVersion":"1.11","userIdentity":{"type":"AssumedRole","principalId":"AROAAPP:i-%d",\
              "arn":"arn:aws:sts::111122223333%s","accountId":"111122223333","accessKeyId":"ASIA%d",\
              "sessionContext":{"sessionIssuer":{"type":"Role","principalId":"AROAAPP",\
              "arn":"arn:aws:iam::111122223333:role/app","accountId":"111122223333","userName":"app"},\
              "attributes":{"creationDate":"2026-01-01T00:00:00Z","mfaAuthenticated":"false"}}},\
              "eventTime":"%s","eventSource":"%s.amazonaws.com","eventName":"%s","awsRegion":"eu-west-1",\
              "sourceIPAddress":"203.0.113.%d","userAgent":"aws-cli/2.31.0",%s\
              "requestParameters":{%s},"responseElements":null,"requestID":"r-%d","eventID":"e-%d",\
              "readOnly":true,"eventType":"AwsApiCall","managementEvent":true,\
              "recipientAccountId":"111122223333","eventCategory":"Management",\
              "tlsDetails":{"tlsVersion":"TLSv1.3","clientProvidedHostHeader":"%s.amazonaws.com"}}\
              """
                  .formatted(
                      i,
                      session,
                      i,
                      Instant.parse("2026-01-01T00:00:00Z").plusSeconds(i),
                      call[0],
                      call[1],
                      i % 256,
                      denied ? error.formatted(session, role) : "",
                      denied ? "\"roleArn\":\"" + role + "\"" : call[2],
                      i,
                      i,
                      call[0]));
    }
    return log.append("]}").toString();
  }

  /// What an assistant asks: the tools, then why calls were denied.
  private String session() throws IOException {
    StringBuilder lines = new StringBuilder();
    lines.append(
        request(
            0,
            "initialize",
            "{\"protocolVersion\": \"2025-06-18\", \"capabilities\": {}, \"clientInfo\":"
                + " {\"name\": \"training\", \"version\": \"1\"}}"));
    lines.append("{\"jsonrpc\": \"2.0\", \"method\": \"notifications/initialized\"}\n");
    lines.append(request(1, "tools/list", "{}"));
    lines.append(call(2, "\"message\": \"" + StandInForAws.DENIAL + "\""));
    for (Path story : stories()) {
      // Between its values, JSON may have any white space.
      String event = Files.readString(story.resolve("event.json")).replaceAll("\\R", " ");
      lines.append(call(3 + stories().indexOf(story), "\"event\": " + event));
    }
    return lines.toString();
  }

  private static String call(int id, String argument) {
    return request(
        id, "tools/call", "{\"name\": \"explain_denial\", \"arguments\": {" + argument + "}}");
  }

  private static String request(int id, String method, String params) {
    return "{\"jsonrpc\": \"2.0\", \"id\": %d, \"method\": \"%s\", \"params\": %s}\n"
        .formatted(id, method, params);
  }

  private void cache(
      Path cache,
      List<String> options,
      String jar,
      List<String> arguments,
      Map<String, String> environment,
      String input)
      throws IOException, InterruptedException {
    List<String> training = new ArrayList<>(options);
    training.addAll(List.of("-XX:AOTCacheOutput=" + cache, "-jar", jar));
    training.addAll(arguments);
    java(training, environment, input);
    List<String> trial =
        List.of("-XX:AOTCache=" + cache, "-XX:AOTMode=on", "-jar", jar, "--version");
    if (!java(trial, Map.of(), "")) {
      Files.deleteIfExists(cache);
    }
  }

  /// The stories of one cause; none where the repository is without them.
  private List<Path> stories() throws IOException {
    return folders(root.resolve("events/external-id-missing"));
  }

  private List<Path> oneOfEachCause() throws IOException {
    List<Path> stories = new ArrayList<>();
    for (Path cause : folders(root.resolve("events"))) {
      folders(cause).stream().limit(1).forEach(stories::add);
    }
    return stories;
  }

  private static List<Path> folders(Path parent) throws IOException {
    if (!Files.isDirectory(parent)) {
      return List.of();
    }
    try (Stream<Path> folders = Files.list(parent)) {
      return folders.filter(Files::isDirectory).sorted().toList();
    }
  }

  private boolean java(List<String> arguments, Map<String, String> environment, String input)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(runtime.resolve("bin/java").toString()));
    command.addAll(OPTIONS);
    command.addAll(arguments);
    ProcessBuilder process = new ProcessBuilder(command);
    process.environment().putAll(environment);
    return run(process, ProcessBuilder.Redirect.DISCARD, input) == 0;
  }

  /// Runs a process to its end, without the options for JVMs that the environment has.
  static int run(ProcessBuilder process, ProcessBuilder.Redirect output)
      throws IOException, InterruptedException {
    return run(process, output, "");
  }

  private static int run(ProcessBuilder process, ProcessBuilder.Redirect output, String input)
      throws IOException, InterruptedException {
    process
        .environment()
        .keySet()
        .removeAll(Set.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS"));
    Process started = process.redirectErrorStream(true).redirectOutput(output).start();
    try (OutputStream in = started.getOutputStream()) {
      in.write(input.getBytes(StandardCharsets.UTF_8));
    } catch (IOException _) {
      // It ended before it had read all of it.
    }
    return started.waitFor();
  }

  /// Answers on loopback in the forms of AWS's answers, so that a run can ask AWS without AWS.
  private static final class StandInForAws implements AutoCloseable {

    private static final String ACCOUNT = "111122223333";
    private static final String IAM = "arn:aws:iam::" + ACCOUNT + ":";
    private static final String DENIAL =
        "User: %suser/ci is not authorized to perform: sts:AssumeRole on resource: %srole/deploy"
            .formatted(IAM, IAM);
    private static final Pattern ACTION = Pattern.compile("Action=(\\w+)");

    private final HttpServer server;

    StandInForAws() throws IOException {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      server.createContext("/", StandInForAws::answer);
      server.start();
    }

    Map<String, String> environment() {
      return Map.of(
          "AWS_ENDPOINT_URL",
          "http://127.0.0.1:" + server.getAddress().getPort(),
          "AWS_ACCESS_KEY_ID",
          "AKIATRAINING",
          "AWS_SECRET_ACCESS_KEY",
          "training",
          "AWS_SESSION_TOKEN",
          "",
          "AWS_REGION",
          "us-east-1",
          "AWS_CONFIG_FILE",
          "none",
          "AWS_SHARED_CREDENTIALS_FILE",
          "none",
          "NO_PROXY",
          "127.0.0.1",
          "no_proxy",
          "127.0.0.1");
    }

    private static void answer(HttpExchange call) throws IOException {
      String body = new String(call.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      Matcher action = ACTION.matcher(body);
      String target = call.getRequestHeaders().getFirst("X-Amz-Target");
      if (action.find()) {
        send(call, 200, "text/xml", xml(action.group(1)));
      } else if (target != null && target.endsWith("LookupEvents")) {
        send(call, 200, "application/x-amz-json-1.1", "{\"Events\": []}");
      } else {
        send(
            call,
            400,
            "application/x-amz-json-1.1",
            "{\"__type\": \"AWSOrganizationsNotInUseException\"}");
      }
    }

    private static String xml(String action) {
      String result =
          switch (action) {
            case "GetCallerIdentity" ->
                "<Account>%s</Account><Arn>%suser/ci</Arn>".formatted(ACCOUNT, IAM);
            case "GetRole" ->
                "<Role><Path>/</Path><RoleName>deploy</RoleName><RoleId>AROA</RoleId>"
                    + "<Arn>%srole/deploy</Arn><CreateDate>2025-01-01T00:00:00Z</CreateDate>"
                        .formatted(IAM)
                    + "<AssumeRolePolicyDocument>%7B%22Statement%22%3A%5B%5D%7D"
                    + "</AssumeRolePolicyDocument></Role>";
            case "GetUser" ->
                "<User><Path>/</Path><UserName>ci</UserName><UserId>AIDA</UserId>"
                    + "<Arn>%suser/ci</Arn><CreateDate>2025-01-01T00:00:00Z</CreateDate></User>"
                        .formatted(IAM);
            default -> "<IsTruncated>false</IsTruncated>";
          };
      return "<%1$sResponse><%1$sResult>%2$s</%1$sResult></%1$sResponse>".formatted(action, result);
    }

    private static void send(HttpExchange call, int status, String type, String text)
        throws IOException {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      call.getResponseHeaders().add("Content-Type", type);
      call.sendResponseHeaders(status, bytes.length);
      call.getResponseBody().write(bytes);
      call.close();
    }

    @Override
    public void close() {
      server.stop(0);
    }
  }
}
