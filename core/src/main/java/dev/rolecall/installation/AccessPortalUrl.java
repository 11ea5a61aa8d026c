package dev.rolecall.installation;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The AWS access portal of IAM Identity Center. Its shortcut links open a page of the console in
/// the right account.
///
/// @param start such as `https://d-1234567890.awsapps.com/start`
/// @param permissionSet which the console is opened with; empty when each person chooses
/// @see <a
///   href="https://docs.aws.amazon.com/singlesignon/latest/userguide/createshortcutlink.html">shortcut
///   links</a>
public record AccessPortalUrl(String start, Optional<String> permissionSet) {

  private static final int LONGEST = 512;

  private static final Pattern FORM =
      Pattern.compile(
          "(https://[A-Za-z0-9.-]+(?::\\d{1,5})?(?:/[\\w.~-]+)*)/?"
              + "(?:#/?(?:console\\?role_name=([\\w+=,.@-]{1,32}))?)?");

  /// The portal in `text`: its start URL, with `#/console?role_name=PERMISSION_SET` after it or
  /// not; empty when it is anything else.
  public static Optional<AccessPortalUrl> parse(String text) {
    Matcher matcher = FORM.matcher(text);
    return text.length() <= LONGEST && matcher.matches()
        ? Optional.of(new AccessPortalUrl(matcher.group(1), Optional.ofNullable(matcher.group(2))))
        : Optional.empty();
  }

  /// The partition whose accounts it opens.
  public String partition() {
    String address = start.toLowerCase(Locale.ROOT);
    return address.matches("https://[^/]*\\.cn(/.*)?")
        ? "aws-cn"
        : address.contains("us-gov") ? "aws-us-gov" : "aws";
  }

  /// A link that opens a page of the console in an account.
  ///
  /// @param account 12 digits
  public String link(String account, String destination) {
    return start
        + "/#/console?account_id="
        + account
        + permissionSet.map(name -> "&role_name=" + encoded(name)).orElse("")
        + "&destination="
        + encoded(destination);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
