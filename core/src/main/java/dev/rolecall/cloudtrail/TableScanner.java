package dev.rolecall.cloudtrail;

import dev.rolecall.cloudtrail.foreign.ForeignRecord;
import dev.rolecall.cloudtrail.form.BoundedInput;
import dev.rolecall.cloudtrail.form.TableHead;
import dev.rolecall.cloudtrail.form.TableRows;
import dev.rolecall.cloudtrail.record.ByteWindow;
import dev.rolecall.cloudtrail.text.ErrorText;
import dev.rolecall.denial.AssumeCall;
import dev.rolecall.problem.FormWords;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.Optional;

/// Finds the records in the rows of a table: in a cell, or the row itself.
final class TableScanner {

  private static final int SHORTEST_NAME = 10;
  private static final int LONGEST_NAME = 32;

  /// `TagRole` and `UpdateOpenIDConnectProviderThumbprint`.
  private static final int SHORTEST_OTHER = 7;

  private static final int LONGEST_OTHER = 40;

  private final TableHead head;
  private final RecordSink recordSink;
  private final TextScanner textScanner;

  /// Whether every row is a record.
  private final boolean ofRecords;

  TableScanner(TableHead head, RecordSink recordSink) {
    this.head = head;
    this.recordSink = recordSink;
    this.textScanner = new TextScanner(recordSink, 1);
    this.ofRecords =
        head.names().stream()
            .map(name -> name.toLowerCase(Locale.ROOT).replaceAll("[^a-z]", ""))
            .anyMatch(name -> name.equals("eventname") || name.equals("apioperation"));
  }

  void run(InputStream in) throws IOException {
    TableRows rows = new TableRows(in, head.separator());
    try {
      rows.next();
      while (rows.next()) {
        row(rows);
      }
    } catch (BoundedInput.TooLarge tooLarge) {
      recordSink.malformed(FormWords.longLine());
    }
  }

  private void row(TableRows rows) throws IOException {
    ScanSlot slot = new ScanSlot(0);
    for (int i = 0; i < rows.size(); i++) {
      cell(rows, i, slot);
    }
    if (slot.records == 0 && (slot.call || slot.other || (ofRecords && slot.failure))) {
      recordSink.putTogether(ForeignRecord.of(head.names(), rows.texts()), slot);
    }
    slot.unexplained().forEach(text -> recordSink.text(text, slot));
    if (slot.lost > 0 || slot.isLost()) {
      recordSink.lost();
    } else if (slot.records == 0 && ofRecords) {
      recordSink.skip();
    } else if (slot.records == 0) {
      recordSink.unrecognized(FormWords.row(head.names()));
    }
  }

  private void cell(TableRows rows, int cell, ScanSlot slot) throws IOException {
    int length = rows.length(cell);
    if (ofRecords && length >= SHORTEST_OTHER && length <= LONGEST_OTHER) {
      slot.other |= isOther(rows, cell);
    }
    if (length >= SHORTEST_NAME && length <= LONGEST_NAME) {
      if (rows.beginsWith(cell, "AC")) {
        String text = rows.text(cell);
        slot.call |= AssumeCall.ofEventName(text).isPresent();
        slot.denied |= text.contains("AccessDenied");
      }
    } else if (length > LONGEST_NAME) {
      if (rows.beginsWith(cell, "{[")) {
        boolean json =
            new RecordScanner(new ByteWindow(rows.bytes(cell)), recordSink, textScanner)
                .readInto(slot, name(cell))
                .isPresent();
        if (json) {
          return;
        }
      }
      String text = rows.text(cell);
      if (text.contains("{\"") || ErrorText.mayHoldError(text) || TextScanner.mayBeEncoded(text)) {
        textScanner.scan(text, Optional::empty, slot, name(cell));
      }
    }
  }

  private boolean isOther(TableRows rows, int cell) {
    return recordSink.others().any()
        && rows.beginsWith(cell, "ACDELMPRSTU")
        && recordSink.others().matters(rows.text(cell));
  }

  private String name(int cell) {
    return cell < head.names().size() ? head.names().get(cell) : "";
  }
}
