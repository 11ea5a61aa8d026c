package dev.rolecall.installation;

import java.util.Optional;
import java.util.regex.Pattern;

/// Where an organization keeps a page for each cause: alerts link to the page of theirs.
///
/// @param text an https address. A cause's code replaces `{cause}`, or is appended.
public record RunbookUrl(String text) {

  private static final String CAUSE = "{cause}";
  private static final int LONGEST = 512;

  private static final Pattern FORM =
      Pattern.compile("https://[A-Za-z0-9.-]+(:\\d{1,5})?([/?#][\\w/?#.~:@!$&'()*+,;=%{}-]*)?");

  /// The address in `text`; empty when it is not an https address of a sensible length, or has a
  /// placeholder other than `{cause}`.
  public static Optional<RunbookUrl> parse(String text) {
    String rest = text.replace(CAUSE, "");
    return text.length() <= LONGEST
            && FORM.matcher(text).matches()
            && !rest.contains("{")
            && !rest.contains("}")
        ? Optional.of(new RunbookUrl(text))
        : Optional.empty();
  }

  /// The address of a cause's page.
  ///
  /// @param cause its code, such as `EXTERNAL_ID_MISSING`
  public String page(String cause) {
    if (text.contains(CAUSE)) {
      return text.replace(CAUSE, cause);
    }
    return text + (text.matches(".*[/=#]") ? "" : "/") + cause;
  }
}
