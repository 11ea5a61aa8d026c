package dev.rolecall.cloudtrail.record;

import dev.rolecall.denial.AccountId;
import dev.rolecall.json.JsonValue;
import java.time.Instant;
import java.util.Optional;

/// When, where and how the call reached AWS.
///
/// @param source the address, or the name of the AWS service that called
/// @param endpoint the VPC endpoint; AWS leaves it out of most denials
/// @param endpointAccount the account that owns the VPC endpoint
/// @param tls whether the record tells of TLS
public record Connection(
    Optional<Instant> time,
    Optional<String> region,
    Optional<String> userAgent,
    Optional<String> source,
    Optional<String> endpoint,
    Optional<AccountId> endpointAccount,
    boolean tls) {

  /// Of a call that was not recorded.
  public static Connection unknown(Optional<String> region) {
    return new Connection(
        Optional.empty(),
        region,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        false);
  }

  /// Of a call that a service made, by the record of the call to the service: address and client of
  /// that one are not the service's.
  public static Connection ofService(JsonValue record) {
    return new Connection(
        record.time("eventTime"),
        record.text("awsRegion"),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        false);
  }

  /// The same of a call that came from a service itself.
  Connection from(String service) {
    return new Connection(
        time, region, userAgent, Optional.of(service), endpoint, endpointAccount, tls);
  }

  static Connection of(JsonValue record) {
    return new Connection(
        record.time("eventTime"),
        record.text("awsRegion"),
        record.text("userAgent"),
        record.text("sourceIPAddress"),
        record.text("vpcEndpointId"),
        record.text("vpcEndpointAccountId").flatMap(AccountId::parse),
        record.object("tlsDetails").find("tlsVersion").isPresent());
  }
}
