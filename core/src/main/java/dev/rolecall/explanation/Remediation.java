package dev.rolecall.explanation;

import dev.rolecall.denial.RoleArn;
import dev.rolecall.diagnosis.result.CauseCode;
import dev.rolecall.diagnosis.result.Explanation;
import dev.rolecall.diagnosis.result.Fix;
import dev.rolecall.explanation.command.TryCommands;
import dev.rolecall.explanation.document.Block;
import dev.rolecall.explanation.redaction.Masking;
import dev.rolecall.explanation.terraform.TerraformFix;
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
///
/// @param documents how external IDs in policy documents are shown
/// @param terraform whether changes are shown in Terraform's language
record Remediation(
    Explanation explanation,
    CauseSentence causes,
    Masking masking,
    Masking documents,
    boolean terraform) {

  /// Everything: the changes, the same in other forms, and what was not checked.
  List<Block> blocks() {
    List<Block> blocks = new ArrayList<>(changes());
    explanation.fixes().forEach(fix -> blocks.addAll(of(fix).forms()));
    blocks.addAll(new NotChecked(explanation).blocks());
    return blocks;
  }

  /// What to do, each change in one form.
  List<Block> changes() {
    OtherRoles roles = new OtherRoles(explanation, causes);
    List<Block> blocks = new ArrayList<>();
    blocks.addAll(Block.bullets(new NextSteps(explanation, causes).others()));
    int number = explanation.fixes().size();
    if (number > 1) {
      blocks.add(new Block.Paragraph(FixSentence.several(number)));
    }
    explanation.fixes().forEach(fix -> blocks.addAll(of(fix).blocks()));
    blocks.addAll(roles.similar());
    blocks.addAll(rightRole());
    blocks.addAll(roles.trusting());
    return blocks;
  }

  private FixBlocks of(Fix fix) {
    return new FixBlocks(explanation, fix, masking, documents, terraform);
  }

  /// The call for the right role in place of one that does not exist.
  private List<Block> rightRole() {
    return TryCommands.meant(explanation).stream()
        .filter(_ -> explanation.diagnosis().cause().code() == CauseCode.ROLE_NOT_FOUND)
        .flatMap(this::rightRole)
        .toList();
  }

  private Stream<Block> rightRole(RoleArn role) {
    Optional<Block> code =
        terraform
            ? Optional.of(new Block.Code("hcl", TerraformFix.provider(role)))
            : TryCommands.of(explanation, masking)
                .map(attempt -> new Block.Code("bash", attempt.call()));
    return code.stream()
        .flatMap(block -> Stream.of(new Block.Paragraph(FixSentence.rightRole(terraform)), block));
  }
}
