package dev.rolecall.diagnosis.evaluation;

import dev.rolecall.denial.Caller;
import dev.rolecall.denial.Gap;

/// What a call needs beside AssumeRole if it brings tags or a source identity, where the record
/// does not tell.
public final class CompanionActions {

  private CompanionActions() {}

  /// Whether the call brought what `action` is needed for.
  public static Gap gap(String action, Caller caller) {
    boolean tags = action.equals("sts:TagSession");
    return switch (caller) {
      case Caller.WebIdentity _ ->
          new Gap(
              tags
                  ? "whether the token brings session tags"
                  : "whether the token brings a source identity",
              "CloudTrail does not record tokens",
              "decode the token and look for the claim `https://aws.amazon.com/"
                  + (tags ? "tags`" : "source_identity`"));
      case Caller.Saml _ ->
          new Gap(
              tags
                  ? "whether the assertion brings session tags"
                  : "whether the assertion brings a source identity",
              "CloudTrail does not record assertions",
              "decode the assertion and look for attributes"
                  + " `https://aws.amazon.com/SAML/Attributes/"
                  + (tags ? "PrincipalTag:...`" : "SourceIdentity`"));
      case Caller.RoleSession _,
          Caller.IamUser _,
          Caller.Root _,
          Caller.AwsService _,
          Caller.Unidentified _ ->
          new Gap(
              tags ? "whether session tags were passed" : "whether a source identity was passed",
              "the record holds no request parameters",
              tags
                  ? "look at the Tags that the client sends to STS"
                  : "look at the SourceIdentity that the client sends to STS");
    };
  }
}
