package dev.rolecall.infra.function;

import dev.rolecall.infra.permission.LeastPrivilegeRole;
import dev.rolecall.infra.permission.Permission;
import dev.rolecall.infra.resource.CfnAccess;
import dev.rolecall.infra.resource.FailureQueue;
import dev.rolecall.infra.wording.PermissionWords;
import dev.rolecall.infra.wording.StackWords;
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
///
/// @param newsFor how long an event may wait
public record LiveFunction(
    Function function,
    Alias alias,
    LogGroup logs,
    FailureQueue failures,
    Role role,
    Duration newsFor) {

  static final String ALIAS = "live";

  static LiveFunction create(
      Construct parent, String id, FunctionDesign design, FunctionDefaults every) {
    Construct scope = new Construct(parent, id);
    LogGroup logs = LogGroup.Builder.create(scope, "Logs").build();
    CfnAccess.of(logs, CfnLogGroup.class).setRetentionInDays(every.logs().retentionDays());
    FailureQueue failures = FailureQueue.create(scope, "Failures");
    Role role =
        LeastPrivilegeRole.create(
            scope,
            "Role",
            new LeastPrivilegeRole.Design(
                design.description(),
                new ServicePrincipal("lambda.amazonaws.com"),
                design.roleName(),
                Optional.empty()),
            permissions(design, logs, failures));
    Map<String, String> environment = new HashMap<>(design.environment());
    environment.putAll(every.environment());
    Function.Builder builder =
        Function.Builder.create(scope, "Function")
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
    Function function = builder.build();
    Annotations.of(function)
        .acknowledgeWarning(
            "@aws-cdk/aws-lambda:snapStartRequirePublish", StackWords.aliasPublishes());
    Alias alias =
        function.addAlias(
            ALIAS,
            AliasOptions.builder()
                .retryAttempts(2)
                .maxEventAge(design.newsFor())
                .onFailure(new SqsDestination(failures.queue()))
                .build());
    return new LiveFunction(function, alias, logs, failures, role, design.newsFor());
  }

  private static List<Permission> permissions(
      FunctionDesign design, LogGroup logs, FailureQueue failures) {
    List<Permission> permissions = new ArrayList<>(design.permissions());
    permissions.add(
        Permission.narrow(
            "WriteLogs",
            List.of("logs:CreateLogStream", "logs:PutLogEvents"),
            List.of(logs.getLogGroupArn()),
            PermissionWords.writeLogs()));
    permissions.add(
        Permission.narrow(
            "KeepFailures",
            List.of("sqs:SendMessage"),
            List.of(failures.queue().getQueueArn()),
            PermissionWords.keepFailures()));
    return permissions;
  }

  /// Puts the ARN of a role into the function's environment.
  public void tellRole(Variable variable, Role role) {
    function.addEnvironment(variable.key(), role.getRoleArn());
  }
}
