package dev.rolecall.report.page;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/// A text as data of the page: gzipped, and written in base64, which cannot end the element that it
/// stands in.
final class GzipBase64 {

  private final String name;
  private final byte[] gzip;

  private GzipBase64(String name, byte[] gzip) {
    this.name = name;
    this.gzip = gzip;
  }

  /// @param name the element's id; ours
  static GzipBase64 of(String name, String text) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream out = new Smallest(bytes)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException("it is written to memory", e);
    }
    return new GzipBase64(name, bytes.toByteArray());
  }

  /// The element; the browser neither runs nor shows it.
  void write(OutputStream out) throws IOException {
    out.write(
        ("<script type=\"application/octet-stream\" id=\"" + name + "\">")
            .getBytes(StandardCharsets.UTF_8));
    out.write(Base64.getEncoder().encode(gzip));
    out.write("</script>\n".getBytes(StandardCharsets.UTF_8));
  }

  private static final class Smallest extends GZIPOutputStream {
    private Smallest(OutputStream out) throws IOException {
      super(out);
      def.setLevel(Deflater.BEST_COMPRESSION);
    }
  }
}
