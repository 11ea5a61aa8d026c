package dev.rolecall.history;

import java.util.List;
import java.util.stream.Stream;

/// The fields of CloudTrail's records that Rolecall reads. [CloudTrail record
/// contents](https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html)
///
/// @param name as CloudTrail writes it
/// @param inside the fields of an object
record CloudTrailField(String name, Kind kind, List<CloudTrailField> inside) {

  /// What a field holds.
  enum Kind {
    TEXT,
    /// The ID of an account.
    ACCOUNT,
    TIME,
    /// An error; there is none if the text is empty.
    ERROR,
    OBJECT,
    /// What was sent.
    PARAMETERS,
    /// What was answered.
    ANSWER,
    RESOURCES
  }

  static final String NAME = "eventName";
  static final String SOURCE = "eventSource";
  static final String WHEN = "eventTime";
  static final String REGION = "awsRegion";
  static final String CODE = "errorCode";
  static final String MESSAGE = "errorMessage";
  static final String PARAMETERS = "requestParameters";
  static final String ID = "eventID";
  static final String SHARED_ID = "sharedEventID";
  static final String RECORDED_IN = "recipientAccountId";
  static final String IDENTITY = "userIdentity";
  static final String SESSION = "sessionContext";
  static final String ISSUER = "sessionIssuer";

  static final List<CloudTrailField> ALL =
      List.of(
          text("eventVersion"),
          object(
              IDENTITY,
              text("type"),
              text("principalId"),
              text("arn"),
              account("accountId"),
              text("accessKeyId"),
              text("userName"),
              text("identityProvider"),
              text("invokedBy"),
              object(
                  SESSION,
                  object("attributes", text("mfaAuthenticated"), time("creationDate")),
                  object(ISSUER, text("type"), text("principalId"), text("arn"), text("userName")),
                  text("sourceIdentity"),
                  text("ec2RoleDelivery"),
                  object("webIdFederationData", text("federatedProvider")))),
          time(WHEN),
          text(SOURCE),
          text(NAME),
          text(REGION),
          text("sourceIPAddress"),
          text("userAgent"),
          new CloudTrailField(CODE, Kind.ERROR, List.of()),
          text(MESSAGE),
          new CloudTrailField(PARAMETERS, Kind.PARAMETERS, List.of()),
          new CloudTrailField("responseElements", Kind.ANSWER, List.of()),
          text("requestID"),
          text(ID),
          text(SHARED_ID),
          account(RECORDED_IN),
          text("vpcEndpointId"),
          account("vpcEndpointAccountId"),
          new CloudTrailField("resources", Kind.RESOURCES, List.of()),
          object("tlsDetails", text("tlsVersion")));

  /// Without one of these, a table has no records.
  static final List<List<String>> NEEDED =
      List.of(List.of(NAME), List.of(SOURCE), List.of(WHEN), List.of(CODE), List.of(IDENTITY));

  /// Where one of these is not recorded, that it is missing from a record shows nothing.
  static final List<List<String>> TELLING =
      List.of(
          List.of(IDENTITY, "invokedBy"),
          List.of(IDENTITY, "identityProvider"),
          List.of(IDENTITY, SESSION, "sourceIdentity"),
          List.of(IDENTITY, SESSION, "webIdFederationData", "federatedProvider"));

  /// Without these, answers are less certain.
  static final List<List<String>> USEFUL =
      Stream.concat(
              Stream.of(List.of(MESSAGE), List.of(PARAMETERS), List.of(ID), List.of(RECORDED_IN)),
              TELLING.stream())
          .toList();

  private static CloudTrailField text(String name) {
    return new CloudTrailField(name, Kind.TEXT, List.of());
  }

  private static CloudTrailField account(String name) {
    return new CloudTrailField(name, Kind.ACCOUNT, List.of());
  }

  private static CloudTrailField time(String name) {
    return new CloudTrailField(name, Kind.TIME, List.of());
  }

  private static CloudTrailField object(String name, CloudTrailField... inside) {
    return new CloudTrailField(name, Kind.OBJECT, List.of(inside));
  }
}
