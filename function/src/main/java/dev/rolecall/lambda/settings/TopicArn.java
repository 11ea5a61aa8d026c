package dev.rolecall.lambda.settings;

import dev.rolecall.denial.AccountId;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The ARN of an SNS topic: `arn:PARTITION:sns:REGION:ACCOUNT:NAME`.
public record TopicArn(String partition, String region, AccountId account, String name) {

  private static final Pattern PATTERN =
      Pattern.compile("arn:([a-z-]+):sns:([a-z0-9-]+):(\\d{12}):([A-Za-z0-9_-]{1,256})");

  static Optional<TopicArn> parse(String text) {
    Matcher matcher = PATTERN.matcher(text);
    return matcher.matches()
        ? Optional.of(
            new TopicArn(
                matcher.group(1),
                matcher.group(2),
                new AccountId(matcher.group(3)),
                matcher.group(4)))
        : Optional.empty();
  }

  @Override
  public String toString() {
    return "arn:" + partition + ":sns:" + region + ":" + account + ":" + name;
  }
}
