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
/// @param region of the denial, where there is an ID
record AuthorizationDetails(
    String before, boolean found, Optional<String> id, Optional<String> region) {

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
    if (!start.find()) {
      return new AuthorizationDetails(text, false, Optional.empty(), Optional.empty());
    }
    Optional<Matcher> whole =
        Optional.of(WHOLE.matcher(text.substring(start.start())))
            .filter(AuthorizationDetails::agrees);
    return new AuthorizationDetails(
        text.substring(0, start.start()),
        true,
        whole.map(it -> it.group(3)),
        whole.map(it -> it.group(2)));
  }

  private static boolean agrees(Matcher whole) {
    if (!whole.matches()) {
      return false;
    }
    String region = whole.group(1);
    String repeated = whole.group(4);
    return (region == null || region.equals(whole.group(2)))
        // the end of a long message may be cut off
        && (repeated == null || whole.group(3).startsWith(repeated));
  }
}
