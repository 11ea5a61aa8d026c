package dev.rolecall.cloudtrail.record;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The end of a message that says where AWS's own evaluation of the call can be seen: ". Go to
/// https://REGION.console.aws.amazon.com/iam/home?region=REGION#/authorization-details/ID for
/// complete details, or call the GetRequestAuthorizationDetails API with the following
/// authorization id: ID". The address is not kept: whoever links to it builds it from region and
/// id.
///
/// @param before the message without it
/// @param found whether the message has such an end
/// @param id empty when there is none, or when what stands there does not look like one
record AuthorizationDetails(String before, boolean found, Optional<String> id) {

  private static final Pattern START = Pattern.compile("\\.?\\s+Go to https://");

  private static final Pattern WHOLE =
      Pattern.compile(
          "\\.?\\s+Go to https://(?:([a-z0-9-]{1,32})\\.)?"
              + "(?:console\\.aws\\.amazon\\.com|console\\.amazonaws\\.cn"
              + "|console\\.amazonaws-us-gov\\.com)"
              + "/iam/home\\?region=([a-z0-9-]{1,32})"
              + "#/authorization-details/([A-Za-z0-9_-]{1,128})"
              + "(?: for complete details\\b.*?(?:authorization id: ([A-Za-z0-9_-]+)\\.?)?\\s*)?",
          Pattern.DOTALL);

  static AuthorizationDetails of(String text) {
    Matcher start = START.matcher(text);
    return start.find()
        ? new AuthorizationDetails(
            text.substring(0, start.start()), true, id(text.substring(start.start())))
        : new AuthorizationDetails(text, false, Optional.empty());
  }

  private static Optional<String> id(String text) {
    Matcher whole = WHOLE.matcher(text);
    if (!whole.matches()) {
      return Optional.empty();
    }
    String region = whole.group(1);
    String id = whole.group(3);
    String repeated = whole.group(4);
    boolean agrees =
        (region == null || region.equals(whole.group(2)))
            // the end of a long message may be cut off
            && (repeated == null || id.startsWith(repeated));
    return agrees ? Optional.of(id) : Optional.empty();
  }
}
