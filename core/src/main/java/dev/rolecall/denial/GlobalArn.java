package dev.rolecall.denial;

import java.util.Optional;

/// The parts of an ARN of a service that knows no regions:
/// `arn:PARTITION:SERVICE::ACCOUNT:RESOURCE`.
///
/// @param resource all that follows the fifth colon, colons included
record GlobalArn(String partition, AccountId account, String resource) {

  /// The ARN in `text`, or empty when `text` is none or is another service's.
  static Optional<GlobalArn> parse(String text, String service) {
    String[] parts = text.split(":", 6);
    if (parts.length < 6
        || !parts[0].equals("arn")
        || parts[1].isEmpty()
        || !parts[2].equals(service)
        || !parts[3].isEmpty()) {
      return Optional.empty();
    }
    return AccountId.parse(parts[4]).map(account -> new GlobalArn(parts[1], account, parts[5]));
  }
}
