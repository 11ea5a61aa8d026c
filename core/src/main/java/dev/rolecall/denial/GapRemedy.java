package dev.rolecall.denial;

import java.time.Instant;
import java.util.Optional;

/// What settles a gap.
public sealed interface GapRemedy
    permits RecordGap,
        DocumentationGap,
        GapRemedy.Step,
        GapRemedy.Command,
        GapRemedy.ListAllControlPolicies,
        GapRemedy.FindCall,
        GapRemedy.ReadEvaluation,
        GapRemedy.Allow,
        GapRemedy.DeployReader,
        GapRemedy.GiveCaller,
        GapRemedy.TrustByName,
        GapRemedy.Stated {

  /// Steps that need no further detail.
  enum Step implements GapRemedy {
    LOOK_AT_CLIENT,
    LOOK_AT_CLIENT_ROLE,
    GIVE_ROLE,
    GIVE_RECORD,
    LOOK_AT_SERVICE,
    DECODE_TOKEN,
    FIND_START_OF_SESSION,
    FIND_CALLER,
    FIND_DELETION_OF_CALLER,
    FIND_CHANGE,
    FIND_ORGANIZATION,
    FIND_ENDPOINT,
    CORRECT_CONDITION,
    SIGN_IN,
    TRY_LATER,
    TRY_AGAIN,
    NOTHING
  }

  /// A command of the AWS CLI that shows it.
  sealed interface Command extends GapRemedy {

    /// Reads a whole account.
    record ReadAccount(AccountId account) implements Command {}

    /// Lists the roles of the account.
    record ListRoles() implements Command {}

    /// Reads the policies of all groups of an account; a group by itself shows its members only.
    record ReadGroups() implements Command {}

    /// Reads something of a role, user or group.
    ///
    /// @param type `role`, `user` or `group`
    record Read(Part part, String type, String name) implements Command {

      /// What is read.
      public enum Part {
        WHOLE,
        ID,
        BOUNDARY,
        TAGS,
        INLINE_POLICIES,
        ATTACHED_POLICIES,
        GROUPS
      }
    }

    /// Reads an inline policy.
    ///
    /// @param type `role`, `user` or `group`
    record ReadInline(String type, String name, String policy) implements Command {}

    /// Reads the version of a managed policy that is in force.
    record ReadManaged(String arn) implements Command {}

    /// Reads the place of an account.
    record ReadPlace(AccountId account) implements Command {}

    /// Reads the organization of the account.
    record ReadOrganization() implements Command {}

    /// Lists the SCPs or RCPs of a root, an organizational unit or an account.
    record ListControlPolicies(String target, PolicyType type) implements Command {}

    /// Lists the changes of a role.
    record ListChanges(RoleArn role) implements Command {}

    /// Reads the policies of VPC endpoints for STS.
    ///
    /// @param id empty for all of the region
    record ReadEndpoints(String region, Optional<String> id) implements Command {}
  }

  /// Lists the SCPs or RCPs that bind an account: of itself and of all that is above it.
  record ListAllControlPolicies(AccountId account, PolicyType type) implements GapRemedy {}

  /// Reads AWS's own evaluation of the denied call, which AWS keeps for a day.
  ///
  /// @param region of the denial
  /// @param id the denial's authorization ID
  record ReadEvaluation(String region, String id) implements GapRemedy {}

  /// Lets the credentials that are used make a call.
  ///
  /// @param explain whether a denial is to be explained again after that
  record Allow(String action, AccountId account, boolean explain) implements GapRemedy {}

  /// Finds the record of a call, and explains that.
  ///
  /// @param region of the record
  /// @param account whose trail has it; empty when that is not known
  /// @param time when a log tells of the call, soon after it was made
  record FindCall(
      AssumeCall call, String region, Optional<AccountId> account, Optional<Instant> time)
      implements GapRemedy {}

  /// Gives an account the role through which it is read.
  ///
  /// @param configure whether Rolecall does not know the role yet
  record DeployReader(AccountId account, boolean configure) implements GapRemedy {}

  /// Names the caller to the command line.
  record GiveCaller(String arn) implements GapRemedy {}

  /// Names the provider or service in the trust policy as it is recorded.
  record TrustByName(String recorded) implements GapRemedy {}

  /// In the words of the tool that found the gap.
  record Stated(String words) implements GapRemedy {}
}
