package dev.rolecall.infra.function;

import dev.rolecall.infra.permission.LeastPrivilegeRole;
import dev.rolecall.infra.permission.Permission;
import dev.rolecall.infra.resource.CfnAccess;
import dev.rolecall.infra.resource.FailureQueue;
import dev.rolecall.installation.Variable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awscdk.Annotations;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.lambda.Alias;
import software.amazon.awscdk.services.lambda.AliasOptions;
import software.amazon.awscdk.services.lambda.Architecture;
import software.amazon.awscdk.services.lambda.Function;
import software.amazon.awscdk.services.lambda.Runtime;
import software.amazon.awscdk.services.lambda.SnapStartConf;
import software.amazon.awscdk.services.lambda.destinations.SqsDestination;
import software.amazon.awscdk.services.logs.CfnLogGroup;
import software.amazon.awscdk.services.logs.LogGroup;
import software.constructs.Construct;

/// A function with its log group and role, called through the alias `live`, which points to a
/// version that is restored from a snapshot, where there are any. An event that fails three times
/// goes to a queue, with the reason: a dead-letter queue of Lambda would keep the event alone.
public final class LiveFunction extends Construct {

  static final String ALIAS = "live";

  private final Function function;
  private final Alias alias;
  private final LogGroup logs;
  private final FailureQueue failures;
  private final Role role;
  private final Duration newsFor;

  LiveFunction(Construct scope, String id, FunctionDesign design, FunctionDefaults every) {
    super(scope, id);
    newsFor = design.newsFor();
    logs = LogGroup.Builder.create(this, "Logs").build();
    CfnAccess.of(logs, CfnLogGroup.class).setRetentionInDays(every.logs().retentionDays());
    failures = new FailureQueue(this, "Failures");
    role =
        new LeastPrivilegeRole(
                this,
                "Role",
                new LeastPrivilegeRole.Design(
                    design.description(),
                    new ServicePrincipal("lambda.amazonaws.com"),
                    design.roleName(),
                    Optional.empty()),
                permissions(design))
            .role();
    Map<String, String> environment = new HashMap<>(design.environment());
    environment.putAll(every.environment());
    Function.Builder builder =
        Function.Builder.create(this, "Function")
            .description(design.description())
            .runtime(Runtime.JAVA_25)
            .architecture(Architecture.ARM_64)
            .code(every.code())
            .handler(design.handler())
            .memorySize(design.memoryMegabytes())
            .timeout(design.timeout())
            .environment(environment)
            .logGroup(logs)
            // Everything it may do is listed: the CDK's own grants stay out.
            .role(role.withoutPolicyUpdates());
    if (design.reservedConcurrency() > 0) {
      builder.reservedConcurrentExecutions(design.reservedConcurrency());
    }
    if (every.snapStart()) {
      builder.snapStart(SnapStartConf.ON_PUBLISHED_VERSIONS);
    }
    function = builder.build();
    Annotations.of(function)
        .acknowledgeWarning(
            "@aws-cdk/aws-lambda:snapStartRequirePublish", "the alias below publishes a version");
    alias =
        function.addAlias(
            ALIAS,
            AliasOptions.builder()
                .retryAttempts(2)
                .maxEventAge(design.newsFor())
                .onFailure(new SqsDestination(failures.queue()))
                .build());
  }

  private List<Permission> permissions(FunctionDesign design) {
    List<Permission> permissions = new ArrayList<>(design.permissions());
    permissions.add(
        Permission.narrow(
            "WriteLogs",
            List.of("logs:CreateLogStream", "logs:PutLogEvents"),
            List.of(logs.getLogGroupArn()),
            "its own log, which its metrics are taken from, too"));
    permissions.add(
        Permission.narrow(
            "KeepFailures",
            List.of("sqs:SendMessage"),
            List.of(failures.queue().getQueueArn()),
            "Lambda hands over what failed in the name of the function"));
    return permissions;
  }

  /// Puts the ARN of a role into the function's environment.
  public void tellRole(Variable variable, Role role) {
    function.addEnvironment(variable.key(), role.getRoleArn());
  }

  public Role role() {
    return role;
  }

  /// How long an event may wait.
  public Duration newsFor() {
    return newsFor;
  }

  public Function function() {
    return function;
  }

  public Alias alias() {
    return alias;
  }

  public LogGroup logs() {
    return logs;
  }

  public FailureQueue failures() {
    return failures;
  }
}
