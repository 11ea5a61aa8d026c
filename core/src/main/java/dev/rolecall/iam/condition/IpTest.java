package dev.rolecall.iam.condition;

import dev.rolecall.denial.GapFact.UnexpectedValue.Format;
import inet.ipaddr.AddressStringException;
import inet.ipaddr.IPAddress;
import inet.ipaddr.IPAddressString;
import inet.ipaddr.IPAddressStringParameters;
import java.util.Optional;
import java.util.regex.Pattern;

/// `IpAddress`: an IPv4 or IPv6 address, or a block of them in CIDR notation. Bits behind the
/// prefix count for nothing. [Improve IP
/// range](https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html#access-analyzer-reference-policy-checks-suggestion-improve-ip-range)
final class IpTest {

  /// The standard notations only. The library knows many more: ranges, wildcards, octal and
  /// hexadecimal numbers, zones.
  private static final Pattern STANDARD =
      Pattern.compile("[0-9A-Fa-f:.]+(?:/(?:0|[1-9][0-9]{0,2}))?");

  private static final IPAddressStringParameters PARAMETERS =
      new IPAddressStringParameters.Builder()
          .allowEmpty(false)
          .allowAll(false)
          .allowSingleSegment(false)
          .getIPv4AddressParametersBuilder()
          .allow_inet_aton(false)
          .allowLeadingZeros(false)
          .allowBinary(false)
          .getParentBuilder()
          .getIPv6AddressParametersBuilder()
          .allowBase85(false)
          .allowBinary(false)
          .getParentBuilder()
          .toParams();

  private IpTest() {}

  static ValueTest of(String value) {
    return ValueTest.of(
        value,
        Format.ADDRESS,
        IpTest::address,
        (block, address) -> block.toPrefixBlock().contains(address));
  }

  /// The address in `text`; empty when it is none.
  static Optional<IPAddress> address(String text) {
    if (!STANDARD.matcher(text).matches()) {
      return Optional.empty();
    }
    try {
      return Optional.ofNullable(new IPAddressString(text, PARAMETERS).toAddress());
    } catch (AddressStringException _) {
      return Optional.empty();
    }
  }
}
