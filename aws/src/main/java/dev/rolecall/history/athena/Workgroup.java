package dev.rolecall.history.athena;

import dev.rolecall.evidence.aws.AwsErrors;
import dev.rolecall.history.athena.wording.AthenaWords;
import java.io.IOException;
import java.util.Optional;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.athena.AthenaClient;
import software.amazon.awssdk.services.athena.model.EngineVersion;
import software.amazon.awssdk.services.athena.model.ManagedQueryResultsConfiguration;
import software.amazon.awssdk.services.athena.model.ResultConfiguration;
import software.amazon.awssdk.services.athena.model.WorkGroup;
import software.amazon.awssdk.services.athena.model.WorkGroupConfiguration;
import software.amazon.awssdk.services.athena.model.WorkGroupState;

/// The workgroup that a query runs in.
///
/// @param limit so many bytes Athena scans at most for a query, which it cancels beyond that
/// @param results whether the workgroup has a place for results, or keeps them itself; empty when
///   that is not known
/// @param enforced whether its settings override those of a query
/// @param reuses whether Athena can return the result of an earlier query: [engine version 3, with
///   a place in S3](https://docs.aws.amazon.com/athena/latest/ug/reusing-query-results.html)
public record Workgroup(
    String name,
    Optional<Long> limit,
    Optional<Boolean> results,
    boolean enforced,
    boolean reuses) {

  /// The workgroup of an account that has made no other.
  public static final String PRIMARY = "primary";

  private static final String VERSION_3 = "Athena engine version 3";
  private static final String SPARK = "Spark";

  /// What Athena says of it. Of one that may not be read, nothing is known.
  ///
  /// @throws IOException when there is no such workgroup, or it runs no SQL; the message says why
  static Workgroup find(AthenaClient athena, String name) throws IOException {
    try {
      Optional<WorkGroup> found =
          Optional.ofNullable(athena.getWorkGroup(ask -> ask.workGroup(name)).workGroup());
      if (found.filter(it -> it.state() == WorkGroupState.DISABLED).isPresent()) {
        throw new IOException(AthenaWords.disabled(name));
      }
      Optional<WorkGroupConfiguration> configuration = found.map(WorkGroup::configuration);
      if (configuration.map(Workgroup::engine).filter(it -> it.contains(SPARK)).isPresent()) {
        throw new IOException(AthenaWords.spark(name));
      }
      return configuration.map(it -> of(name, it)).orElseGet(() -> unknown(name));
    } catch (SdkException e) {
      if (e instanceof AwsServiceException answer && AwsErrors.isNotAllowed(answer)) {
        return unknown(name);
      }
      throw AthenaQueries.failure("athena:GetWorkGroup", e);
    }
  }

  private static Workgroup unknown(String name) {
    return new Workgroup(name, Optional.empty(), Optional.empty(), false, false);
  }

  /// `Athena engine version 3`, `PySpark engine version 3`.
  private static String engine(WorkGroupConfiguration configuration) {
    return Optional.ofNullable(configuration.engineVersion())
        .map(EngineVersion::effectiveEngineVersion)
        .orElse("");
  }

  private static Workgroup of(String name, WorkGroupConfiguration configuration) {
    boolean managed =
        Optional.ofNullable(configuration.managedQueryResultsConfiguration())
            .map(ManagedQueryResultsConfiguration::enabled)
            .orElse(false);
    boolean place =
        Optional.ofNullable(configuration.resultConfiguration())
            .map(ResultConfiguration::outputLocation)
            .filter(location -> !location.isEmpty())
            .isPresent();
    return new Workgroup(
        name,
        Optional.ofNullable(configuration.bytesScannedCutoffPerQuery()),
        Optional.of(managed || place),
        Boolean.TRUE.equals(configuration.enforceWorkGroupConfiguration()) || managed,
        place && !managed && engine(configuration).equals(VERSION_3));
  }
}
