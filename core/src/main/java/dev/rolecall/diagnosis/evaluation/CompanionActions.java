package dev.rolecall.diagnosis.evaluation;

import dev.rolecall.denial.Caller;
import dev.rolecall.denial.Caller.AwsService;
import dev.rolecall.denial.Caller.IamUser;
import dev.rolecall.denial.Caller.RoleSession;
import dev.rolecall.denial.Caller.Root;
import dev.rolecall.denial.Caller.Saml;
import dev.rolecall.denial.Caller.Unidentified;
import dev.rolecall.denial.Caller.WebIdentity;
import dev.rolecall.denial.Denial;
import dev.rolecall.denial.Gap;
import dev.rolecall.denial.Passed;
import dev.rolecall.denial.RecordGap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What a call needs beside AssumeRole if it brings tags or a source identity.
public final class CompanionActions {

  public static final String TAG_SESSION = "sts:TagSession";
  public static final String SET_SOURCE_IDENTITY = "sts:SetSourceIdentity";

  private CompanionActions() {}

  /// All actions of a call, its own first, and whether it needs them.
  static Map<String, Passed> of(Denial denial) {
    Map<String, Passed> all = new LinkedHashMap<>();
    all.put(denial.call().action(), Passed.YES);
    all.put(TAG_SESSION, denial.sessionTags());
    all.put(SET_SOURCE_IDENTITY, denial.sourceIdentity());
    return all;
  }

  /// The actions that a call is known to need, its own first.
  public static List<String> needed(Denial denial) {
    Map<String, Passed> needed = of(denial);
    needed.values().removeIf(it -> it != Passed.YES);
    return List.copyOf(needed.keySet());
  }

  /// Whether a condition key is about session tags that a call passes.
  public static boolean isOfTags(String lowerCaseKey) {
    return lowerCaseKey.startsWith("aws:requesttag/")
        || lowerCaseKey.equals("aws:tagkeys")
        || lowerCaseKey.equals("sts:transitivetagkeys");
  }

  /// Whether the call brought what `action` is needed for, where the record does not show it.
  public static Gap gap(String action, Caller caller) {
    boolean tags = action.equals(TAG_SESSION);
    RecordGap gap =
        switch (caller) {
          case WebIdentity _ ->
              tags ? RecordGap.ANY_TAGS_IN_TOKEN : RecordGap.ANY_SOURCE_IDENTITY_IN_TOKEN;
          case Saml _ ->
              tags ? RecordGap.ANY_TAGS_IN_ASSERTION : RecordGap.ANY_SOURCE_IDENTITY_IN_ASSERTION;
          case RoleSession _, IamUser _, Root _, AwsService _, Unidentified _ ->
              tags ? RecordGap.ANY_TAGS_IN_CALL : RecordGap.ANY_SOURCE_IDENTITY_IN_CALL;
        };
    return gap.gap();
  }
}
