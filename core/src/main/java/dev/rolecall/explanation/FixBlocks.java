package dev.rolecall.explanation;

import dev.rolecall.denial.Caller;
import dev.rolecall.denial.UserArn;
import dev.rolecall.diagnosis.result.Explanation;
import dev.rolecall.diagnosis.result.Fix;
import dev.rolecall.explanation.command.ChangeCommands;
import dev.rolecall.explanation.command.MfaCommands;
import dev.rolecall.explanation.command.ProfileText;
import dev.rolecall.explanation.command.TryCommands;
import dev.rolecall.explanation.diff.LineDiff;
import dev.rolecall.explanation.document.Block;
import dev.rolecall.explanation.document.RichSentence;
import dev.rolecall.explanation.redaction.Masking;
import dev.rolecall.explanation.redaction.PolicyDocument;
import dev.rolecall.explanation.terraform.TerraformFix;
import dev.rolecall.explanation.wording.AttemptSentence;
import dev.rolecall.explanation.wording.DemandSentence;
import dev.rolecall.explanation.wording.FixSentence;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// One change, to paste: the new policy stands in it once, in Terraform's language for callers that
/// are Terraform, else in the commands that write it. Only where the commands cannot hold it, for
/// external IDs are masked, it is shown as a difference.
final class FixBlocks {

  private final Explanation explanation;
  private final Fix fix;
  private final Masking masking;
  private final Masking documents;
  private final boolean terraform;
  private final Optional<String> configuration;
  private @Nullable List<Block> written;

  /// @param documents how external IDs in policy documents are shown
  FixBlocks(
      Explanation explanation, Fix fix, Masking masking, Masking documents, boolean terraform) {
    this.explanation = explanation;
    this.fix = fix;
    this.masking = masking;
    this.documents = documents;
    this.terraform = terraform;
    this.configuration = terraform ? TerraformFix.of(explanation, fix, masking) : Optional.empty();
  }

  List<Block> blocks() {
    List<Block> blocks = new ArrayList<>(fix.place() == Fix.Place.REQUEST ? request() : policy());
    sentence().effect().map(Block.Paragraph::new).ifPresent(blocks::add);
    return blocks;
  }

  /// The same change in the other forms: line by line, and as commands where it is shown as
  /// configuration.
  List<Block> forms() {
    List<Block> blocks = new ArrayList<>();
    List<Block> commands = commands();
    boolean inCommands = commands.stream().anyMatch(Block.Difference.class::isInstance);
    if (!inCommands) {
      difference()
          .ifPresent(
              lines -> {
                blocks.add(new Block.Paragraph(sentence().difference()));
                blocks.add(lines);
              });
    }
    if (configuration.isPresent()) {
      blocks.addAll(commands);
    }
    return blocks;
  }

  private FixSentence sentence() {
    return new FixSentence(explanation, fix);
  }

  private List<Block> policy() {
    return configuration.isPresent() ? configured() : commands();
  }

  private List<Block> configured() {
    return configuration.stream()
        .<Block>flatMap(
            text ->
                Stream.of(new Block.Paragraph(sentence().terraform()), new Block.Code("hcl", text)))
        .toList();
  }

  /// The commands that make the change. They quote the whole policy, so they are written once.
  private List<Block> commands() {
    List<Block> blocks = written;
    if (blocks == null) {
      blocks = write();
      written = blocks;
    }
    return blocks;
  }

  private List<Block> write() {
    ChangeCommands change =
        new ChangeCommands(fix, documents, FixSentence.changed(), sentence().notChanged());
    List<Block> blocks = new ArrayList<>();
    change
        .chain()
        .ifPresent(
            chain -> {
              blocks.add(new Block.Paragraph(sentence().commands(change.isByHand())));
              if (change.isByHand()) {
                difference().ifPresent(blocks::add);
              }
              blocks.add(new Block.Code("bash", chain));
            });
    return blocks;
  }

  private Optional<Block> difference() {
    return fix.after()
        .flatMap(
            after ->
                fix.before()
                    .map(
                        before ->
                            difference(
                                PolicyDocument.of(before, documents),
                                PolicyDocument.of(after, documents))));
  }

  /// Of a long policy without the statements that stay.
  private Block difference(PolicyDocument before, PolicyDocument after) {
    return ChangeCommands.isTooLong(fix)
        ? LineDiff.between(before.reducedBy(after).pretty(), after.reducedBy(before).pretty())
        : LineDiff.between(before.pretty(), after.pretty());
  }

  /// How to make the call. What to set is said before; here it is to paste.
  private List<Block> request() {
    Optional<UserArn> user = user();
    if (terraform && user.isPresent()) {
      return withMfa(user.get());
    }
    if (configuration.isPresent()) {
      return configured();
    }
    List<Block> blocks = new ArrayList<>();
    List<RichSentence> settings = settings();
    if (user.isPresent() || !settings.isEmpty()) {
      TryCommands.of(explanation, masking).ifPresent(attempt -> blocks.addAll(byHand(attempt)));
    }
    settings.forEach(setting -> blocks.add(new Block.Paragraph(setting)));
    user.ifPresent(
        arn ->
            TryCommands.meant(explanation)
                .ifPresent(
                    role -> {
                      blocks.add(new Block.Paragraph(FixSentence.profile()));
                      blocks.add(new Block.Code("ini", ProfileText.withMfa(role, arn)));
                      blocks.add(new Block.Paragraph(FixSentence.automation()));
                    }));
    return blocks;
  }

  private List<Block> byHand(TryCommands.Attempt attempt) {
    return List.of(
        new Block.Paragraph(new AttemptSentence(explanation, attempt).inShort()),
        new Block.Code("bash", attempt.call()));
  }

  private List<RichSentence> settings() {
    return fix.requestMust().stream()
        .flatMap(must -> DemandSentence.setting(must).stream())
        .distinct()
        .toList();
  }

  /// Terraform cannot ask for a code: people bring a session that has MFA, and CI has a role of its
  /// own.
  private List<Block> withMfa(UserArn arn) {
    List<Block> blocks = new ArrayList<>();
    blocks.add(new Block.Paragraph(FixSentence.terraformMfa()));
    blocks.add(new Block.Code("bash", new MfaCommands(arn).session()));
    configuration.ifPresent(
        text -> {
          blocks.add(new Block.Paragraph(FixSentence.terraformCi()));
          blocks.add(new Block.Code("hcl", text));
        });
    return blocks;
  }

  /// The user that can send an MFA code, where one is asked for.
  private Optional<UserArn> user() {
    boolean mfa =
        fix.requestMust().stream()
            .anyMatch(
                must ->
                    !must.isWithoutMfa()
                        && must.key().toLowerCase(Locale.ROOT).startsWith("aws:multifactorauth"));
    return explanation.denial().caller() instanceof Caller.IamUser user && mfa
        ? Optional.of(user.arn())
        : Optional.empty();
  }
}
