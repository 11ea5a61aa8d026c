package dev.rolecall.explanation.command;

import java.util.stream.IntStream;

/// What the command `cksum` prints, which every system has: a CRC and the number of bytes.
/// [cksum](https://pubs.opengroup.org/onlinepubs/9799919799/utilities/cksum.html)
final class PosixChecksum {

  private static final int POLYNOMIAL = 0x04C11DB7;

  /// What each value of the highest eight bits makes of the others.
  private static final int[] TABLE =
      IntStream.range(0, 1 << Byte.SIZE).map(PosixChecksum::remainder).toArray();

  private static int remainder(int octet) {
    int now = octet << (Integer.SIZE - Byte.SIZE);
    for (int bit = 0; bit < Byte.SIZE; bit++) {
      now = now < 0 ? (now << 1) ^ POLYNOMIAL : now << 1;
    }
    return now;
  }

  private PosixChecksum() {}

  /// "3015617425 6".
  static String of(byte[] bytes) {
    int crc = 0;
    for (byte octet : bytes) {
      crc = next(crc, octet);
    }
    for (int length = bytes.length; length != 0; length >>>= Byte.SIZE) {
      crc = next(crc, length);
    }
    return Integer.toUnsignedString(~crc) + " " + bytes.length;
  }

  /// @param octet its lowest eight bits count
  private static int next(int crc, int octet) {
    return (crc << Byte.SIZE) ^ TABLE[(crc >>> (Integer.SIZE - Byte.SIZE)) ^ (octet & 0xFF)];
  }
}
