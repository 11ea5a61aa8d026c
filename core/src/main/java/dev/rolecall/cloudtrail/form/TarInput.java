package dev.rolecall.cloudtrail.form;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.zip.ZipException;

/// The files in a tar archive, one after the other: headers of 512 bytes, long names in the forms
/// of GNU and of POSIX. A library for it would be twenty times as much code as is needed.
/// [pax](https://pubs.opengroup.org/onlinepubs/9699919799/utilities/pax.html#tag_20_92_13_06)
public final class TarInput extends InputStream {

  private static final int BLOCK = 512;
  private static final int MAX_NAME = 1 << 16;

  private final InputStream in;
  private long left;
  private long padding;

  public TarInput(InputStream in) {
    this.in = in;
  }

  /// Goes to the next file.
  ///
  /// @return its name; empty at the end of the archive
  /// @throws ZipException when the archive is damaged
  public Optional<String> next() throws IOException {
    String longName = "";
    while (true) {
      in.skipNBytes(left + padding);
      left = 0;
      padding = 0;
      byte[] header = in.readNBytes(BLOCK);
      if (header.length == 0 || isZero(header)) {
        return Optional.empty();
      }
      if (header.length < BLOCK) {
        throw new EOFException();
      }
      if (sum(header) != octal(header, 148, 8)) {
        throw new ZipException();
      }
      left = size(header);
      padding = (BLOCK - left % BLOCK) % BLOCK;
      String prefix = text(header, 345, 155);
      String name = (prefix.isEmpty() ? "" : prefix + "/") + text(header, 0, 100);
      switch (header[156]) {
        case 'L' -> longName = string(readNBytes((int) Math.min(left, MAX_NAME)));
        case 'x' -> longName = path(string(readNBytes((int) Math.min(left, MAX_NAME))), longName);
        case 0, '0', '7' -> {
          return Optional.of(longName.isEmpty() ? name : longName);
        }
        default -> {
          // directories, links and what is told of the whole archive
        }
      }
    }
  }

  private static long sum(byte[] header) {
    long sum = 0;
    for (int i = 0; i < header.length; i++) {
      sum += i >= 148 && i < 156 ? ' ' : header[i] & 0xff;
    }
    return sum;
  }

  private static boolean isZero(byte[] header) {
    for (byte b : header) {
      if (b != 0) {
        return false;
      }
    }
    return true;
  }

  /// Octal digits; for the largest files a number in binary.
  private static long size(byte[] header) throws ZipException {
    if (header[124] >= 0) {
      return octal(header, 124, 12);
    }
    long size = 0;
    for (int i = 128; i < 136; i++) {
      size = (size << 8) | (header[i] & 0xff);
    }
    if (size < 0) {
      throw new ZipException();
    }
    return size;
  }

  private static long octal(byte[] header, int from, int length) throws ZipException {
    String digits = text(header, from, length).strip();
    try {
      return digits.isEmpty() ? 0 : Long.parseLong(digits, 8);
    } catch (NumberFormatException _) {
      throw new ZipException();
    }
  }

  private static String text(byte[] header, int from, int length) {
    int end = from;
    while (end < from + length && header[end] != 0) {
      end++;
    }
    return new String(header, from, end - from, StandardCharsets.UTF_8);
  }

  private static String string(byte[] bytes) {
    return text(bytes, 0, bytes.length);
  }

  /// `LENGTH path=NAME` on a line of its own.
  private static String path(String attributes, String otherwise) {
    return attributes
        .lines()
        .filter(line -> line.matches("\\d+ path=.+"))
        .map(line -> line.substring(line.indexOf('=') + 1))
        .findFirst()
        .orElse(otherwise);
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  /// Reads of the file alone.
  @Override
  public int read(byte[] to, int offset, int length) throws IOException {
    if (left == 0 || length == 0) {
      return length == 0 ? 0 : -1;
    }
    int count = in.read(to, offset, (int) Math.min(length, left));
    if (count < 0) {
      throw new EOFException();
    }
    left -= count;
    return count;
  }

  /// Whoever opened the archive closes it.
  @Override
  public void close() {}
}
