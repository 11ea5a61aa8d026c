package dev.rolecall.cloudtrail.record;

import dev.rolecall.denial.RoleArn;
import dev.rolecall.denial.TargetRole;
import dev.rolecall.denial.TargetRole.Unreadable.Source;
import dev.rolecall.json.JsonValue;
import java.util.Optional;

/// Which role was asked for: what was sent tells it best, then `resources`, then AWS's sentence.
final class TargetReading {

  private static final String ROLE_TYPE = "AWS::IAM::Role";

  private TargetReading() {}

  /// The ARN that was sent, as a field of its own has it.
  static Optional<String> recorded(JsonValue record) {
    Optional<String> sent = record.object("requestParameters").text("roleArn");
    return sent.isPresent() ? sent : resource(record);
  }

  static TargetRole of(Optional<String> recorded, AwsSentence sentence) {
    return recorded
        .map(arn -> readable(arn, Source.REQUEST))
        .or(
            () ->
                sentence
                    .resource()
                    .map(
                        arn ->
                            sentence.cut()
                                ? new TargetRole.Unreadable(arn, Source.CUT_SENTENCE)
                                : readable(arn, Source.SENTENCE)))
        .orElseGet(TargetRole.NotRecorded::new);
  }

  /// The role that an error text names.
  static TargetRole told(Optional<String> arn) {
    return arn.map(text -> readable(text, Source.SENTENCE)).orElseGet(TargetRole.NotRecorded::new);
  }

  private static Optional<String> resource(JsonValue record) {
    for (JsonValue resource : record.list("resources")) {
      Optional<String> arn = resource.asObject().text("ARN");
      if (arn.isPresent() && resource.text("type").filter(ROLE_TYPE::equals).isPresent()) {
        return arn;
      }
    }
    return Optional.empty();
  }

  private static TargetRole readable(String text, Source source) {
    return RoleArn.parse(text)
        .<TargetRole>map(TargetRole.Known::new)
        .orElseGet(() -> new TargetRole.Unreadable(text, source));
  }
}
