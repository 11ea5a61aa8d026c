package dev.rolecall.cloudtrail.failure;

import dev.rolecall.json.JsonReader;
import dev.rolecall.json.JsonValue;
import java.util.List;

/// The table of wordings, read when the first error looks like one.
final class FailureTable {

  private static final String NAME = "service-failures.json";

  private static final JsonValue TABLE = JsonReader.resource(FailureTable.class, NAME);

  static final ServiceDirectory SERVICES = new ServiceDirectory(TABLE.list("services"));

  /// The most telling first.
  static final List<FailureForm> FORMS = FailureForm.all(TABLE, SERVICES);

  private FailureTable() {}
}
