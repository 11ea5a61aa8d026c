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

  /// Whether the call brought what `action` is needed for, where the record does not tell.
  public static Gap gap(String action, Caller caller) {
    boolean tags = action.equals(TAG_SESSION);
    String what = tags ? "session tags" : "a source identity";
    return switch (caller) {
      case WebIdentity _ ->
          new Gap(
              "whether the token brings " + what,
              "CloudTrail does not record tokens",
              "decode the token and look for the claim `https://aws.amazon.com/"
                  + (tags ? "tags`" : "source_identity`"));
      case Saml _ ->
          new Gap(
              "whether the assertion brings " + what,
              "CloudTrail does not record assertions",
              "decode the assertion and look for attributes"
                  + " `https://aws.amazon.com/SAML/Attributes/"
                  + (tags ? "PrincipalTag:...`" : "SourceIdentity`"));
      case RoleSession _, IamUser _, Root _, AwsService _, Unidentified _ ->
          new Gap(
              "whether " + what + (tags ? " were passed" : " was passed"),
              "the record holds no request parameters",
              "look at the "
                  + (tags ? "Tags" : "SourceIdentity")
                  + " that the client sends to STS");
    };
  }
}
