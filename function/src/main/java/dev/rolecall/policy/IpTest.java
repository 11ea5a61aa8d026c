package dev.rolecall.policy;

import dev.rolecall.denial.RequestContext;
import inet.ipaddr.AddressStringException;
import inet.ipaddr.IPAddress;
import inet.ipaddr.IPAddressString;
import inet.ipaddr.IPAddressStringParameters;
import java.util.Optional;

/// `IpAddress`: an IPv4 or IPv6 address, or a block of them in CIDR notation.
record IpTest(IPAddress block) implements ValueTest {

  private static final IPAddressStringParameters PLAIN =
      new IPAddressStringParameters.Builder()
          .allowEmpty(false)
          .allowAll(false)
          .allowSingleSegment(false)
          .allowWildcardedSeparator(false)
          .allowMask(false)
          .allowPrefixOnly(false)
          .toParams();

  static ValueTest of(String value) {
    return address(value)
        .<ValueTest>map(address -> new IpTest(address.toPrefixBlock()))
        .orElseGet(() -> ValueTest.unreadable(value, "an address or a CIDR block"));
  }

  @Override
  public Truth test(String actual, RequestContext context) {
    return Truth.of(address(actual).filter(block::contains).isPresent());
  }

  /// The address in `text`; empty when it is none.
  static Optional<IPAddress> address(String text) {
    try {
      return Optional.ofNullable(new IPAddressString(text.strip(), PLAIN).toAddress());
    } catch (AddressStringException _) {
      return Optional.empty();
    }
  }
}
