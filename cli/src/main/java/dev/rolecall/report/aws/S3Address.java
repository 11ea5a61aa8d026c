package dev.rolecall.report.aws;

import dev.rolecall.cloudtrail.EventSources;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Where log files lie in S3.
///
/// @param prefix what their keys begin with: a folder, with its slash at the end; the key of one
///   file; or empty for the whole bucket
public record S3Address(String bucket, String prefix) {

  /// [Bucket naming
  /// rules](https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html)
  private static final Pattern ADDRESS =
      Pattern.compile("s3://([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])(?:/(.*))?");

  private static final String SCHEME = "s3://";

  /// Whether `text` means to be an address in S3.
  public static boolean isMeant(String text) {
    return text.startsWith(SCHEME);
  }

  /// `s3://bucket/prefix`; empty when `text` is no such address.
  public static Optional<S3Address> parse(String text) {
    Matcher address = ADDRESS.matcher(text);
    if (!address.matches()) {
      return Optional.empty();
    }
    String prefix = Optional.ofNullable(address.group(2)).orElse("");
    boolean whole = prefix.isEmpty() || prefix.endsWith("/") || EventSources.isEventFile(prefix);
    return Optional.of(new S3Address(address.group(1), whole ? prefix : prefix + "/"));
  }

  @Override
  public String toString() {
    return SCHEME + bucket + "/" + prefix;
  }
}
