package dev.rolecall.cloudtrail.context;

import java.net.InetAddress;
import java.util.Optional;
import java.util.regex.Pattern;

/// The address that a call came from.
///
/// @param text as recorded
/// @param isPrivate whether it is of no use on the internet, so that the call came through a VPC
///   endpoint
record SourceAddress(String text, boolean isPrivate) {

  /// What the JDK is let to judge: it would take `10.1` and `::1%eth0` too.
  private static final Pattern WRITTEN =
      Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}|[0-9A-Fa-f.]*:[0-9A-Fa-f:.]*");

  /// The address in `text`, or empty when `text` is the name of a service or anything else.
  static Optional<SourceAddress> parse(String text) {
    if (!WRITTEN.matcher(text).matches()) {
      return Optional.empty();
    }
    try {
      return Optional.of(new SourceAddress(text, isPrivate(InetAddress.ofLiteral(text))));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  private static boolean isPrivate(InetAddress address) {
    byte[] bytes = address.getAddress();
    return address.isSiteLocalAddress()
        || address.isLinkLocalAddress()
        || address.isLoopbackAddress()
        || (bytes.length == 4 ? isShared(bytes) : isUniqueLocal(bytes));
  }

  /// `100.64.0.0/10`, which carriers and large VPCs share. [RFC
  /// 6598](https://www.rfc-editor.org/rfc/rfc6598)
  private static boolean isShared(byte[] v4) {
    return v4[0] == 100 && (v4[1] & 0xc0) == 64;
  }

  /// `fc00::/7`. [RFC 4193](https://www.rfc-editor.org/rfc/rfc4193)
  private static boolean isUniqueLocal(byte[] v6) {
    return (v6[0] & 0xfe) == 0xfc;
  }
}
