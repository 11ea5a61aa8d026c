package dev.rolecall.iam.policy;

import dev.rolecall.denial.DocumentationGap;
import dev.rolecall.denial.Gap;
import dev.rolecall.denial.GapFact;
import dev.rolecall.denial.RequestContext;
import dev.rolecall.iam.condition.ArnPattern;
import dev.rolecall.iam.condition.Glob;
import dev.rolecall.iam.condition.PolicyText;
import dev.rolecall.iam.condition.Truth;
import java.util.List;

/// A `Resource` or `NotResource` element.
///
/// @param negated `NotResource`
public record ResourceElement(boolean negated, List<PolicyText> texts) {

  public ResourceElement {
    texts = List.copyOf(texts);
  }

  /// The patterns as the policy has them.
  public List<String> patterns() {
    return texts.stream().map(PolicyText::source).toList();
  }

  /// Whether the element covers `resource`.
  public Truth covers(String resource, RequestContext context) {
    Truth any = Truth.any(texts, pattern -> covers(pattern, resource, context));
    return negated ? any.not() : any;
  }

  /// Variables may stand in the last part of an ARN only. Where one stands before, it is not
  /// documented that it is replaced.
  private static Truth covers(PolicyText pattern, String resource, RequestContext context) {
    Truth filled = pattern.test(context, text -> covers(text, resource));
    return pattern.hasVariableBeforeColon(ArnPattern.PARTS - 1)
        ? Truth.agreed(Truth.FALSE, filled, EARLY_VARIABLE)
        : filled;
  }

  private static final Gap EARLY_VARIABLE = DocumentationGap.EARLY_VARIABLE.gap();

  private static final String EVERYTHING = String.valueOf(Glob.STAR);

  /// A pattern is matched part by part, missing parts being wildcards. Where a match of the whole
  /// text says otherwise, the documentation does not settle which of the two IAM does. [Resource
  /// element](https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html)
  private static Truth covers(String pattern, String resource) {
    if (pattern.equals(EVERYTHING) || pattern.equals(resource)) {
      return Truth.TRUE;
    }
    boolean byParts = ArnPattern.matches(ArnPattern.completed(pattern), resource);
    if (byParts == Glob.matches(pattern, resource)) {
      return Truth.of(byParts);
    }
    return Truth.unknown(
        new Gap(
            new GapFact.ResourcePattern(pattern.replace(Glob.STAR, '*')),
            DocumentationGap.WIDE_WILDCARD,
            DocumentationGap.WIDE_WILDCARD));
  }
}
