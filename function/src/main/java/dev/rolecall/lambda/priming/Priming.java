package dev.rolecall.lambda.priming;

import com.amazonaws.services.lambda.runtime.Context;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rolecall.channel.ChannelHttp;
import dev.rolecall.denial.AccountId;
import dev.rolecall.evidence.aws.ReaderRole;
import dev.rolecall.evidence.index.IndexSummary;
import dev.rolecall.evidence.index.OrganizationIndexStore;
import dev.rolecall.lambda.interaction.InteractionService;
import dev.rolecall.lambda.interaction.SigningSecret;
import dev.rolecall.lambda.service.DeliveryService;
import dev.rolecall.lambda.settings.ExplainSettings;
import dev.rolecall.lambda.settings.TopicArn;
import dev.rolecall.lambda.telemetry.EmfMetrics;
import dev.rolecall.lambda.telemetry.FunctionLog;
import dev.rolecall.lambda.wiring.AwsContext;
import dev.rolecall.lambda.wiring.ChannelModule;
import dev.rolecall.lambda.wiring.EventFunction;
import dev.rolecall.lambda.wiring.ExplainModule;
import dev.rolecall.lambda.wiring.FunctionContext;
import dev.rolecall.lambda.wiring.InteractionModule;
import dev.rolecall.lambda.wiring.SweepModule;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.management.CompilationMXBean;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.SdkSystemSetting;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;

/// Runs samples through everything but TLS, so that the first real event finds classes loaded and
/// compiled. [SnapStart
/// priming](https://docs.aws.amazon.com/lambda/latest/dg/snapstart-runtime-hooks-java.html)
public final class Priming {

  /// Once loads the classes; more let the compiler see what is hot: with three kinds of callers, it
  /// compiles what is special about a cause.
  private static final int TIMES = 10;

  /// More than it takes for the compiler: it compiles what has run 20 times, as
  /// [dev.rolecall.installation.Variable#JVM_OPTIONS] asks.
  private static final int COMPILED = 30;

  /// How often all that happens once an instance is run: clients are made, and connect, and the
  /// reader role is assumed.
  private static final int INSTANCES = 10;

  private static final int EVENTS_AN_INSTANCE = 2;

  /// How often to look whether the compiler is done: for far less than the 130 seconds that
  /// SnapStart gives to the start of a function.
  private static final int MOST_PAUSES = 40;

  private static final Duration PAUSE = Duration.ofMillis(250);

  /// What logs and metrics of samples go by, so that no sample counts as a denial.
  private static final String SERVICE = "rolecall-priming";

  /// Between two samples: longer than answers of AWS are kept, and too long for a caller that
  /// searches for a role that lets it in.
  private static final Duration PACE = Duration.ofHours(2);

  /// Of so many samples, one is looked at again.
  private static final int LOOK_EVERY = 4;

  /// Another account than any caller's, so that the reader role is assumed.
  private static final AccountId PARTNER = new AccountId("000000000000");

  /// When the first sample was denied: shortly after what [SampleAws] says of a change.
  private static final Instant DENIED = Instant.parse("2026-01-01T00:00:00Z");

  /// The policies that bind an account, as the index has them.
  private static final String INDEXED =
      """
      [{"target": "r-root", "policies": [{"name": "FullAWSAccess", "document":
       {"Version": "2012-10-17", "Statement": [
        {"Effect": "Allow", "Principal": "*", "Action": "*", "Resource": "*"}]}}]}]\
      """;

  /// The address of all services, in place of AWS's own.
  private static final String ENDPOINT = "AWS_ENDPOINT_URL";

  /// What is sent over HTTP.
  private static final byte[] BODY = " ".repeat(1_000).getBytes(StandardCharsets.US_ASCII);

  private static final URI SAMPLE = URI.create("http://sample");
  private static final int AT_ONCE = 10;

  private static final int GARBAGE = 100_000;

  /// More than what new objects have of the memory of any function.
  private static final long MOST_GARBAGE = 2_000_000_000;

  private static final ObjectMapper JSON = new ObjectMapper();

  private Priming() {}

  /// How a function runs an event.
  public interface Runner {
    void run(EventFunction function, byte[] event, Context invocation);
  }

  /// Explains sample denials, and sends their alerts.
  ///
  /// @param runner runs them as it runs real ones
  public static void explain(ExplainSettings settings, SdkHttpClient http, Runner runner)
      throws IOException, InterruptedException {
    begin(http);
    for (SampleStory story : SampleStory.values()) {
      for (SampleCaller caller : SampleCaller.values()) {
        SampleAws aws = new SampleAws(settings.topic().account(), PARTNER, story);
        explain(settings, caller, aws, aws.table(), runner, TIMES);
      }
    }
    for (int instance = 0; instance < INSTANCES; instance++) {
      for (SampleCaller caller : SampleCaller.values()) {
        SampleAws aws = new SampleAws(settings.topic().account(), PARTNER, SampleStory.NOT_TRUSTED);
        try (SampleServer server = new SampleServer(aws)) {
          explain(settings, caller, server, aws.table(), runner, EVENTS_AN_INSTANCE);
        }
      }
    }
    finish();
  }

  /// Explains sample denials of different roles, and looks at incidents again when first alerts
  /// have waited for others long enough.
  ///
  /// @param table the incident table that `aws` has
  /// @param times how many
  static void explain(
      ExplainSettings settings,
      SampleCaller caller,
      SdkHttpClient aws,
      SampleTable table,
      Runner runner,
      int times) {
    AtomicReference<Instant> now = new AtomicReference<>(DENIED);
    FunctionContext context = context(settings, aws, now::get);
    EventFunction explaining = ExplainModule.of(context);
    EventFunction sweeping = new SweepModule(context);
    if (settings.organizationIndex() && caller == SampleCaller.ROLE_SESSION) {
      keepIndex(context.indexStore(), settings.topic().account());
    }
    for (int number = 0; number < times; number++) {
      Instant denied = now.get();
      Set<String> before = table.incidents();
      now.set(denied.plusSeconds(1));
      runner.run(
          explaining,
          event(settings.topic(), denied, caller, "sample-" + number, number),
          invocation());
      if (number % LOOK_EVERY == 0) {
        now.set(denied.plusSeconds(2).plus(settings.incidents().rules().gather()));
        Set<String> opened = table.incidents();
        opened.removeAll(before);
        runner.run(sweeping, look(opened), invocation());
      }
      now.set(denied.plus(PACE));
    }
  }

  /// What the index has of the samples' accounts. Without it, their organization is asked.
  private static void keepIndex(OrganizationIndexStore index, AccountId home) {
    Instant expires = DENIED.plus(Duration.ofDays(1));
    index.put(IndexSummary.NAME, new IndexSummary(DENIED, Set.of(home, PARTNER)).write(), expires);
    for (AccountId account : List.of(home, PARTNER)) {
      index.put(
          IndexSummary.entry(account),
          """
          {"organizations": [{"id": "o-sample", "managementAccountId": "000000000001",
            "accounts": [{"id": "%1$s", "name": "sample", "path": "o-sample/r-root/",
             "serviceControlPolicies": %2$s, "resourceControlPolicies": %2$s}]}]}\
          """
              .formatted(account, INDEXED)
              .getBytes(StandardCharsets.UTF_8),
          expires);
    }
  }

  private static FunctionContext context(
      ExplainSettings settings, SdkHttpClient aws, InstantSource clock) {
    return new FunctionContext(
        new ExplainSettings(
            settings.topic(),
            settings.incidents(),
            settings.links(),
            settings.ownRoles(),
            Optional.of(new ReaderRole("sample", Optional.empty())),
            settings.aws(),
            settings.organizationIndex()),
        aws(aws),
        new FunctionLog(SERVICE),
        new EmfMetrics(SERVICE),
        clock);
  }

  /// Delivers sample messages to a channel.
  public static void deliver(ChannelModule module, SdkHttpClient http, InstantSource clock)
      throws IOException, InterruptedException {
    begin(http);
    ChannelHttp channel =
        _ ->
            new ChannelHttp.Response(
                200, Optional.empty(), "{\"ok\": true, \"channel\": \"C0\", \"ts\": \"1.1\"}");
    AwsContext aws = aws(new SampleAws(PARTNER, PARTNER, module.sampleSecret()));
    DeliveryService service = module.service(aws, channel, new FunctionLog(SERVICE), clock);
    for (int number = 0; number < COMPILED; number++) {
      service.run(message(module.name(), number), Duration.ofSeconds(10));
    }
    module.outbox(aws).ifPresent(outbox -> outbox.delay("sample", Duration.ZERO));
    finish();
  }

  /// Answers sample requests of Slack.
  public static void interact(InteractionModule module, SdkHttpClient http, InstantSource clock)
      throws IOException, InterruptedException {
    begin(http);
    SigningSecret secret = new SigningSecret("samplesamplesample");
    InteractionService service =
        module.service(
            aws(
                new SampleAws(
                    PARTNER, PARTNER, "{\\\"signingSecret\\\": \\\"" + secret.value() + "\\\"}")),
            new FunctionLog(SERVICE),
            new EmfMetrics(SERVICE),
            clock);
    for (int number = 0; number < COMPILED; number++) {
      service.answer(InteractionService.sample(secret, number, clock.instant()));
    }
    finish();
  }

  private static AwsContext aws(SdkHttpClient http) {
    return new AwsContext(
        http, StaticCredentialsProvider.create(AwsBasicCredentials.create("sample", "sample")));
  }

  private static Context invocation() {
    return (Context)
        Proxy.newProxyInstance(
            Context.class.getClassLoader(),
            new Class<?>[] {Context.class},
            (_, method, _) -> method.getReturnType() == int.class ? (Object) 60_000 : "sample");
  }

  private static byte[] event(
      TopicArn topic, Instant denied, SampleCaller caller, String role, int number) {
    return """
    {"version": "0", "id": "sample", "source": "aws.sts", "account": "%s",
     "detail-type": "AWS API Call via CloudTrail",
     "detail": {"eventVersion": "1.11", "eventID": "sample-%d", "eventTime": "%s",
      "eventSource": "sts.amazonaws.com", "awsRegion": "%s", "errorCode": "AccessDenied",
      "sourceIPAddress": "192.0.2.1", "userAgent": "aws-cli/2.31.0", "responseElements": null,
      %s}}\
    """
        .formatted(
            caller.recordedIn(topic.account(), PARTNER),
            number,
            denied,
            topic.region(),
            caller.fields(topic.account(), PARTNER, role))
        .getBytes(StandardCharsets.UTF_8);
  }

  /// As the queue of looks hands it out.
  private static byte[] look(Set<String> incidents) {
    ObjectNode message = JSON.createObjectNode().put("rolecall", "look");
    incidents.forEach(message.putArray("incidents")::add);
    ObjectNode event = JSON.createObjectNode();
    event
        .putArray("Records")
        .addObject()
        .put("messageId", "sample")
        .put("eventSource", "aws:sqs")
        .put("body", message.toString());
    return event.toString().getBytes(StandardCharsets.UTF_8);
  }

  /// As the outbox hands it out.
  ///
  /// @param number tells this message from the others
  private static byte[] message(String channel, int number) {
    String message =
        """
        {"schema": "rolecall/1", "denial": {"recordedIn": "111122223333"}, "severity": "LOW",
         "incident": {"id": "refusal-0", "episode": 1, "notice": 1, "kind": "FIRST"},
         "%s": {"text": "sample", "blocks": [{"type": "divider"}],
          "thread": {"text": "sample", "blocks": [{"type": "divider"}]}}}\
        """
            .formatted(channel.toLowerCase(Locale.ROOT));
    String id = "sample-" + number;
    ObjectNode event = JSON.createObjectNode();
    ObjectNode entry = event.putArray("Records").addObject();
    entry.put("messageId", id).put("receiptHandle", id).put("eventSource", "aws:sqs");
    entry.put(
        "body",
        JSON.createObjectNode()
            .put("Type", "Notification")
            .put("MessageId", id)
            .put("Message", message)
            .toString());
    entry
        .putObject("attributes")
        .put("ApproximateReceiveCount", "1")
        .put("MessageGroupId", "sample");
    return event.toString().getBytes(StandardCharsets.UTF_8);
  }

  /// What every function needs that no sample reaches. It comes before the samples: classes that
  /// are loaded later make HotSpot give up methods that were compiled without them.
  ///
  /// @param http the function's own client
  private static void begin(SdkHttpClient http) throws IOException {
    loadCredentials();
    loadHttp();
    shakeHands(http, SdkSystemSetting.AWS_REGION.getStringValue(), System.getenv());
  }

  private static void finish() throws InterruptedException {
    letCompilerFinish();
    collectYoung();
  }

  /// Connects to STS, so that all of TLS is loaded and AWS's certificates were checked once. The
  /// connection is not kept: after the restore it is gone.
  ///
  /// @param http to connect with; trusts what the function trusts
  static void shakeHands(
      SdkHttpClient http, Optional<String> region, Map<String, String> variables) {
    Optional<URI> sts =
        Optional.ofNullable(variables.get(ENDPOINT))
            .or(() -> region.map(Priming::sts))
            .map(URI::create)
            .filter(uri -> "https".equals(uri.getScheme()));
    if (sts.isEmpty()) {
      return;
    }
    SdkHttpRequest request =
        SdkHttpRequest.builder()
            .method(SdkHttpMethod.GET)
            .uri(sts.get())
            .putHeader("Connection", "close")
            .build();
    try {
      http.prepareRequest(HttpExecuteRequest.builder().request(request).build())
          .call()
          .responseBody()
          .ifPresent(AbortableInputStream::abort);
    } catch (IOException | RuntimeException _) {
      // Where STS cannot be reached now, the first event connects.
    }
  }

  private static String sts(String region) {
    return "https://sts."
        + region
        + (region.startsWith("cn-") ? ".amazonaws.com.cn/" : ".amazonaws.com/");
  }

  /// Those that it finds are not kept: after the restore there are others.
  private static void loadCredentials() {
    // Nothing answers there in Lambda, and the search for it takes seconds.
    System.setProperty(SdkSystemSetting.AWS_EC2_METADATA_DISABLED.property(), "true");
    try (DefaultCredentialsProvider credentials = DefaultCredentialsProvider.builder().build()) {
      credentials.resolveCredentials();
    } catch (SdkClientException _) {
      // There are none yet.
    }
  }

  /// Requests of the size of those to AWS, and as many at once as a denial makes.
  private static void loadHttp() throws IOException {
    try (SampleServer server = new SampleServer(new SampleAws(PARTNER, PARTNER))) {
      for (int round = 0; round < COMPILED; round++) {
        CompletableFuture.allOf(
                Stream.generate(
                        () ->
                            CompletableFuture.runAsync(
                                () -> post(server), Thread::startVirtualThread))
                    .limit(AT_ONCE)
                    .toArray(CompletableFuture<?>[]::new))
            .join();
      }
    }
  }

  private static void post(SdkHttpClient http) {
    SdkHttpRequest request =
        SdkHttpRequest.builder()
            .method(SdkHttpMethod.POST)
            .uri(SAMPLE)
            .putHeader("Content-Type", "application/x-amz-json-1.1")
            .putHeader("Content-Length", String.valueOf(BODY.length))
            .build();
    HttpExecuteRequest post =
        HttpExecuteRequest.builder()
            .request(request)
            .contentStreamProvider(() -> new ByteArrayInputStream(BODY))
            .build();
    try (InputStream answer =
        http.prepareRequest(post).call().responseBody().orElseThrow(IOException::new)) {
      answer.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Waits until the compiler has done what the samples left it to do. After the restore, the
  /// processor belongs to the denial.
  private static void letCompilerFinish() throws InterruptedException {
    CompilationMXBean compiler = ManagementFactory.getCompilationMXBean();
    long before = -1;
    long now = compiler.getTotalCompilationTime();
    for (int pauses = 0; pauses < MOST_PAUSES && now != before; pauses++) {
      Thread.sleep(PAUSE);
      before = now;
      now = compiler.getTotalCompilationTime();
    }
  }

  /// Makes room for new objects, so that no first event waits for that. Lambda's own collection
  /// before the snapshot is switched off: [dev.rolecall.installation.Variable#JVM_OPTIONS].
  private static void collectYoung() {
    List<GarbageCollectorMXBean> collectors = ManagementFactory.getGarbageCollectorMXBeans();
    long before = collections(collectors);
    long filled = 0;
    while (collections(collectors) == before && filled < MOST_GARBAGE) {
      filled += new byte[GARBAGE].length;
    }
  }

  private static long collections(List<GarbageCollectorMXBean> collectors) {
    return collectors.stream().mapToLong(GarbageCollectorMXBean::getCollectionCount).sum();
  }
}
