package dev.rolecall.explanation;

import dev.rolecall.denial.RoleArn;
import dev.rolecall.diagnosis.result.CallerSetup;
import dev.rolecall.diagnosis.result.CauseCode;
import dev.rolecall.diagnosis.result.Explanation;
import dev.rolecall.explanation.command.ProfileText;
import dev.rolecall.explanation.command.TryCommands;
import dev.rolecall.explanation.document.Block;
import dev.rolecall.explanation.document.RichSentence;
import dev.rolecall.explanation.redaction.Masking;
import dev.rolecall.explanation.terraform.TerraformFix;
import dev.rolecall.explanation.wording.AttemptSentence;
import dev.rolecall.explanation.wording.CauseSentence;
import dev.rolecall.explanation.wording.FixSentence;
import dev.rolecall.explanation.wording.answer.NextSteps;
import dev.rolecall.explanation.wording.answer.NotChecked;
import dev.rolecall.explanation.wording.answer.OtherRoles;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What to do, and by whom.
final class Remediation {

  private final Explanation explanation;
  private final CauseSentence causes;
  private final Masking masking;
  private final boolean terraform;
  private final List<FixBlocks> fixes;

  /// @param documents how external IDs in policy documents are shown
  /// @param terraform whether changes are shown in Terraform's language
  Remediation(
      Explanation explanation,
      CauseSentence causes,
      Masking masking,
      Masking documents,
      boolean terraform) {
    this.explanation = explanation;
    this.causes = causes;
    this.masking = masking;
    this.terraform = terraform;
    this.fixes =
        explanation.fixes().stream()
            .map(fix -> new FixBlocks(explanation, fix, masking, documents, terraform))
            .toList();
  }

  /// Everything: the changes, the same in other forms, and what was not checked.
  List<Block> blocks() {
    List<Block> blocks = new ArrayList<>(changes());
    fixes.forEach(fix -> blocks.addAll(fix.forms()));
    blocks.addAll(new NotChecked(explanation).blocks());
    return blocks;
  }

  /// What to do, each change in one form.
  List<Block> changes() {
    OtherRoles roles = new OtherRoles(explanation, causes);
    List<Block> blocks = new ArrayList<>();
    List<RichSentence> others = new NextSteps(explanation, causes).others();
    blocks.addAll(
        others.size() == 1
            ? List.of(new Block.Paragraph(others.getFirst()))
            : Block.bullets(others));
    int number = fixes.size();
    if (number > 1) {
      blocks.add(new Block.Paragraph(FixSentence.several(number)));
    }
    fixes.forEach(fix -> blocks.addAll(fix.blocks()));
    blocks.addAll(roles.similar());
    blocks.addAll(calls());
    blocks.addAll(roles.trusting());
    return blocks;
  }

  /// The call as it should be, where no policy is to blame.
  private List<Block> calls() {
    if (!fixes.isEmpty()) {
      return List.of();
    }
    Optional<RoleArn> role = TryCommands.meant(explanation);
    if (explanation.setup().isPresent()) {
      return role.map(arn -> setUp(explanation.setup().get(), arn)).orElse(List.of());
    }
    CauseCode code = explanation.diagnosis().cause().code();
    if (code == CauseCode.ROLE_NOT_FOUND) {
      return role.map(this::rightRole).orElse(List.of());
    }
    if (code == CauseCode.SESSION_DURATION && terraform) {
      return role.map(arn -> hcl(TerraformFix.forAnHour(arn))).orElse(List.of());
    }
    return code == CauseCode.SESSION_DURATION || code == CauseCode.MFA_CODE_INVALID
        ? byHand()
        : List.of();
  }

  private List<Block> setUp(CallerSetup setup, RoleArn role) {
    return switch (setup) {
      case CallerSetup.ChainCutShort(RoleArn through) ->
          terraform
              ? hcl(TerraformFix.chain(through, role))
              : List.of(
                  new Block.Paragraph(FixSentence.chain()),
                  new Block.Code("ini", ProfileText.chain(through, role)));
      case CallerSetup.OtherAccount(RoleArn other) -> rightRole(other);
      case CallerSetup.FallbackIdentity _,
          CallerSetup.AlreadyTheRole _,
          CallerSetup.Placeholder _ ->
          List.of();
    };
  }

  private List<Block> rightRole(RoleArn role) {
    return terraform
        ? hcl(TerraformFix.provider(role))
        : TryCommands.of(explanation, masking).stream()
            .<Block>flatMap(
                attempt ->
                    Stream.of(
                        new Block.Paragraph(FixSentence.rightRole()),
                        new Block.Code("bash", attempt.call())))
            .toList();
  }

  private List<Block> byHand() {
    return TryCommands.of(explanation, masking).stream()
        .<Block>flatMap(
            attempt ->
                Stream.of(
                    new Block.Paragraph(new AttemptSentence(explanation, attempt).inShort()),
                    new Block.Code("bash", attempt.call())))
        .toList();
  }

  private static List<Block> hcl(String configuration) {
    return List.of(
        new Block.Paragraph(FixSentence.callersTerraform()), new Block.Code("hcl", configuration));
  }
}
