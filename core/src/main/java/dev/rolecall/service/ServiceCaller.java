package dev.rolecall.service;

import java.util.List;
import java.util.Optional;

/// What is known of one AWS service that assumes service roles.
///
/// @param principal the service principal: `ecs-tasks.amazonaws.com`; `REGION` stands for a region
/// @param names other names that people give the service
/// @param use what its roles are for
/// @param known how well the entry is known
/// @param source where it stands
/// @param keys the condition keys of the trust policy that its source shows; empty when no such
///   policy was found
/// @param sourceArn what it sends as `aws:SourceArn`; empty when nothing is known of that
/// @param externalId the form of the external ID that it sends; empty when none is known
/// @param needs actions that its calls need beside `sts:AssumeRole`
/// @param mayNeed actions that only some of its calls need
/// @param narrow the keys that AWS documents to limit the role by in place of `aws:SourceArn`
/// @param regional whether it also has a principal for each region
/// @param bothPrincipals whether the principal of its region and the one without a region both
///   match
/// @param china its principal in China, where that differs
/// @param insteadOf principals that trust policies name by mistake when this one was meant
/// @param notes sentences about mistakes that are made with it
public record ServiceCaller(
    String principal,
    List<String> names,
    String use,
    Known known,
    String source,
    Optional<List<String>> keys,
    Optional<SourceArn> sourceArn,
    Optional<String> externalId,
    List<String> needs,
    List<String> mayNeed,
    List<String> narrow,
    boolean regional,
    boolean bothPrincipals,
    Optional<String> china,
    List<String> insteadOf,
    List<String> notes) {

  public ServiceCaller {
    names = List.copyOf(names);
    notes = List.copyOf(notes);
    keys = keys.map(List::copyOf);
    needs = List.copyOf(needs);
    mayNeed = List.copyOf(mayNeed);
    narrow = List.copyOf(narrow);
    insteadOf = List.copyOf(insteadOf);
  }

  /// How well something is known.
  public enum Known {
    /// AWS says so.
    DOCUMENTED,
    /// It stands in source code, an issue or a recorded answer.
    SEEN,
    /// It is reported, without a source that shows it.
    TOLD
  }

  /// How much of what a service sends its forms describe.
  public enum Coverage {
    /// AWS says that it is always one of the forms.
    ALL,
    /// These forms are documented.
    DOCUMENTED_FORMS,
    /// The forms are examples: other resources of the service are sent, too.
    EXAMPLES
  }

  /// A form that never matches, and the smallest one that does.
  public record Instead(String of, String use) {}

  /// What a service sends as `aws:SourceArn`.
  ///
  /// @param forms ARNs in which words in capitals stand for values
  /// @param never forms that look right and that the service does not send
  /// @param says a clause about it, empty when the forms say enough
  public record SourceArn(
      List<String> forms,
      List<String> never,
      Optional<String> says,
      Known known,
      Coverage coverage,
      List<Instead> instead) {
    public SourceArn {
      forms = List.copyOf(forms);
      never = List.copyOf(never);
      instead = List.copyOf(instead);
    }

    /// Whether what the service sends can match `pattern`, as far as is known.
    public boolean canMatch(String pattern) {
      return conditionForms().stream()
              .map(form -> Placeholders.replace(form, _ -> "*"))
              .anyMatch(form -> PatternOverlap.ofArns(form, pattern))
          && !isWithinNever(pattern);
    }

    /// Whether AWS documents that the service sends nothing that matches `pattern`.
    public boolean isNeverSent(String pattern) {
      return known == Known.DOCUMENTED
          && !pattern.contains("${")
          && (isWithinNever(pattern) || (coverage == Coverage.ALL && !canMatch(pattern)));
    }

    /// What to write in place of a `pattern` that is never sent; empty when that is not documented.
    public Optional<String> correct(String pattern) {
      return instead.stream()
          .flatMap(it -> Placeholders.translate(pattern, it.of(), it.use()).stream())
          .findFirst();
    }

    /// The forms for a condition. Where the forms are only examples, it is any resource of the
    /// service.
    public List<String> conditionForms() {
      return coverage == Coverage.EXAMPLES
          ? forms.stream().map(SourceArn::ofAnyResource).distinct().toList()
          : forms;
    }

    private static String ofAnyResource(String form) {
      String[] parts = form.split(":", 6);
      parts[5] = "*";
      return String.join(":", parts);
    }

    /// Whether `pattern` asks for nothing but what the service does not send.
    private boolean isWithinNever(String pattern) {
      return never.stream()
          .map(form -> Placeholders.replace(form, _ -> "*"))
          .anyMatch(
              form -> PatternOverlap.ofArns(pattern, form) && kind(pattern).equals(kind(form)));
    }

    /// The type of the resource: `schedule` of `arn:aws:scheduler:*:*:schedule/nightly`.
    private static String kind(String arn) {
      String[] parts = arn.split(":", 6);
      return parts.length < 6 ? "" : parts[5].split("[:/]", 2)[0];
    }
  }

  /// Whether the external ID is part of the service's own settings; else the service makes it up.
  public boolean isExternalIdChosen() {
    return externalId.filter(form -> !form.startsWith("arn:")).isPresent();
  }
}
