package dev.rolecall.service;

import java.util.List;
import java.util.Optional;

/// What is known of one AWS service that assumes service roles.
///
/// @param principal the service principal: `ecs-tasks.amazonaws.com`; `REGION` stands for a region
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
/// @param insteadOf principals that trust policies name by mistake when this one was meant
public record ServiceCaller(
    String principal,
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
    List<String> insteadOf) {

  public ServiceCaller {
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

  /// What a service sends as `aws:SourceArn`.
  ///
  /// @param forms ARNs in which words in capitals stand for values
  /// @param never forms that look right and that the service does not send
  /// @param says a clause about it, empty when the forms say enough
  public record SourceArn(
      List<String> forms, List<String> never, Optional<String> says, Known known) {
    public SourceArn {
      forms = List.copyOf(forms);
      never = List.copyOf(never);
    }

    /// Whether what the service sends can match `pattern`, as far as is known.
    public boolean canMatch(String pattern) {
      return forms.stream()
              .map(SourceArn::glob)
              .anyMatch(form -> PatternOverlap.ofArns(form, pattern))
          && never.stream().map(SourceArn::glob).noneMatch(form -> isWithin(pattern, form));
    }

    /// Words in capitals stand for any value.
    private static String glob(String form) {
      return Placeholders.replace(form, _ -> "*");
    }

    /// Whether `pattern` asks for nothing but what `form` describes: its literal start does.
    private static boolean isWithin(String pattern, String form) {
      return PatternOverlap.ofArns(pattern, form) && kind(pattern).equals(kind(form));
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
