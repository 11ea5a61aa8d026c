package dev.rolecall.report.wording;

import dev.rolecall.diagnosis.result.Confidence;
import dev.rolecall.explanation.wording.term.ByteCount;
import dev.rolecall.explanation.wording.term.Count;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;

/// What a report says around its explanations.
public final class ReportWords {

  private ReportWords() {}

  public static String title() {
    return "Denied AssumeRole calls";
  }

  /// The period of the denials.
  public static String period(Optional<String> from, Optional<String> to) {
    return from.isEmpty() && to.isEmpty()
        ? "No denial has a timestamp"
        : from.orElse("–") + " to " + to.orElse("–");
  }

  public static String generated(String time) {
    return "Generated " + time;
  }

  /// "12 denials in 3 incidents, from 400 records in 2 sources."
  public static String totals(long denials, int incidents, long records, long sources) {
    return "%s in %s, from %s in %s."
        .formatted(
            Count.of(denials, "denial"),
            Count.of(incidents, "incident"),
            Count.of(records, "record"),
            Count.of(sources, "source"));
  }

  /// "CloudWatch Logs Insights scanned 12.3 GB, which costs about 0.06 USD."
  ///
  /// @param dollars the price of that
  public static String scanned(String service, long bytes, BigDecimal dollars) {
    BigDecimal cents = dollars.setScale(2, RoundingMode.HALF_UP);
    return "%s scanned %s, which costs %s USD (list price in us-east-1)."
        .formatted(
            service,
            ByteCount.of(bytes),
            cents.signum() == 0 && dollars.signum() > 0 ? "less than 0.01" : "about " + cents);
  }

  /// The result of an earlier query was enough.
  public static String reused(String service) {
    return service + " scanned nothing: it reused the result of the same query.";
  }

  public static String stillDenied() {
    return "Still denied";
  }

  public static String allowedNow() {
    return "Allowed now";
  }

  public static String unknown() {
    return "Unknown";
  }

  public static String of(Confidence confidence) {
    return switch (confidence) {
      case CERTAIN -> "certain";
      case LIKELY -> "likely";
      case UNDETERMINED -> "undetermined";
    };
  }

  public static String notRecorded() {
    return "not recorded";
  }

  public static String incidents() {
    return "Incidents";
  }

  public static String denials() {
    return "Denials";
  }

  public static String recordsRead() {
    return "Records read";
  }

  public static String unreadable() {
    return "Unreadable sources";
  }

  /// The heads of markdown's table of incidents.
  public static String incidentColumns() {
    return "| last seen | caller | role | cause | confidence | status | denials |";
  }

  public static String byCause() {
    return "Denials by cause";
  }

  public static String causeColumns() {
    return "| cause | denials |";
  }

  /// That not all incidents are explained.
  ///
  /// @param explained so many incidents
  public static String onlySomeExplained(int explained) {
    return "Explained below: the %d incidents with the most denials. The HTML and JSON reports explain all of them."
        .formatted(explained);
  }

  public static String notRead() {
    return "What could not be read";
  }

  public static String everythingRead() {
    return "Everything could be read.";
  }

  public static String moreProblems(long number) {
    return "and " + Count.of(number, "more problem");
  }

  public static String unknownAccount() {
    return "unknown account";
  }

  public static String unknownProvider() {
    return "web identity";
  }

  public static String services() {
    return "AWS services";
  }

  public static String roleNotRecorded() {
    return "role not recorded";
  }

  public static String firstFixes() {
    return "Fix these first";
  }

  public static String aboutFirstFixes() {
    return "The incidents with the most denials among those that are still denied.";
  }

  public static String denials(long number) {
    return Count.of(number, "denial");
  }

  // ---- Groups of causes

  public static String trustPolicy() {
    return "trust policy";
  }

  public static String externalId() {
    return "external ID";
  }

  public static String mfa() {
    return "MFA";
  }

  public static String federation() {
    return "OIDC and SAML";
  }

  public static String callerPermissions() {
    return "caller's policies";
  }

  public static String guardrails() {
    return "SCPs, RCPs, VPC endpoints";
  }

  public static String invalidRequest() {
    return "wrong role or request";
  }

  public static String recentChange() {
    return "policy changed since";
  }

  public static String undetermined() {
    return "undetermined";
  }

  // ---- SARIF

  /// About a role whose name Terraform computes.
  public static String guessedPlace() {
    return " This location is a guess: only Terraform can evaluate the whole name of the role.";
  }

  /// The change of a trust policy, under its heading.
  ///
  /// @param change as text
  public static String trustChange(String change) {
    return "\n\nThe smallest change to its trust policy:\n\n" + change;
  }

  /// A role that may be defined in several places.
  ///
  /// @param places files with lines
  public static String severalPlaces(Object role, String places) {
    return "role " + role + " may be defined in several places (" + places + ")";
  }

  public static String notInConfiguration(Object role) {
    return "role " + role + " is not defined in the Terraform files";
  }

  public static String noTrustChange() {
    return "no trust policy change is suggested";
  }

  /// Incidents that are not results, and why.
  ///
  /// @param why incidents are not listed as results
  public static String notListed(String why, long incidents) {
    return why + ": " + Count.of(incidents, "incident") + " not listed as results";
  }

  public static String unread(String what) {
    return "not read: " + what;
  }

  public static String moreUnread(long number) {
    return unread(Count.of(number) + " more");
  }
}
