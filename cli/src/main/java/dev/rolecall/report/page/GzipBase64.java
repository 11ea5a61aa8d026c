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
///
/// @param name the element's id; ours
record GzipBase64(String name, String base64) {

  static GzipBase64 of(String name, String text) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream out = new Smallest(bytes)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new GzipBase64(name, Base64.getEncoder().encodeToString(bytes.toByteArray()));
  }

  /// The element; the browser neither runs nor shows it.
  String element() {
    return "<script type=\"application/octet-stream\" id=\"%s\">%s</script>\n"
        .formatted(name, base64);
  }

  private static final class Smallest extends GZIPOutputStream {
    private Smallest(OutputStream out) throws IOException {
      super(out);
      def.setLevel(Deflater.BEST_COMPRESSION);
    }
  }
}
