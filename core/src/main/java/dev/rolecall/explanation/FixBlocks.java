package dev.rolecall.explanation;

import static dev.rolecall.explanation.document.RichSentence.say;
import static dev.rolecall.explanation.document.RichSentence.words;

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
///
/// @param documents how external IDs in policy documents are shown
record FixBlocks(Explanation explanation, Fix fix, Masking masking, Masking documents) {

  List<Block> blocks(boolean terraform) {
    List<Block> blocks = new ArrayList<>();
    blocks.add(new Block.Paragraph(what()));
    blocks.addAll(Block.bullets(musts()));
    Optional<PolicyDocument> after = fix.after().map(text -> PolicyDocument.of(text, documents));
    after.flatMap(this::document).ifPresent(blocks::add);
    effect().map(Block.Paragraph::new).ifPresent(blocks::add);
    after.stream()
        .flatMap(document -> ChangeCommands.of(fix, document).stream())
        .map(Instruction::blocks)
        .forEach(blocks::addAll);
    if (terraform) {
      TerraformFix.of(explanation, fix, masking)
          .ifPresent(
              configuration -> {
                blocks.add(new Block.Paragraph("The same in Terraform:"));
                blocks.add(new Block.Code("hcl", configuration));
              });
    }
    return blocks;
  }

  private RichSentence what() {
    String account = fix.account().map(id -> "In account " + id + ", ").orElse("");
    return switch (fix.place()) {
      case TRUST_POLICY ->
          say(account + "change the trust policy of role {}:", fix.target()).capital();
      case ROLE_POLICY -> inlinePolicy(account, "role");
      case USER_POLICY -> inlinePolicy(account, "user");
      case PERMISSION_SET ->
          say(
              "In IAM Identity Center, add this statement to the inline policy of permission set {}"
                  + " (its role {} cannot be changed itself):",
              ChangeCommands.permissionSetName(fix.target()),
              fix.target());
      case REQUEST -> words("Whoever runs the caller: the call has to meet this:");
    };
  }

  private RichSentence inlinePolicy(String account, String kind) {
    String policy = fix.policyName().orElse("assume-role");
    return (fix.before().isPresent()
            ? say(account + "change the inline policy {} of " + kind + " {}:", policy, fix.target())
            : say(account + "give " + kind + " {} the inline policy {}.", fix.target(), policy))
        .capital();
  }

  private List<RichSentence> musts() {
    DemandSentence sentence = new DemandSentence(new ConditionSentence(masking));
    return fix.requestMust().stream().map(sentence::item).toList();
  }

  /// A new inline policy is shown by its commands already.
  private Optional<Block> document(PolicyDocument after) {
    Optional<Block> difference =
        fix.before()
            .map(text -> PolicyDocument.of(text, documents).pretty())
            .map(before -> LineDiff.between(before, after.pretty()));
    return fix.place() == Fix.Place.PERMISSION_SET
        ? difference.or(() -> Optional.of(new Block.Code("json", after.pretty())))
        : difference;
  }

  /// Who gets in, and with the last change, what judging the call again says.
  private Optional<RichSentence> effect() {
    Optional<RichSentence> admits = new AdmitsSentence(explanation, fix).sentence();
    if (!fix.equals(explanation.fixes().getLast())) {
      return admits;
    }
    RichSentence judged =
        words(
            "The call, judged again with "
                + (explanation.fixes().size() == 1 ? "this change" : "all changes")
                + switch (fix.result()) {
                  case ALLOWED -> ", is allowed.";
                  case ALLOWED_IF -> ", is allowed, if what is still open (below) turns out well.";
                });
    return Optional.of(say("{}{}", admits.map(who -> who.then(" ")), judged));
  }
}
