package dev.rolecall.evidence.aws;

import dev.rolecall.denial.AccountId;
import dev.rolecall.denial.Caller;
import dev.rolecall.denial.GapRemedy;
import dev.rolecall.denial.GapRemedy.Command.Read.Part;
import dev.rolecall.denial.RoleArn;
import dev.rolecall.evidence.CallerFacts;
import dev.rolecall.evidence.Lookup;
import dev.rolecall.evidence.iam.CallerPolicies;
import dev.rolecall.evidence.iam.IamPrincipal;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import software.amazon.awssdk.services.iam.model.User;

/// Reads users and roles, as callers, from IAM.
record AwsCallers(AwsReader awsReader) {

  static AwsFact fact() {
    return new AwsFact(CallerPolicies.FACT, GapRemedy.Step.FIND_CALLER);
  }

  Lookup<CallerFacts> caller(Caller caller) {
    return CallerPolicies.lookup(
        caller,
        session ->
            read(
                session.arn().account(),
                IamEntityType.ROLE,
                session.arn().roleName(),
                session.role().map(RoleArn::toString)),
        user ->
            read(
                user.arn().account(),
                IamEntityType.USER,
                user.arn().name(),
                Optional.of(user.arn().toString())));
  }

  /// Starts to read the policies while it is not yet known whether the principal is the one.
  private Lookup<CallerFacts> read(
      AccountId account, IamEntityType type, String name, Optional<String> arn) {
    PrincipalPolicies policies = new PrincipalPolicies(awsReader, account);
    CompletableFuture<Function<PrincipalPolicies.Details, IamPrincipal>> reading =
        awsReader.start(() -> policies.read(type, name));
    IamReading iam = new IamReading(awsReader, account);
    AwsResult<PrincipalPolicies.Details> found =
        type.equals(IamEntityType.ROLE)
            ? iam.role(name).map(PrincipalPolicies.Details::of)
            : iam.ask(
                    "GetUser",
                    "user " + name,
                    client ->
                        IamReading.whole(
                            client.getUser(user -> user.userName(name)).user(), User::arn))
                .map(PrincipalPolicies.Details::of);
    return found.lookup(
        new AwsFact(CallerPolicies.FACT, new GapRemedy.Command.Read(Part.WHOLE, type.word(), name)),
        entity -> {
          if (!arn.orElse(entity.arn()).equals(entity.arn())) {
            return new Lookup.Absent<>();
          }
          entity.boundaryArn().ifPresent(policies::readManaged);
          IamPrincipal principal = reading.join().apply(entity);
          return new Lookup.Found<>(CallerPolicies.of(type.word(), principal, policies));
        });
  }
}
