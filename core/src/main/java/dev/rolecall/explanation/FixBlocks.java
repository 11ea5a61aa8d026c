package dev.rolecall.explanation;

import dev.rolecall.diagnosis.result.Explanation;
import dev.rolecall.diagnosis.result.Fix;
import dev.rolecall.explanation.command.ChangeCommands;
import dev.rolecall.explanation.diff.LineDiff;
import dev.rolecall.explanation.document.Block;
import dev.rolecall.explanation.document.Instruction;
import dev.rolecall.explanation.document.RichSentence;
import dev.rolecall.explanation.redaction.Masking;
import dev.rolecall.explanation.redaction.PolicyDocument;
import dev.rolecall.explanation.terraform.TerraformFix;
import dev.rolecall.explanation.wording.AdmitsSentence;
import dev.rolecall.explanation.wording.ConditionSentence;
import dev.rolecall.explanation.wording.DemandSentence;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// One change: what, where, by whom, with commands and, where asked for, Terraform's configuration.
final class FixBlocks {

  private final Explanation explanation;
  private final Fix fix;
  private final Masking masking;
  private final Masking documents;

  /// @param documents how external ids in policy documents are shown
  FixBlocks(Explanation explanation, Fix fix, Masking masking, Masking documents) {
    this.explanation = explanation;
    this.fix = fix;
    this.masking = masking;
    this.documents = documents;
  }

  List<Block> blocks(boolean terraform) {
    List<Block> blocks = new ArrayList<>();
    blocks.add(new Block.Paragraph(what()));
    if (!fix.requestMust().isEmpty()) {
      blocks.add(new Block.Bullets(musts()));
    }
    Optional<PolicyDocument> after = fix.after().map(text -> PolicyDocument.of(text, documents));
    after.ifPresent(document -> document(blocks, document));
    effect().map(Block.Paragraph::new).ifPresent(blocks::add);
    after.ifPresent(document -> commands(blocks, document));
    if (terraform) {
      TerraformFix.of(explanation, fix, masking)
          .ifPresent(
              configuration -> {
                blocks.add(new Block.Paragraph(RichSentence.words("The same in Terraform:")));
                blocks.add(new Block.Code("hcl", configuration));
              });
    }
    return blocks;
  }

  private RichSentence what() {
    String account = fix.account().map(id -> "In account " + id + ", ").orElse("");
    return switch (fix.place()) {
      case TRUST_POLICY ->
          RichSentence.say(account + "change the trust policy of role {}:", fix.target()).capital();
      case ROLE_POLICY -> inlinePolicy(account, "role");
      case USER_POLICY -> inlinePolicy(account, "user");
      case PERMISSION_SET ->
          RichSentence.say(
              "In IAM Identity Center, add this statement to the inline policy of permission set {}"
                  + " (its role {} cannot be changed itself):",
              ChangeCommands.permissionSetName(fix.target()),
              fix.target());
      case REQUEST -> RichSentence.words("Whoever runs the caller: the call has to meet this:");
    };
  }

  private RichSentence inlinePolicy(String account, String kind) {
    String policy = fix.policyName().orElse("assume-role");
    return (fix.before().isPresent()
            ? RichSentence.say(
                account + "change the inline policy {} of " + kind + " {}:", policy, fix.target())
            : RichSentence.say(
                account + "give " + kind + " {} the inline policy {}.", fix.target(), policy))
        .capital();
  }

  private List<RichSentence> musts() {
    DemandSentence sentence = new DemandSentence(new ConditionSentence(masking));
    return fix.requestMust().stream().map(sentence::item).toList();
  }

  /// A new inline policy is shown by its commands already.
  private void document(List<Block> blocks, PolicyDocument after) {
    if (fix.before().isPresent()) {
      PolicyDocument before = PolicyDocument.of(fix.before().get(), documents);
      blocks.add(LineDiff.between(before.pretty(), after.pretty()));
    } else if (fix.place() == Fix.Place.PERMISSION_SET) {
      blocks.add(new Block.Code("json", after.pretty()));
    }
  }

  /// Who gets in, and with the last change, what judging the call again says.
  private Optional<RichSentence> effect() {
    Optional<RichSentence> admits = new AdmitsSentence(explanation, fix).sentence();
    if (!fix.equals(explanation.fixes().getLast())) {
      return admits;
    }
    RichSentence judged =
        RichSentence.words(
            "The call, judged again with "
                + (explanation.fixes().size() == 1 ? "this change" : "all changes")
                + switch (fix.result()) {
                  case ALLOWED -> ", is allowed.";
                  case ALLOWED_IF -> ", is allowed, if what is still open (below) turns out well.";
                });
    return Optional.of(admits.map(who -> who.then(" ").then(judged)).orElse(judged));
  }

  private void commands(List<Block> blocks, PolicyDocument after) {
    for (Instruction instruction : ChangeCommands.of(fix, after)) {
      instruction.note().ifPresent(note -> blocks.add(new Block.Paragraph(note)));
      blocks.add(new Block.Code("bash", String.join("\n", instruction.commands())));
    }
  }
}
