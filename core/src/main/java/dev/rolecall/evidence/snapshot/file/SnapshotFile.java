package dev.rolecall.evidence.snapshot.file;

import dev.rolecall.cloudtrail.form.EncodedText;
import dev.rolecall.problem.InputWords;
import dev.rolecall.problem.JsonWords;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/// One file of a snapshot, gzipped or not, in any encoding of text that tools write.
///
/// @param size its size on disk, in bytes
/// @param regular whether it can be read more than once; a pipe cannot
public record SnapshotFile(Path path, long size, boolean regular, FileOpener opener) {

  /// The largest file that is read, in bytes after decompression. The largest account that AWS
  /// allows stays well below.
  private static final int MOST_BYTES = 1 << 29;

  private static final int BUFFER = 1 << 13;

  /// Opens it as UTF-8 without a byte order mark, decompressing when its first bytes are gzip's.
  public InputStream open() throws IOException {
    InputStream in = new BufferedInputStream(opener.open(path), BUFFER);
    try {
      in.mark(2);
      boolean gzip = in.read() == 0x1f && in.read() == 0x8b;
      in.reset();
      return EncodedText.utf8(gzip ? new GZIPInputStream(in, BUFFER) : in);
    } catch (IOException e) {
      in.close();
      throw e;
    }
  }

  /// All of it.
  ///
  /// @throws CharacterCodingException when its first bytes are not UTF-8
  byte[] bytes() throws IOException {
    try (InputStream in = open()) {
      byte[] all = in.readNBytes(MOST_BYTES);
      if (in.read() >= 0) {
        throw new IOException(InputWords.tooLarge(MOST_BYTES >> 20));
      }
      if (!startsLikeUtf8(all)) {
        throw new CharacterCodingException();
      }
      return all;
    }
  }

  /// UTF-32 has a zero byte among the first two, whether or not it was taken for UTF-16.
  private static boolean startsLikeUtf8(byte[] all) {
    return all.length < 2 || (all[0] != 0 && all[1] != 0);
  }

  public SnapshotProblem problem(String where, String what) {
    return new SnapshotProblem(path, where, what);
  }

  /// What an error of reading means.
  public SnapshotProblem problem(IOException e) {
    return switch (e) {
      case NoSuchFileException _ -> problem("", InputWords.notFound());
      case AccessDeniedException _ -> problem("", InputWords.notPermitted());
      case CharacterCodingException _ -> problem("", JsonWords.notUtf8());
      default -> problem("", InputWords.unreadable(String.valueOf(e.getMessage())));
    };
  }
}
