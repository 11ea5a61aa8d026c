package dev.rolecall.history.athena;

import dev.rolecall.evidence.aws.AwsErrors;
import dev.rolecall.explanation.wording.gap.GapSentence;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.athena.model.Datum;
import software.amazon.awssdk.services.athena.model.GetQueryResultsResponse;
import software.amazon.awssdk.services.athena.model.Row;

/// Pages of a result as the CSV that Athena writes into S3: every value in quotation marks, and
/// nothing for one that is null. The names of the columns are the first row of the first page.
final class PagedRows extends InputStream {

  private final Iterator<GetQueryResultsResponse> pages;
  private ByteArrayInputStream some = new ByteArrayInputStream(new byte[0]);

  PagedRows(Iterator<GetQueryResultsResponse> pages) {
    this.pages = pages;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] to, int offset, int length) throws IOException {
    try {
      while (some.available() == 0 && pages.hasNext()) {
        some = csv(pages.next().resultSet().rows());
      }
    } catch (SdkException e) {
      throw new IOException(GapSentence.why(AwsErrors.reason("athena:GetQueryResults", e)), e);
    }
    return some.read(to, offset, length);
  }

  private static ByteArrayInputStream csv(List<Row> rows) {
    StringBuilder lines = new StringBuilder();
    for (Row row : rows) {
      lines
          .append(row.data().stream().map(PagedRows::value).collect(Collectors.joining(",")))
          .append('\n');
    }
    return new ByteArrayInputStream(lines.toString().getBytes(StandardCharsets.UTF_8));
  }

  private static String value(Datum value) {
    return Optional.ofNullable(value.varCharValue())
        .map(text -> '"' + text.replace("\"", "\"\"") + '"')
        .orElse("");
  }
}
