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
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Addresses in the AWS console.
public final class ConsoleLinks {

  private ConsoleLinks() {}

  /// The role, and the event in CloudTrail; whichever is known.
  public static List<Block.Link> of(Denial denial) {
    List<Block.Link> links = new ArrayList<>();
    denial
        .target()
        .arn()
        .ifPresent(
            role ->
                console(role.partition())
                    .ifPresent(
                        console ->
                            links.add(
                                new Block.Link(
                                    "Role in the IAM console (account " + role.account() + ")",
                                    "https://"
                                        + console
                                        + "/iam/home#/roles/details/"
                                        + encoded(role.name())
                                        + "?section=trust_relationships"))));
    event(denial).ifPresent(links::add);
    return links;
  }

  /// The event in CloudTrail, where it is known.
  public static Optional<Block.Link> event(Denial denial) {
    return denial.eventId().flatMap(id -> event(denial, id));
  }

  /// The role or user with this ARN.
  public static Optional<Block.Link> principal(String arn) {
    Optional<Block.Link> role =
        RoleArn.parse(arn)
            .flatMap(
                of -> principal(of.partition(), "Role", of.account(), "roles/details/", of.name()));
    return role.or(
        () ->
            UserArn.parse(arn)
                .flatMap(
                    of ->
                        principal(
                            of.partition(), "User", of.account(), "users/details/", of.name())));
  }

  private static Optional<Block.Link> principal(
      String partition, String kind, AccountId account, String path, String name) {
    return console(partition)
        .map(
            console ->
                new Block.Link(
                    kind + " in the IAM console (account " + account + ")",
                    "https://" + console + "/iam/home#/" + path + encoded(name)));
  }

  private static Optional<Block.Link> event(Denial denial, String id) {
    Optional<String> region = denial.region().filter(RegionNames::isRegion);
    String account = denial.recordedIn().map(of -> " (account " + of + ")").orElse("");
    return console(denial.partition())
        .filter(_ -> region.isPresent())
        .map(
            console ->
                new Block.Link(
                    "Event in CloudTrail" + account,
                    "https://"
                        + region.get()
                        + "."
                        + console
                        + "/cloudtrailv2/home?region="
                        + region.get()
                        + "#/events?EventId="
                        + encoded(id)));
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
