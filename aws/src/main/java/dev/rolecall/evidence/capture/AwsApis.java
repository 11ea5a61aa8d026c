package dev.rolecall.evidence.capture;

import dev.rolecall.evidence.IamCommands;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cloudtrail.CloudTrailClient;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.organizations.OrganizationsClient;
import software.amazon.awssdk.services.sts.StsClient;

/// The APIs of AWS that are read. All clients share one HTTP client.
///
/// Unlike an alert, a snapshot is in no hurry: throttled calls are tried ten times. Who asks STS
/// waits for it, so that this is tried as often as the SDK usually does.
public final class AwsApis {

  private static final int ATTEMPTS = 10;
  private static final Duration CONNECT = Duration.ofSeconds(10);
  private static final Duration READ = Duration.ofSeconds(60);

  private final SdkHttpClient http =
      UrlConnectionHttpClient.builder().connectionTimeout(CONNECT).socketTimeout(READ).build();
  private final Region region;
  private final Optional<URI> endpoint;

  /// @param region where STS is asked, and where calls of STS are recorded
  /// @param endpoint the address of all services, in place of AWS's own
  public AwsApis(Region region, Optional<URI> endpoint) {
    this.region = region;
    this.endpoint = endpoint;
  }

  /// The region where STS is asked.
  public Region region() {
    return region;
  }

  /// The one region of a partition where IAM and Organizations answer and are recorded.
  Region globalRegion() {
    return Region.of(IamCommands.iamRegion(region.metadata().partition().id()));
  }

  /// Security Token Service.
  public StsClient sts(AwsCredentialsProvider credentials) {
    return at(StsClient.builder().httpClient(http), region, credentials).build();
  }

  IamClient iam(AwsCredentialsProvider credentials) {
    return with(IamClient.builder().httpClient(http), globalRegion(), credentials).build();
  }

  OrganizationsClient organizations(AwsCredentialsProvider credentials) {
    return with(OrganizationsClient.builder().httpClient(http), globalRegion(), credentials)
        .build();
  }

  CloudTrailClient cloudTrail(Region where, AwsCredentialsProvider credentials) {
    return with(CloudTrailClient.builder().httpClient(http), where, credentials).build();
  }

  private <B extends AwsClientBuilder<B, ?>> B with(
      B builder, Region where, AwsCredentialsProvider credentials) {
    return at(builder, where, credentials)
        .overrideConfiguration(
            configuration ->
                configuration.retryStrategy(
                    AwsRetryStrategy.standardRetryStrategy().toBuilder()
                        .maxAttempts(ATTEMPTS)
                        .build()));
  }

  private <B extends AwsClientBuilder<B, ?>> B at(
      B builder, Region where, AwsCredentialsProvider credentials) {
    endpoint.ifPresent(builder::endpointOverride);
    return builder.region(where).credentialsProvider(credentials);
  }
}
