package dev.rolecall.explanation;

import dev.rolecall.denial.AccountId;
import dev.rolecall.denial.Denial;
import dev.rolecall.denial.RoleArn;
import dev.rolecall.denial.UserArn;
import dev.rolecall.explanation.document.Block;
import dev.rolecall.explanation.redaction.Redaction;
import dev.rolecall.explanation.term.RegionNames;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/// Addresses in the AWS console.
public final class ConsoleLinks {

  private ConsoleLinks() {}

  /// The role, and the event in CloudTrail; whichever is known.
  public static List<Block.Link> of(Denial denial) {
    Optional<Block.Link> role =
        denial
            .target()
            .arn()
            .flatMap(arn -> principal(arn.toString()))
            .map(
                link ->
                    new Block.Link(link.label(), link.address() + "?section=trust_relationships"));
    return Stream.of(role, event(denial)).flatMap(Optional::stream).toList();
  }

  /// The event in CloudTrail, where it is known.
  public static Optional<Block.Link> event(Denial denial) {
    Optional<String> region = RegionNames.of(denial);
    Optional<String> id = denial.eventId().filter(_ -> region.isPresent());
    String account = denial.recordedIn().map(of -> " (account " + of + ")").orElse("");
    return console(denial.partition())
        .filter(_ -> id.isPresent())
        .map(
            console ->
                new Block.Link(
                    "Event in CloudTrail" + account,
                    "https://%1$s.%2$s/cloudtrailv2/home?region=%1$s#/events?EventId=%3$s"
                        .formatted(region.orElse(""), console, encoded(id.orElse("")))));
  }

  /// The role or user with this ARN.
  public static Optional<Block.Link> principal(String arn) {
    Optional<Block.Link> role =
        RoleArn.parse(arn).flatMap(of -> iam(of.partition(), "Role", of.account(), of.name()));
    return role.or(
        () ->
            UserArn.parse(arn).flatMap(of -> iam(of.partition(), "User", of.account(), of.name())));
  }

  private static Optional<Block.Link> iam(
      String partition, String kind, AccountId account, String name) {
    return console(partition)
        .map(
            console ->
                new Block.Link(
                    kind + " in the IAM console (account " + account + ")",
                    "https://%s/iam/home#/%ss/details/%s"
                        .formatted(console, kind.toLowerCase(Locale.ROOT), encoded(name))));
  }

  /// The console of a partition; other partitions are not open to the public.
  private static Optional<String> console(String partition) {
    return switch (partition) {
      case "aws" -> Optional.of("console.aws.amazon.com");
      case "aws-cn" -> Optional.of("console.amazonaws.cn");
      case "aws-us-gov" -> Optional.of("console.amazonaws-us-gov.com");
      default -> Optional.empty();
    };
  }

  private static String encoded(String text) {
    return URLEncoder.encode(Redaction.of(text), StandardCharsets.UTF_8).replace("+", "%20");
  }
}
