package dev.rolecall.cloudtrail.context;

import java.net.InetAddress;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/// The address that a call came from.
///
/// @param text as recorded
/// @param isPrivate whether it is of no use on the internet, so that the call came through a VPC
///   endpoint
record SourceAddress(String text, boolean isPrivate) {

  /// What the JDK is let to judge: it would take `10.1` and `::1%eth0` too.
  private static final Pattern WRITTEN =
      Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}|[0-9A-Fa-f.]*:[0-9A-Fa-f:.]*");

  /// How almost all of them are written. The JDK takes longer to get ready than to read one.
  private static final Pattern COMMON =
      Pattern.compile(
          "(0|[1-9]\\d{0,2})\\.(0|[1-9]\\d{0,2})\\.(0|[1-9]\\d{0,2})\\.(0|[1-9]\\d{0,2})");

  /// The address in `text`, or empty when `text` is the name of a service or anything else.
  static Optional<SourceAddress> parse(String text) {
    Matcher common = COMMON.matcher(text);
    if (common.matches()) {
      int[] parts =
          IntStream.rangeClosed(1, 4).map(i -> Integer.parseInt(common.group(i))).toArray();
      return IntStream.of(parts).allMatch(part -> part < 256)
          ? Optional.of(new SourceAddress(text, isPrivate(parts[0], parts[1])))
          : Optional.empty();
    }
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
    return bytes.length == 4
        ? isPrivate(bytes[0] & 0xff, bytes[1] & 0xff)
        : address.isSiteLocalAddress()
            || address.isLinkLocalAddress()
            || address.isLoopbackAddress()
            || isUniqueLocal(bytes);
  }

  /// Of IPv4, by its first two bytes. `100.64.0.0/10` is what carriers and large VPCs share. [RFC
  /// 6598](https://www.rfc-editor.org/rfc/rfc6598)
  private static boolean isPrivate(int first, int second) {
    return first == 10
        || first == 127
        || (first == 100 && (second & 0xc0) == 64)
        || (first == 169 && second == 254)
        || (first == 172 && (second & 0xf0) == 16)
        || (first == 192 && second == 168);
  }

  /// `fc00::/7`. [RFC 4193](https://www.rfc-editor.org/rfc/rfc4193)
  private static boolean isUniqueLocal(byte[] v6) {
    return (v6[0] & 0xfe) == 0xfc;
  }
}
