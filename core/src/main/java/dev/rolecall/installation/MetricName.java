package dev.rolecall.installation;

import org.apache.commons.text.CaseUtils;

/// A metric that the functions write, and that alarms and the dashboard read.
public enum MetricName {
  ACCOUNTS_UNREAD,
  ALERTS_HELD,
  DENIALS,
  DENIALS_COUNTED,
  DOCTOR_FINDINGS,
  DOCTOR_UNKNOWN,
  ENUMERATIONS,
  EVIDENCE_UNREAD,
  EXPLAIN_TIME,
  FOREIGN,
  INCIDENTS_OPENED,
  INCIDENTS_RESOLVED,
  INTERACTIONS,
  LOOKS_FAILED,
  MALFORMED,
  OWN_ACCESS_DENIED,
  OWN_DENIALS,
  REQUESTS_REFUSED,
  STRANGE_ACCOUNTS,
  TIME_TO_EXPLAIN,
  UNDETERMINED;

  /// The namespace of all.
  public static final String NAMESPACE = "Rolecall";

  /// The dimension of all.
  public static final String SERVICE = "Service";

  /// Its name in CloudWatch, such as `DenialsCounted`.
  public String key() {
    return CaseUtils.toCamelCase(name(), true, '_');
  }
}
