package dev.rolecall.history.logs;

import dev.rolecall.denial.AccountId;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A log group as a user names it.
///
/// @param identifier its name, or its ARN without `:*`, as the API takes both
/// @param account of the ARN
/// @param region of the ARN
public record LogGroupAddress(
    String identifier, String name, Optional<AccountId> account, Optional<String> region) {

  /// [Names of log groups](
  /// https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_CreateLogGroup.html)
  private static final String NAME = "[.\\-_/#A-Za-z0-9]{1,512}";

  private static final Pattern PLAIN = Pattern.compile(NAME);
  private static final Pattern ARN =
      Pattern.compile(
          "(arn:[a-z-]+:logs:([a-z]{2,4}(?:-[a-z]+)+-[0-9]+):([0-9]{12}):log-group:("
              + NAME
              + "))(?::\\*|:log-stream:.*)?");

  /// The log group that `text` names; empty when it is neither a name nor an ARN.
  public static Optional<LogGroupAddress> parse(String text) {
    if (PLAIN.matcher(text).matches()) {
      return Optional.of(new LogGroupAddress(text, text, Optional.empty(), Optional.empty()));
    }
    Matcher arn = ARN.matcher(text);
    return arn.matches()
        ? Optional.of(
            new LogGroupAddress(
                arn.group(1),
                arn.group(4),
                AccountId.parse(arn.group(3)),
                Optional.of(arn.group(2))))
        : Optional.empty();
  }

  @Override
  public String toString() {
    return identifier;
  }
}
