package dev.rolecall.evidence.aws;

import dev.rolecall.denial.AwsPartition;
import dev.rolecall.evidence.aws.authorization.AuthorizationClient;
import dev.rolecall.evidence.aws.lambda.LambdaApi;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.ProxyConfiguration;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.api.BackoffStrategy;
import software.amazon.awssdk.retries.api.RetryStrategy;
import software.amazon.awssdk.services.cloudtrail.CloudTrailClient;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.organizations.OrganizationsClient;
import software.amazon.awssdk.services.sts.StsClient;

/// Clients of AWS's services, one for each service, region and owner of credentials. Those of the
/// accounts that were asked last are kept; all share one HTTP client.
public final class AwsClients {

  /// So many clients are kept.
  private static final int MOST = 256;

  private record Key(Class<?> service, Region region, AwsCredentialsProvider credentials) {}

  private final Region region;
  private final Optional<URI> endpoint;
  private final SdkHttpClient http;
  private final Supplier<RetryStrategy> retries;
  private final Map<Key, Object> kept =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Object> eldest) {
          return size() > MOST;
        }
      };

  AwsClients(
      Region region, Optional<URI> endpoint, SdkHttpClient http, Supplier<RetryStrategy> retries) {
    this.region = region;
    this.endpoint = endpoint;
    this.http = http;
    this.retries = retries;
  }

  /// Clients that connect as the JDK does.
  ///
  /// @param region where STS is asked
  /// @param endpoint the address of all services, in place of AWS's own
  public static AwsClients create(Region region, Optional<URI> endpoint) {
    return create(region, endpoint, http(endpoint, Duration.ofSeconds(3), Duration.ofSeconds(30)));
  }

  /// Clients that connect with `http`.
  public static AwsClients create(Region region, Optional<URI> endpoint, SdkHttpClient http) {
    return new AwsClients(region, endpoint, http, AwsClients::patient);
  }

  /// Clients for what is in no hurry, unlike an alert: throttled calls are tried ten times, and
  /// wait as long as it takes.
  public static AwsClients unhurried(Region region, Optional<URI> endpoint) {
    return new AwsClients(
        region,
        endpoint,
        http(endpoint, Duration.ofSeconds(10), Duration.ofSeconds(60)),
        () -> AwsRetryStrategy.standardRetryStrategy().toBuilder().maxAttempts(10).build());
  }

  /// Clients for a user who waits for the answer: what failed is tried again at once, and what was
  /// throttled for a few seconds.
  public static AwsClients interactive(Region region, Optional<URI> endpoint) {
    return new AwsClients(
        region,
        endpoint,
        http(endpoint, Duration.ofSeconds(4), Duration.ofSeconds(20)),
        AwsClients::eager);
  }

  /// Through the proxy that `HTTPS_PROXY` names, as the AWS CLI. The SDK by itself goes through the
  /// one that `HTTP_PROXY` names.
  private static SdkHttpClient http(Optional<URI> endpoint, Duration connect, Duration read) {
    return UrlConnectionHttpClient.builder()
        .connectionTimeout(connect)
        .socketTimeout(read)
        .proxyConfiguration(
            ProxyConfiguration.builder()
                .scheme(endpoint.map(URI::getScheme).orElse("https"))
                .build())
        .build();
  }

  /// AWS's standard mode with more tries: IAM may throttle for seconds, and the waits between these
  /// come to 3.5 seconds at least and 7 at most.
  private static RetryStrategy patient() {
    return AwsRetryStrategy.standardRetryStrategy().toBuilder()
        .maxAttempts(11)
        .throttlingBackoffStrategy(
            BackoffStrategy.exponentialDelayHalfJitter(
                Duration.ofMillis(200), Duration.ofMillis(800)))
        .build();
  }

  /// A fault that is not over after a fifth of a second is one to report. A throttled call is tried
  /// again within half a second, and for four seconds at most.
  private static RetryStrategy eager() {
    return AwsRetryStrategy.standardRetryStrategy().toBuilder()
        .maxAttempts(5)
        .backoffStrategy(
            BackoffStrategy.exponentialDelay(Duration.ofMillis(20), Duration.ofMillis(100)))
        .throttlingBackoffStrategy(
            BackoffStrategy.exponentialDelayHalfJitter(
                Duration.ofMillis(300), Duration.ofSeconds(2)))
        .build();
  }

  /// Where STS is asked.
  public Region region() {
    return region;
  }

  /// Whether all services are at one address that is not AWS's own.
  public boolean hasEndpoint() {
    return endpoint.isPresent();
  }

  /// `aws`, `aws-cn` or `aws-us-gov`.
  public String partition() {
    return region.metadata() == null ? "aws" : region.metadata().partition().id();
  }

  /// The region in which IAM and Organizations of the partition live, and in which CloudTrail tells
  /// of them.
  public Region globalRegion() {
    return Region.of(AwsPartition.globalRegion(partition()));
  }

  /// A client of IAM.
  public IamClient iam(AwsCredentialsProvider credentials) {
    return client(IamClient.class, IamClient::builder, credentials, globalRegion());
  }

  /// A client of Organizations.
  public OrganizationsClient organizations(AwsCredentialsProvider credentials) {
    return client(
        OrganizationsClient.class, OrganizationsClient::builder, credentials, globalRegion());
  }

  /// A client of CloudTrail.
  public CloudTrailClient cloudTrail(AwsCredentialsProvider credentials, Region where) {
    return client(CloudTrailClient.class, CloudTrailClient::builder, credentials, where);
  }

  /// A client of STS.
  public StsClient sts(AwsCredentialsProvider credentials) {
    return client(StsClient.class, StsClient::builder, credentials, region);
  }

  /// A client of AWS's own evaluations of denied calls.
  ///
  /// @param where the region of the denials
  public AuthorizationClient authorizations(AwsCredentialsProvider credentials, Region where) {
    Key key = new Key(AuthorizationClient.class, where, credentials);
    synchronized (kept) {
      return (AuthorizationClient)
          kept.computeIfAbsent(
              key, _ -> new AuthorizationClient(where, endpoint, credentials, http, retries.get()));
    }
  }

  /// Makes the clients that almost every denial needs, before the first one comes.
  public void prepare(AwsCredentialsProvider credentials) {
    iam(credentials);
    organizations(credentials);
    sts(credentials);
    cloudTrail(credentials, region);
    cloudTrail(credentials, globalRegion());
  }

  /// A client of Lambda.
  public LambdaApi lambda(AwsCredentialsProvider credentials, Region where) {
    Key key = new Key(LambdaApi.class, where, credentials);
    synchronized (kept) {
      return (LambdaApi)
          kept.computeIfAbsent(key, _ -> new LambdaApi(where, endpoint, credentials, http));
    }
  }

  /// A client of any service.
  ///
  /// @param service the interface of the client
  /// @param builder makes the client, and has set what is special about it; asked only for one that
  ///   is not kept
  /// @param where the region of the service
  public <C, B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>> C client(
      Class<C> service, Supplier<B> builder, AwsCredentialsProvider credentials, Region where) {
    Key key = new Key(service, where, credentials);
    synchronized (kept) {
      return service.cast(kept.computeIfAbsent(key, _ -> build(builder.get(), where, credentials)));
    }
  }

  private <C, B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>> C build(
      B builder, Region where, AwsCredentialsProvider credentials) {
    endpoint.ifPresent(builder::endpointOverride);
    return builder
        .region(where)
        .credentialsProvider(credentials)
        .httpClient(http)
        .overrideConfiguration(settings -> settings.retryStrategy(retries.get()))
        .build();
  }
}
