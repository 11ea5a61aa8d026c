package dev.rolecall.cloudtrail.context;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SourceAddressTest {

  private static Optional<Boolean> isPrivate(String text) {
    return SourceAddress.parse(text).map(SourceAddress::isPrivate);
  }

  /// As the JDK does, which also knows the shared range of carriers as an ordinary one.
  @Test
  void anAddressIsPrivateWhereTheJdkSaysSo() {
    IntStream.range(0, 256)
        .boxed()
        .flatMap(
            first ->
                Stream.of(0, 15, 16, 31, 32, 63, 64, 127, 128, 167, 168, 169, 253, 254, 255)
                    .map(second -> first + "." + second + ".7.9"))
        .filter(text -> !text.matches("100\\.(64|127)\\..*"))
        .forEach(
            text -> {
              InetAddress address = InetAddress.ofLiteral(text);
              assertThat(isPrivate(text))
                  .as(text)
                  .contains(
                      address.isSiteLocalAddress()
                          || address.isLinkLocalAddress()
                          || address.isLoopbackAddress());
            });
    assertThat(isPrivate("100.64.0.1")).contains(true);
    assertThat(isPrivate("100.127.255.255")).contains(true);
  }

  @Test
  void theSixthVersionIsReadToo() {
    assertThat(isPrivate("fd00::1")).contains(true);
    assertThat(isPrivate("fe80::1")).contains(true);
    assertThat(isPrivate("::1")).contains(true);
    assertThat(isPrivate("::ffff:10.0.0.1")).contains(true);
    assertThat(isPrivate("2001:db8::1")).contains(false);
  }

  @Test
  void whatIsNoAddressIsNone() {
    Stream.of("AWS Internal", "sts.amazonaws.com", "1.2.3", "1.2.3.256", "999.1.1.1", "10.1", "::g")
        .forEach(text -> assertThat(isPrivate(text)).as(text).isEmpty());
  }
}
