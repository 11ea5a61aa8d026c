package dev.rolecall.explanation.command;

/// What the command `cksum` prints, which every system has: a CRC and the number of bytes.
/// [cksum](https://pubs.opengroup.org/onlinepubs/9799919799/utilities/cksum.html)
final class PosixChecksum {

  private static final int POLYNOMIAL = 0x04C11DB7;

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
    int now = crc ^ (octet << (Integer.SIZE - Byte.SIZE));
    for (int bit = 0; bit < Byte.SIZE; bit++) {
      now = now < 0 ? (now << 1) ^ POLYNOMIAL : now << 1;
    }
    return now;
  }
}
