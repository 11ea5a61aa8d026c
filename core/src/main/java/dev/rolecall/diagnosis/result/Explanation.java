package dev.rolecall.diagnosis.result;

import dev.rolecall.denial.AccountId;
import dev.rolecall.denial.Denial;
import dev.rolecall.evidence.Change;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// All there is to say about one denial.
///
/// @param callerPrincipal the ARN of the caller's role or user with its path; empty when unknown
/// @param changes recent changes, newest first
/// @param fixes what to change, all of them together; empty when nothing that may be offered would
///   let the call pass
/// @param suggestions existing roles that were perhaps meant
/// @param candidates roles that the call may have been for
/// @param roleTags of the role, where it could be read; they come from its account
/// @param setup what is wrong with how the caller is set up, where that is to be looked at before
///   any policy
/// @param outOfReach causes that no request of this caller can remove, whatever it sends: the
///   policy has to change
/// @param undated whether the answer rests on policies of which nothing tells when they were saved,
///   so that they are taken to be those of the denial
/// @param accountNames what the organization calls the accounts of caller and role, where it has
///   them
/// @param dependsOn condition keys, in lower case, in the statements about such calls of all
///   policies that were read: calls that differ in other keys have the same explanation
public record Explanation(
    Denial denial,
    Optional<String> callerPrincipal,
    Diagnosis diagnosis,
    List<ChecklistStep> checklist,
    List<Change> changes,
    List<Fix> fixes,
    List<RoleSuggestion> suggestions,
    List<CandidateRole> candidates,
    Optional<CallerSetup> setup,
    List<Cause> outOfReach,
    Map<String, String> roleTags,
    boolean undated,
    Map<AccountId, String> accountNames,
    Set<String> dependsOn) {

  public Explanation {
    checklist = List.copyOf(checklist);
    changes = List.copyOf(changes);
    fixes = List.copyOf(fixes);
    suggestions = List.copyOf(suggestions);
    candidates = List.copyOf(candidates);
    outOfReach = List.copyOf(outOfReach);
    roleTags = Map.copyOf(roleTags);
    accountNames = Map.copyOf(accountNames);
    dependsOn = Set.copyOf(dependsOn);
  }

  /// One that depends on no condition key.
  public Explanation(
      Denial denial,
      Optional<String> callerPrincipal,
      Diagnosis diagnosis,
      List<ChecklistStep> checklist,
      List<Change> changes,
      List<Fix> fixes,
      List<RoleSuggestion> suggestions,
      List<CandidateRole> candidates,
      Optional<CallerSetup> setup,
      List<Cause> outOfReach,
      Map<String, String> roleTags,
      boolean undated,
      Map<AccountId, String> accountNames) {
    this(
        denial,
        callerPrincipal,
        diagnosis,
        checklist,
        changes,
        fixes,
        suggestions,
        candidates,
        setup,
        outOfReach,
        roleTags,
        undated,
        accountNames,
        Set.of());
  }

  /// The same, for where no change can be written.
  public Explanation withoutFixes() {
    return with(diagnosis, List.of());
  }

  /// The same, for where what it rests on is probably what counts, and not certainly.
  public Explanation atMostLikely() {
    return with(diagnosis.atMostLikely(), fixes);
  }

  private Explanation with(Diagnosis other, List<Fix> offered) {
    return new Explanation(
        denial,
        callerPrincipal,
        other,
        checklist,
        changes,
        offered,
        suggestions,
        candidates,
        setup,
        outOfReach,
        roleTags,
        undated,
        accountNames,
        dependsOn);
  }
}
