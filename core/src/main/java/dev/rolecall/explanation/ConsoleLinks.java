package dev.rolecall.explanation;

import dev.rolecall.denial.AccountId;
import dev.rolecall.denial.Denial;
import dev.rolecall.denial.RoleArn;
import dev.rolecall.denial.UserArn;
import dev.rolecall.diagnosis.result.CauseCode;
import dev.rolecall.explanation.document.Block;
import dev.rolecall.explanation.document.LinkSettings;
import dev.rolecall.explanation.redaction.Redaction;
import dev.rolecall.explanation.wording.LinkWords;
import dev.rolecall.explanation.wording.term.RegionNames;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Where to look on: pages of the AWS console, and the organization's own page about a cause.
///
/// A plain address of the console opens in whatever account the reader is signed in to. With an
/// access portal, links go through it and select the account.
public record ConsoleLinks(LinkSettings settings) {

  /// The role, the event in CloudTrail, AWS's own evaluation, and the page about the cause;
  /// whichever is known.
  public List<Block.Link> of(Denial denial, CauseCode cause) {
    return Stream.of(role(denial), event(denial), evaluation(denial), runbook(cause))
        .flatMap(Optional::stream)
        .toList();
  }

  /// Where an alert is explained further: the organization's own page about the cause, else the
  /// event in CloudTrail, else the role.
  public Optional<Block.Link> details(Denial denial, CauseCode cause) {
    return runbook(cause).or(() -> event(denial)).or(() -> role(denial));
  }

  /// The organization's own page about a cause.
  public Optional<Block.Link> runbook(CauseCode cause) {
    return settings
        .runbook()
        .map(url -> new Block.Link(LinkWords.runbook(cause), url.page(cause.name())));
  }

  private Optional<Block.Link> role(Denial denial) {
    return denial.target().arn().flatMap(arn -> iam(arn, "?section=trust_relationships"));
  }

  /// The event in CloudTrail, where it is known.
  public Optional<Block.Link> event(Denial denial) {
    Optional<String> region = RegionNames.of(denial);
    Optional<String> id = denial.eventId().filter(_ -> region.isPresent());
    return console(denial.partition())
        .filter(_ -> id.isPresent())
        .map(
            console ->
                "https://%1$s.%2$s/cloudtrailv2/home?region=%1$s#/events?EventId=%3$s"
                    .formatted(region.orElse(""), console, encoded(id.orElse(""))))
        .map(
            page ->
                new Block.Link(
                    LinkWords.event(denial.recordedIn()),
                    denial
                        .recordedIn()
                        .map(account -> in(denial.partition(), account, page))
                        .orElse(page)));
  }

  /// AWS's own evaluation of the call, for those who are signed in to its account or organization.
  private Optional<Block.Link> evaluation(Denial denial) {
    return evaluationPage(denial)
        .map(
            page ->
                new Block.Link(
                    LinkWords.evaluation(),
                    denial
                        .recordedIn()
                        .map(account -> in(denial.partition(), account, page))
                        .orElse(page)));
  }

  /// The address of the console's page with AWS's own evaluation, built from region and ID: an
  /// address in a message may come from any caller.
  public static Optional<String> evaluationPage(Denial denial) {
    return RegionNames.of(denial)
        .flatMap(
            region ->
                denial
                    .authorizationId()
                    .map(
                        id ->
                            "https://%1$s.%2$s/iam/home?region=%1$s#/authorization-details/%3$s"
                                .formatted(region, ofRegion(region), encoded(id))));
  }

  private static String ofRegion(String region) {
    String partition =
        region.startsWith("cn-") ? "aws-cn" : region.startsWith("us-gov-") ? "aws-us-gov" : "aws";
    return console(partition).orElseThrow();
  }

  /// The role or user with this ARN.
  public Optional<Block.Link> principal(String arn) {
    return RoleArn.parse(arn)
        .flatMap(role -> iam(role, ""))
        .or(() -> UserArn.parse(arn).flatMap(this::iam));
  }

  private Optional<Block.Link> iam(RoleArn role, String section) {
    return console(role.partition())
        .map(console -> "https://" + console + "/iam/home#/roles/details/" + encoded(role.name()))
        .map(
            page ->
                new Block.Link(
                    LinkWords.role(role.account()),
                    in(role.partition(), role.account(), page + section)));
  }

  private Optional<Block.Link> iam(UserArn user) {
    return console(user.partition())
        .map(console -> "https://" + console + "/iam/home#/users/details/" + encoded(user.name()))
        .map(
            page ->
                new Block.Link(
                    LinkWords.user(user.account()), in(user.partition(), user.account(), page)));
  }

  /// A page of the console in an account, where something is known that selects it.
  private String in(String partition, AccountId account, String page) {
    return settings
        .accessPortal()
        .filter(portal -> portal.partition().equals(partition))
        .map(portal -> portal.link(account.value(), page))
        .orElse(page);
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
