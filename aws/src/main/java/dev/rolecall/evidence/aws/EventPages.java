package dev.rolecall.evidence.aws;

import java.util.Iterator;
import java.util.function.Consumer;
import software.amazon.awssdk.services.cloudtrail.CloudTrailClient;
import software.amazon.awssdk.services.cloudtrail.model.LookupAttribute;
import software.amazon.awssdk.services.cloudtrail.model.LookupAttributeKey;
import software.amazon.awssdk.services.cloudtrail.model.LookupEventsRequest;
import software.amazon.awssdk.services.cloudtrail.model.LookupEventsResponse;

/// The pages of CloudTrail's event history. [LookupEvents](
/// https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_LookupEvents.html)
public final class EventPages {

  private EventPages() {}

  /// The events that have `value`, the newest first. A page is asked for when it is taken.
  ///
  /// @param ask what else is asked
  public static Iterator<LookupEventsResponse> of(
      CloudTrailClient client,
      LookupAttributeKey key,
      String value,
      Consumer<LookupEventsRequest.Builder> ask) {
    return client
        .lookupEventsPaginator(
            request ->
                ask.accept(
                    request.lookupAttributes(
                        LookupAttribute.builder().attributeKey(key).attributeValue(value).build())))
        .iterator();
  }
}
