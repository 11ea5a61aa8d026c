package dev.rolecall.evidence.aws;

import dev.rolecall.denial.AccountId;
import dev.rolecall.evidence.AccountFacts;
import dev.rolecall.evidence.iam.LazyPolicyDocument;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import software.amazon.awssdk.regions.Region;

/// What all denials of an instance share: clients, answers that are still good, and how often AWS
/// may be asked.
///
/// @param iam what IAM of an account is asked
/// @param lookups what CloudTrail is asked
/// @param indexed what the organization index has of the accounts of a denial
/// @param versions versions of managed policies, by unique ID of the policy and ID of the version
record AwsReaderContext(
    AccountAccess access,
    AwsClients clients,
    ReadListener listener,
    CallBudget<AccountId> iam,
    CallBudget<Place> lookups,
    ReadCache<AccountId, AwsResult<AwsAccess>> accesses,
    ReadCache<AwsRequestKey, AwsResult<?>> answers,
    ReadCache<Set<AccountId>, Map<AccountId, AccountFacts>> indexed,
    Map<String, LazyPolicyDocument> versions) {

  /// Where
  /// [LookupEvents](https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_LookupEvents.html)
  /// has a limit of its own.
  record Place(AccountId account, Region region) {}

  private static final int MOST_ANSWERS = 2000;

  /// These are kept as long as the instance.
  private static final int MOST_VERSIONS = 500;

  /// AWS does not tell how much an account's IAM takes before it throttles all callers there. This
  /// is a fraction of what people report, and a caller with a dozen policies is still read in time.
  private static final int IAM_CALLS_A_SECOND = 20;

  /// The look-ups of one denial. They go at once: where CloudTrail throttles the third, it is tried
  /// again sooner than a second later.
  private static final int LOOKUPS_AT_ONCE = 3;

  /// CloudTrail allows two look-ups a second.
  private static final Duration LOOKUPS_IN = Duration.ofMillis(1_500);

  private static final Duration SECOND = Duration.ofSeconds(1);

  /// A failure may be over in a moment; but not so soon that a burst needs to try.
  private static final Duration FAILURE = Duration.ofSeconds(3);

  AwsReaderContext(
      AccountAccess access,
      AwsClients clients,
      Duration cacheTime,
      InstantSource clock,
      ReadListener listener) {
    this(
        access,
        clients,
        listener,
        new CallBudget<>(clock, IAM_CALLS_A_SECOND, SECOND),
        new CallBudget<>(clock, LOOKUPS_AT_ONCE, LOOKUPS_IN),
        new ReadCache<>(MOST_ANSWERS, clock, answer -> goodFor(answer, cacheTime)),
        new ReadCache<>(MOST_ANSWERS, clock, answer -> goodFor(answer, cacheTime)),
        new ReadCache<>(MOST_ANSWERS, clock, _ -> cacheTime),
        Collections.synchronizedMap(
            new LinkedHashMap<>(16, 0.75f, true) {
              @Override
              protected boolean removeEldestEntry(Map.Entry<String, LazyPolicyDocument> eldest) {
                return size() > MOST_VERSIONS;
              }
            }));
  }

  private static Duration goodFor(AwsResult<?> answer, Duration cacheTime) {
    return answer instanceof AwsResult.Unreadable<?> && cacheTime.compareTo(FAILURE) > 0
        ? FAILURE
        : cacheTime;
  }

  /// The answer to `key`. The same question is always asked for an answer of the same type.
  @SuppressWarnings("unchecked")
  <T> AwsResult<T> answer(AwsRequestKey key, Supplier<AwsResult<T>> ask) {
    return (AwsResult<T>) answers.get(key, ask::get);
  }
}
