package dev.rolecall.infra;

import dev.rolecall.infra.settings.Settings.Capacity;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awscdk.Annotations;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.iam.Policy;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.iam.RoleProps;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.lambda.Alias;
import software.amazon.awscdk.services.lambda.AliasOptions;
import software.amazon.awscdk.services.lambda.Architecture;
import software.amazon.awscdk.services.lambda.Code;
import software.amazon.awscdk.services.lambda.Function;
import software.amazon.awscdk.services.lambda.FunctionProps;
import software.amazon.awscdk.services.lambda.Runtime;
import software.amazon.awscdk.services.lambda.SnapStartConf;
import software.amazon.awscdk.services.lambda.destinations.SqsDestination;
import software.amazon.awscdk.services.logs.CfnLogGroup;
import software.amazon.awscdk.services.logs.LogGroup;
import software.amazon.awscdk.services.sqs.Queue;
import software.constructs.Construct;

/// A function of the jar, started from a snapshot of its published version: the alias `live` is
/// what is called. What fails for good lies in a queue, with the reason of the failure.
final class SnapStartFunction extends Construct {

  static final Duration TIMEOUT = Duration.seconds(30);

  /// How long a hop tries: over most disturbances, and no longer than an explanation is of use.
  static final Duration PATIENCE = Duration.hours(2);

  private final Role role;
  private final LogGroup logs;
  private final Function function;
  private final Queue failures;
  private final Alias live;

  /// What a function is.
  ///
  /// @param role from {@link #role(Construct, String, String)}; its policy is added here
  /// @param description one line for the console
  /// @param handler the name of its class in `dev.rolecall.lambda`
  /// @param permissions what it may do but for what every function may
  record Props(
      Role role,
      String description,
      String handler,
      Path jar,
      Capacity capacity,
      Map<String, String> environment,
      List<Permission> permissions,
      int logRetentionDays) {}

  SnapStartFunction(Construct scope, String id, Props props) {
    super(scope, id);
    role = props.role();
    logs = new LogGroup(this, "Logs");
    if (logs.getNode().getDefaultChild() instanceof CfnLogGroup resource) {
      resource.setRetentionInDays(props.logRetentionDays());
    }
    failures = FailureQueue.create(this, "Failures");
    function = new Function(this, "Function", function(props));
    // Publishing a version runs the function's start, which may need what the role may do.
    function.getNode().addDependency(policy(props.permissions()));
    Annotations.of(function)
        .acknowledgeWarning(
            "@aws-cdk/aws-lambda:snapStartRequirePublish", "the alias publishes versions");
    live =
        function.addAlias(
            "live",
            AliasOptions.builder()
                .retryAttempts(2)
                .maxEventAge(PATIENCE)
                .onFailure(new SqsDestination(failures))
                .build());
  }

  /// A role without permissions, made first so that the function can be told who it is.
  static Role role(Construct scope, String id, String description) {
    return new Role(
        scope,
        id,
        RoleProps.builder()
            .description("Rolecall: " + description)
            .assumedBy(new ServicePrincipal("lambda.amazonaws.com"))
            .build());
  }

  Role role() {
    return role;
  }

  LogGroup logs() {
    return logs;
  }

  Function function() {
    return function;
  }

  Alias live() {
    return live;
  }

  /// Invocations that failed for good, each with its reason.
  Queue failures() {
    return failures;
  }

  private FunctionProps function(Props props) {
    FunctionProps.Builder builder =
        FunctionProps.builder()
            .description("Rolecall: " + props.description())
            .runtime(Runtime.JAVA_25)
            .architecture(Architecture.ARM_64)
            .snapStart(SnapStartConf.ON_PUBLISHED_VERSIONS)
            .handler("dev.rolecall.lambda." + props.handler() + "::handleRequest")
            .code(Code.fromAsset(props.jar().toString()))
            .memorySize(props.capacity().memoryMegabytes())
            .timeout(TIMEOUT)
            .environment(props.environment())
            .logGroup(logs)
            // Nobody but `policy` adds to what the role may do.
            .role(role.withoutPolicyUpdates());
    Optional.of(props.capacity().reservedConcurrency())
        .filter(most -> most > 0)
        .ifPresent(builder::reservedConcurrentExecutions);
    return builder.build();
  }

  private Policy policy(List<Permission> permissions) {
    List<Permission> all = new ArrayList<>(permissions);
    all.add(
        new Permission(
            "WriteLogs",
            List.of("logs:CreateLogStream", "logs:PutLogEvents"),
            List.of(logs.getLogGroupArn()),
            "its own log group, which it may not create, so that it always has its retention"));
    all.add(
        new Permission(
            "KeepFailures",
            List.of("sqs:SendMessage"),
            List.of(failures.getQueueArn()),
            "Lambda sends what failed for good to this queue in the role's name"));
    return Permissions.attach(this, "Permissions", role, all);
  }
}
