package dev.rolecall.history.athena;

import dev.rolecall.history.PagedInput;
import java.io.IOException;
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
final class PagedRows extends PagedInput {

  private final Iterator<GetQueryResultsResponse> pages;

  PagedRows(Iterator<GetQueryResultsResponse> pages) {
    this.pages = pages;
  }

  @Override
  protected Optional<String> next() throws IOException {
    try {
      return pages.hasNext() ? Optional.of(csv(pages.next().resultSet().rows())) : Optional.empty();
    } catch (SdkException e) {
      throw AthenaQueries.failure("athena:GetQueryResults", e);
    }
  }

  private static String csv(List<Row> rows) {
    StringBuilder lines = new StringBuilder();
    for (Row row : rows) {
      lines
          .append(row.data().stream().map(PagedRows::value).collect(Collectors.joining(",")))
          .append('\n');
    }
    return lines.toString();
  }

  private static String value(Datum value) {
    return Optional.ofNullable(value.varCharValue())
        .map(text -> '"' + text.replace("\"", "\"\"") + '"')
        .orElse("");
  }
}
