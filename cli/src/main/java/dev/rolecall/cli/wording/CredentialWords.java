package dev.rolecall.cli.wording;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Whose credentials AWS is read with, why it cannot be, and the command that fixes it.
public final class CredentialWords {

  /// More profiles than this do not help.
  private static final int MOST_PROFILES = 20;

  private static final Pattern LINE = Pattern.compile("line ([0-9]+)");
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_@%+=:,./-]+");

  private CredentialWords() {}

  /// Who reads.
  ///
  /// @param arn whose the credentials are
  /// @param from where they are from; see [#ofProfile] and its like
  public static String readingAs(String arn, Object account, String from) {
    return "reading AWS as " + arn + " (account " + account + ", " + from + ")";
  }

  // ---- Where credentials are from

  public static String ofVariables() {
    return "AWS_ACCESS_KEY_ID";
  }

  public static String ofProfile(String name) {
    return "profile \"" + name + "\"";
  }

  public static String ofToken(String file) {
    return "web identity token " + file;
  }

  public static String ofTokenVariable() {
    return "AWS_WEB_IDENTITY_TOKEN_FILE";
  }

  public static String ofContainer() {
    return "container role";
  }

  public static String ofInstance() {
    return "instance role";
  }

  public static String regionOf(String profile) {
    return "region of " + ofProfile(profile);
  }

  // ---- Profiles

  /// A profile that does not exist.
  ///
  /// @param profiles those that exist
  public static String noProfile(String name, List<String> profiles) {
    return "no AWS profile named \"" + name + "\". " + those(profiles);
  }

  /// The same of AWS_PROFILE.
  public static String noProfileOfVariable(String name, List<String> profiles) {
    return "AWS_PROFILE: " + noProfile(name, profiles);
  }

  private static String those(List<String> profiles) {
    if (profiles.isEmpty()) {
      return "No profiles are configured: run 'aws configure sso' or 'aws configure'.";
    }
    int more = profiles.size() - MOST_PROFILES;
    return "Profiles: "
        + String.join(", ", profiles.subList(0, Math.min(profiles.size(), MOST_PROFILES)))
        + (more > 0 ? " and " + more + " more ('aws configure list-profiles' lists them)." : ".");
  }

  /// A profile with a region and nothing else.
  ///
  /// @param profiles those that exist
  public static String emptyProfile(String name, List<String> profiles) {
    return ofProfile(name)
        + " contains no credentials: run 'aws configure"
        + option(name)
        + "', or 'aws configure sso"
        + option(name)
        + "' for IAM Identity Center"
        + (profiles.size() > 1 ? ", or name another profile. " + those(profiles) : "");
  }

  public static String missingProperty(String profile, String property) {
    return ofProfile(profile)
        + " has no "
        + property
        + ": run 'aws configure set "
        + property
        + " VALUE"
        + option(profile)
        + "'";
  }

  /// A profile that builds on one that does not exist.
  public static String noSourceProfile(String profile, String source, List<String> profiles) {
    return "source_profile of " + ofProfile(profile) + ": " + noProfile(source, profiles);
  }

  public static String circularSource(String profile) {
    return "source_profile of "
        + ofProfile(profile)
        + " leads back to the profile itself: name a profile with credentials there";
  }

  public static String unknownSource(String profile, String source) {
    return "credential_source of "
        + ofProfile(profile)
        + " is \""
        + source
        + "\": use Environment, Ec2InstanceMetadata or EcsContainer";
  }

  public static String noVariables(String profile) {
    return ofProfile(profile)
        + " takes its credentials from the environment: set AWS_ACCESS_KEY_ID and"
        + " AWS_SECRET_ACCESS_KEY";
  }

  /// An IAM Identity Center session that is not configured.
  public static String noSession(String profile, String session) {
    return ofProfile(profile)
        + " uses sso_session \""
        + session
        + "\", and no [sso-session "
        + session
        + "] is configured: run 'aws configure sso-session'";
  }

  /// A file that AWS's tools cannot read either.
  ///
  /// @param problem names the line, perhaps
  public static String malformedFile(Path file, String problem) {
    Matcher line = LINE.matcher(problem);
    return file
        + (line.find() ? ", line " + line.group(1) : "")
        + ": this is not an AWS configuration file ([profile NAME] and lines such as region ="
        + " eu-west-1)";
  }

  /// An account without a profile.
  ///
  /// @param account the account that no profile is for
  public static String noProfileFor(Object account) {
    return "none of the given profiles is for account " + account;
  }

  public static String addProfileFor(Object account) {
    return "pass --profile with a profile for account " + account + ", or --reader-role";
  }

  public static String notAnEndpoint(String value) {
    return "AWS_ENDPOINT_URL: `" + value + "` is not an address, such as http://localhost:4566";
  }

  // ---- No credentials

  /// Nothing was found anywhere.
  ///
  /// @param profiles those that exist
  public static String none(List<String> profiles) {
    return "no AWS credentials found: "
        + (profiles.isEmpty()
            ? "run 'aws configure sso' or 'aws configure'"
            : "name a profile with --profile. " + those(profiles));
  }

  /// One of two variables that belong together.
  ///
  /// @param id whether it is the access key ID
  public static String halfOfVariables(boolean id) {
    String set = id ? ofVariables() : "AWS_SECRET_ACCESS_KEY";
    String missing = id ? "AWS_SECRET_ACCESS_KEY" : ofVariables();
    return set
        + " is set and "
        + missing
        + " is not: set both, or unset it and name a profile with --profile";
  }

  public static String noneInContainer() {
    return "the container's credentials endpoint (AWS_CONTAINER_CREDENTIALS_RELATIVE_URI or"
        + " AWS_CONTAINER_CREDENTIALS_FULL_URI) returned no credentials: check that the task or"
        + " pod has a role";
  }

  public static String noneOnInstance() {
    return "the EC2 instance metadata service (169.254.169.254) returned no credentials: run this"
        + " on an EC2 instance with a role, or name another profile with --profile";
  }

  public static String instancesOff() {
    return "the profile takes its credentials from the EC2 instance, and AWS_EC2_METADATA_DISABLED"
        + " is true: run 'unset AWS_EC2_METADATA_DISABLED'";
  }

  /// The token is in no file.
  ///
  /// @param where what names the file
  public static String noTokenFile(String file, String where) {
    return "cannot read the web identity token file "
        + file
        + " ("
        + where
        + "): write the token there, or name a profile with --profile";
  }

  public static String noRoleForToken() {
    return "AWS_WEB_IDENTITY_TOKEN_FILE is set and AWS_ROLE_ARN is not: set AWS_ROLE_ARN to the"
        + " role to assume with the token";
  }

  public static String tokenExpired(String file, String code) {
    return "the web identity token in "
        + file
        + " has expired ("
        + code
        + "): get a new token from its issuer";
  }

  public static String tokenDenied(String file, String role, String code) {
    return "AWS rejected the web identity token in "
        + file
        + " for role "
        + role
        + " ("
        + code
        + "): run 'rolecall check --token "
        + quoted(file)
        + " --role "
        + quoted(role)
        + "' with a snapshot or other credentials to see why";
  }

  /// A command of the user's own that prints credentials.
  ///
  /// @param said the end of its standard error
  public static String processFailed(String profile, Optional<String> said) {
    return "the credential_process of "
        + ofProfile(profile)
        + " returned no credentials"
        + said.map(line -> " (\"" + line + "\")").orElse("")
        + ": "
        + run(showProcess(profile))
        + " to see the command, and run that by itself";
  }

  /// A session that the AWS CLI does not have.
  ///
  /// @param sso of IAM Identity Center; else of the console's sign-in
  public static String signIn(String profile, boolean sso, String command) {
    return ofProfile(profile)
        + (sso ? " is not signed in to IAM Identity Center" : " is not signed in to AWS")
        + ", or the session has expired: "
        + run(command);
  }

  /// Signed in, but without access.
  public static String notAssigned(
      String profile, Optional<String> permissionSet, Optional<String> account) {
    return "IAM Identity Center does not give you "
        + permissionSet.map(name -> "permission set " + name).orElse("the permission set")
        + account.map(id -> " in account " + id).orElse("")
        + ": check sso_role_name and sso_account_id of "
        + ofProfile(profile)
        + ", or run 'aws configure sso"
        + option(profile)
        + "' to choose from what you have";
  }

  public static String enterMfaCode(String profile, Optional<String> said) {
    return ofProfile(profile)
        + " requires an MFA code"
        + said.map(line -> " (\"" + line + "\")").orElse("")
        + ": "
        + run(callerIdentity(profile))
        + ", which asks for the code and keeps the session, and then rolecall again";
  }

  public static String noCli(String profile, String command) {
    return ofProfile(profile)
        + " signs in with the AWS CLI, and there is no 'aws' on the PATH: install AWS CLI version"
        + " 2, then "
        + run(command);
  }

  public static String oldCli(String profile, String command) {
    return ofProfile(profile)
        + " signs in with AWS CLI version 2, and the 'aws' on the PATH is an older one: install"
        + " version 2, then "
        + run(command);
  }

  /// Any other failure of the AWS CLI.
  ///
  /// @param said the end of its standard error
  public static String cliFailed(String profile, String said, String command) {
    return "the AWS CLI returned no credentials for "
        + ofProfile(profile)
        + " (\""
        + said
        + "\"): "
        + run(command);
  }

  // ---- Credentials that AWS does not accept

  public static String expired(String from, String code, String fix) {
    return "the credentials have expired (" + from + ", " + code + "): " + fix;
  }

  public static String unknownKey(String from, String code, String region, String fix) {
    return "AWS does not know the access key ("
        + from
        + ", "
        + code
        + "): it was deleted or deactivated, or belongs to another partition than region "
        + region
        + "; "
        + fix;
  }

  /// Temporary credentials without their third part.
  public static String noSessionToken(String code) {
    return "AWS_ACCESS_KEY_ID contains temporary credentials (ASIA...) and AWS_SESSION_TOKEN is not"
        + " set ("
        + code
        + "): set all three variables";
  }

  public static String wrongSecret(String from, String code, String fix) {
    return "the secret access key does not belong to the access key ID ("
        + from
        + ", "
        + code
        + "): "
        + fix;
  }

  public static String wrongClock(String code) {
    return "this machine's clock differs from AWS's by more than 5 minutes ("
        + code
        + "): set it, for example with 'sudo timedatectl set-ntp true'";
  }

  public static String regionDisabled(String region) {
    return "STS is not enabled in region " + region + " for this account: use --region us-east-1";
  }

  /// AWS knows the credentials and denies the call.
  ///
  /// @param message AWS's own
  public static String denied(String from, String message) {
    return "AWS denied sts:GetCallerIdentity (" + from + "): " + message;
  }

  /// A role that a profile is to assume.
  ///
  /// @param base the profile that it is to be assumed with; empty when it is none
  /// @param message AWS's own
  public static String roleDenied(String profile, String role, String base, String message) {
    return ofProfile(profile)
        + " cannot assume its role "
        + role
        + ": "
        + run(
            "rolecall explain --live"
                + (base.isEmpty() ? "" : option(base))
                + " --message "
                + quoted(message))
        + " to see why";
  }

  // ---- What fixes it

  public static String run(String command) {
    return "run '" + command + "'";
  }

  public static String getNewToken() {
    return "get a new token from its issuer";
  }

  public static String checkAttachedRole() {
    return "check that the instance, task or pod has a role";
  }

  /// Tools such as saml2aws write temporary credentials into profiles.
  public static String writeAgain(String profile) {
    return "get new ones with the tool that writes them to " + ofProfile(profile);
  }

  public static String enterVaultAgain(String profile) {
    return "leave the aws-vault shell, then " + run("aws-vault exec " + quoted(profile));
  }

  public static String awsumeAgain(String profile) {
    return run("awsume --refresh " + quoted(profile));
  }

  public static String unsetFor(String profile) {
    return "get new ones, or "
        + run("unset AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY AWS_SESSION_TOKEN")
        + " to use "
        + ofProfile(profile)
        + " (AWS_PROFILE)";
  }

  public static String configureInWorkflow() {
    return "run the step aws-actions/configure-aws-credentials again before this one";
  }

  public static String replaceVariables(boolean session) {
    return "set new ones, or "
        + run(
            "unset AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY" + (session ? " AWS_SESSION_TOKEN" : ""))
        + " and name a profile with --profile";
  }

  public static String ssoLogin(String profile) {
    return "aws sso login" + option(profile);
  }

  public static String consoleLogin(String profile) {
    return "aws login" + option(profile);
  }

  public static String callerIdentity(String profile) {
    return "aws sts get-caller-identity" + option(profile);
  }

  public static String showProcess(String profile) {
    return "aws configure get credential_process" + option(profile);
  }

  public static String configure(String profile) {
    return "aws configure" + option(profile);
  }

  private static String option(String profile) {
    return " --profile " + quoted(profile);
  }

  /// As a word of a shell.
  private static String quoted(String word) {
    return PLAIN.matcher(word).matches()
        ? word
        : "\"" + word.replaceAll("[\\\\\"$`]", "\\\\$0") + "\"";
  }
}
