package dev.rolecall.lambda;

import static dev.rolecall.lambda.JarContents.say;
import static dev.rolecall.lambda.JarContents.verdict;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/// Measures the explain function as Lambda runs it, from the whole jar, beside a Java and a Python
/// handler that make the same calls to AWS and explain nothing: `FunctionsBenchmark [PYTHON]`,
/// where PYTHON has boto3.
///
/// All get the same events at the same pace, one after the other and in turn, each from a role of
/// its own and for a role of its own. A pause lies between: Rolecall makes no more than two calls
/// of LookupEvents a second in an account and region, as AWS wants it, and an invocation that waits
/// for that says nothing of its speed. What is timed is one invocation, from the moment that the
/// runtime takes the event to the moment that it answers.
///
/// Which calls are to be made, Rolecall's own run tells. A peer that makes others ends the run.
///
/// The first invocation after a restore is compared with a warm one of the same function, not with
/// a peer's first one. A restore is that of SnapStart as far as it can be had here: AWS's runtime
/// runs the hooks and what it does after them, such as its collection of the whole heap; the
/// process stands still; then it makes all connections again. As in Lambda it keeps its compiled
/// code. The first invocation also assumes the reader role and makes the clients of the other
/// account. What is not here: TLS, the request for credentials after a restore, and memory that
/// Lambda loads from the snapshot when it is first touched.
public final class FunctionsBenchmark {

  private static final String ROLECALL = "Rolecall";
  private static final String BARE = "bare Java";
  private static final String PYTHON = "Python boto3";

  /// As many as Rolecall runs by itself before its checkpoint.
  private static final int PRIMING = 240;

  private static final int SETTLING = 10;
  private static final int MEASURED = 49;
  private static final int ROUNDS_A_RESTORE = 7;

  /// Longer than answers are good for, and than LookupEvents wants.
  private static final Duration PAUSE = Duration.ofMillis(1500);

  private static final double MOST_MEGABYTES = 35;
  private static final double MOST_TIMES_BARE = 1.25;
  private static final double MOST_TIMES_WARM = 1.5;
  private static final int MOST_CALLS = 34;
  private static final int MOST_CALLS_WITH_INDEX = 20;

  /// Credentials of the reader role last for an hour of invocations.
  private static final String ONCE_AN_HOUR = "AssumeRole";

  private final Path folder;

  /// What Rolecall publishes; the peers publish the same.
  private final Path message;

  private final SequencedMap<String, Contender> contenders = new LinkedHashMap<>();
  private final Map<String, List<Double>> times = new HashMap<>();
  private final List<Double> firsts = new ArrayList<>();
  private int events;

  private FunctionsBenchmark(Path folder) {
    this.folder = folder;
    this.message = folder.resolve("message");
  }

  public static void main(String[] args) throws Exception {
    JarContents.print(Path.of(System.getProperty("rolecall.jar")), MOST_MEGABYTES);
    Path folder = Files.createTempDirectory("rolecall-benchmark");
    try {
      new FunctionsBenchmark(folder)
          .run(Arrays.stream(args).filter(arg -> !arg.isEmpty()).map(Path::of).findFirst());
    } finally {
      for (Path file : Files.list(folder).toList()) {
        Files.delete(file);
      }
      Files.delete(folder);
    }
  }

  private void run(Optional<Path> python) throws Exception {
    try {
      first(false, MOST_CALLS);
      first(true, MOST_CALLS_WITH_INDEX);
      restore();
      contenders.put(ROLECALL, Contender.rolecall(PAUSE, false, folder));
      contenders.put(BARE, Contender.bareJava(message, folder));
      if (python.isPresent()) {
        contenders.put(PYTHON, Contender.python(python.get(), message, folder));
      }
      compete();
      everythingWasRead(contenders.get(ROLECALL).log());
      report();
    } finally {
      contenders.values().forEach(Contender::close);
    }
  }

  /// Counts the calls of the first invocation of an instance.
  private void first(boolean index, int most) throws Exception {
    try (Contender rolecall = Contender.rolecall(PAUSE, index, folder)) {
      rolecall.calls();
      rolecall.invoke(event());
      Map<String, Integer> calls = rolecall.calls();
      String all = said(calls);
      calls.remove(ONCE_AN_HOUR);
      int count = sum(calls);
      say(
          "calls of the first explanation, %s the organization index: %d, and AssumeRole once an"
              + " hour  (goal: at most %d, %s)",
          index ? "with" : "without", count, most, verdict(count <= most));
      say("  %s", all);
    }
  }

  private static int sum(Map<String, Integer> calls) {
    return calls.values().stream().mapToInt(Integer::intValue).sum();
  }

  private static String said(Map<String, Integer> calls) {
    return calls.toString().replaceAll("[{}]", "");
  }

  private void restore() throws Exception {
    try (Contender rolecall = Contender.rolecall(PAUSE, false, folder)) {
      firsts.add(rolecall.invoke(event()));
      Files.writeString(message, rolecall.published());
    }
  }

  private void compete() throws Exception {
    round();
    for (String name : contenders.keySet()) {
      if (!name.equals(ROLECALL)) {
        prime(contenders.get(name));
      }
    }
    Map<String, Integer> calls = round();
    say("calls of each warm invocation, the same from all: %d", sum(calls));
    say("  %s", said(calls));
    for (int round = 0; round < SETTLING; round++) {
      same("Rolecall", calls, round());
    }
    times.clear();
    for (int round = 0; round < MEASURED; round++) {
      same("Rolecall", calls, round());
      // Between them, so that a busy moment of the machine meets all alike.
      if (round % ROUNDS_A_RESTORE == 0) {
        restore();
      }
    }
  }

  private void prime(Contender peer) throws Exception {
    for (int time = 0; time < PRIMING; time++) {
      peer.invoke(event());
    }
    peer.calls();
  }

  /// One event for everybody. Each round begins with another.
  ///
  /// @return the calls that it led to
  private Map<String, Integer> round() throws Exception {
    String event = event();
    for (Map.Entry<String, Contender> one : contenders.entrySet()) {
      times.computeIfAbsent(one.getKey(), _ -> new ArrayList<>()).add(one.getValue().invoke(event));
    }
    Thread.sleep(PAUSE);
    Map<String, Integer> calls = contenders.get(ROLECALL).calls();
    for (Map.Entry<String, Contender> one : contenders.entrySet()) {
      if (!one.getKey().equals(ROLECALL)) {
        same(one.getKey(), calls, one.getValue().calls());
      }
    }
    Map.Entry<String, Contender> first = contenders.pollFirstEntry();
    contenders.putLast(first.getKey(), first.getValue());
    return calls;
  }

  private static void same(String who, Map<String, Integer> expected, Map<String, Integer> made) {
    if (!made.equals(expected)) {
      throw new IllegalStateException(
          "%s does not make the same calls:%n%s%nin place of%n%s".formatted(who, made, expected));
    }
  }

  private void report() {
    if (contenders.containsKey(PYTHON)) {
      ratio(PYTHON, "no goal");
    } else {
      say("NO PYTHON PEER: there is no python3 with boto3 on the PATH");
    }
    double warm = warm(ROLECALL);
    ratio(
        BARE,
        "goal: %.2f, %s".formatted(MOST_TIMES_BARE, verdict(warm <= MOST_TIMES_BARE * warm(BARE))));
    double first = median(firsts);
    double most = MOST_TIMES_WARM * warm;
    say(
        "%-48s %6.1f ms, peer %6.1f ms: %.2f x  (median of %s; goal: %.2f, %s)",
        "first invocation after a restore, peer: warm",
        first,
        warm,
        first / warm,
        firsts.stream().sorted().map(ms -> "%.0f".formatted(ms)).toList(),
        MOST_TIMES_WARM,
        verdict(first <= most));
  }

  private void ratio(String peer, String goal) {
    say(
        "%-48s %6.1f ms, peer %6.1f ms: %.2f x  (%s)",
        "warm p50, peer: " + peer, warm(ROLECALL), warm(peer), warm(ROLECALL) / warm(peer), goal);
  }

  private double warm(String name) {
    return median(times.get(name));
  }

  private static double median(List<Double> values) {
    return values.stream().sorted().skip(values.size() / 2).findFirst().orElseThrow();
  }

  /// What is not read is not paid for.
  private static void everythingWasRead(String log) {
    long explained =
        log.lines()
            .filter(line -> line.contains("denial explained and published"))
            .filter(line -> line.contains("\"event_id\":\"e-"))
            .filter(line -> line.contains("\"cause\":\"PRINCIPAL_NOT_TRUSTED\""))
            .filter(line -> line.contains("\"confidence\":\"CERTAIN\""))
            .count();
    List<String> unread =
        log.lines().filter(line -> line.contains("evidence could not be read")).toList();
    if (explained != 2 + SETTLING + MEASURED || !unread.isEmpty()) {
      throw new IllegalStateException(
          "%d explained of %d, and not read: %s"
              .formatted(explained, 2 + SETTLING + MEASURED, String.join("\n", unread)));
    }
  }

  /// Like no event before it.
  private String event() {
    events++;
    return """
    {"version": "0", "id": "e-%1$d", "source": "aws.sts", "account": "%2$s", "region": "%4$s",
     "detail-type": "AWS API Call via CloudTrail",
     "detail": {"eventVersion": "1.11", "eventID": "e-%1$d", "eventTime": "%5$s",
      "eventSource": "sts.amazonaws.com", "eventName": "AssumeRole", "awsRegion": "%4$s",
      "errorCode": "AccessDenied",
      "errorMessage": "User: arn:aws:sts::%2$s:assumed-role/ci-%1$d/build is not authorized to perform: sts:AssumeRole on resource: arn:aws:iam::%3$s:role/deploy-%1$d",
      "userIdentity": {"type": "AssumedRole", "principalId": "AROAEXAMPLEEXAMPLE001:build",
       "arn": "arn:aws:sts::%2$s:assumed-role/ci-%1$d/build", "accountId": "%2$s",
       "accessKeyId": "ASIAEXAMPLEEXAMPLE01", "sessionContext": {
        "sessionIssuer": {"type": "Role", "principalId": "AROAEXAMPLEEXAMPLE001",
         "arn": "arn:aws:iam::%2$s:role/ci-%1$d", "accountId": "%2$s", "userName": "ci-%1$d"},
        "attributes": {"creationDate": "%5$s", "mfaAuthenticated": "false"}}},
      "sourceIPAddress": "192.0.2.7", "userAgent": "aws-cli/2.31.0",
      "requestParameters": null, "responseElements": null, "recipientAccountId": "%2$s"}}\
    """
        .formatted(
            events,
            CannedAws.HOME,
            CannedAws.PARTNER,
            Contender.REGION,
            Instant.now().truncatedTo(ChronoUnit.SECONDS));
  }
}
