package dev.rolecall.cloudtrail.form;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/// Text files as editors and shells of all systems write them: in UTF-8, with or without a byte
/// order mark, and in UTF-16, as `>` in Windows PowerShell does.
public final class EncodedText {

  private static final byte[] MARK = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};

  private EncodedText() {}

  /// The text in UTF-8, without a byte order mark. What is in neither encoding stays as it is.
  public static InputStream utf8(InputStream in) throws IOException {
    HeadInput source = new HeadInput(in, InputForm.HEAD);
    byte[] head = source.head();
    Optional<Charset> utf16 = utf16(head);
    if (utf16.isPresent()) {
      return new Utf8Input(source, utf16.get());
    }
    if (isMarked(head)) {
      source.skipNBytes(MARK.length);
    }
    return source;
  }

  /// The same of a whole file.
  public static byte[] utf8(byte[] file) {
    Optional<Charset> utf16 = utf16(file);
    if (utf16.isPresent()) {
      return new String(file, utf16.get()).replace("\ufeff", "").getBytes(StandardCharsets.UTF_8);
    }
    return isMarked(file) ? Arrays.copyOfRange(file, MARK.length, file.length) : file;
  }

  /// The text of a whole file.
  ///
  /// @throws CharacterCodingException when it is in neither encoding
  public static String decode(byte[] file) throws CharacterCodingException {
    return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8(file))).toString();
  }

  private static Optional<Charset> utf16(byte[] head) {
    return InputForm.isUtf16(head, true)
        ? Optional.of(StandardCharsets.UTF_16LE)
        : InputForm.isUtf16(head, false)
            ? Optional.of(StandardCharsets.UTF_16BE)
            : Optional.empty();
  }

  private static boolean isMarked(byte[] head) {
    return head.length >= MARK.length && Arrays.equals(head, 0, MARK.length, MARK, 0, MARK.length);
  }
}
