package dev.rolecall.diagnosis.mismatch;

import dev.rolecall.denial.AccountId;
import dev.rolecall.denial.Denial;
import dev.rolecall.denial.RoleArn;
import dev.rolecall.denial.RoleSessionArn;
import dev.rolecall.denial.TargetRole;
import dev.rolecall.diagnosis.result.NearMiss.Kind;
import dev.rolecall.diagnosis.result.RoleSuggestion;
import dev.rolecall.evidence.RoleFacts;
import dev.rolecall.evidence.Roles;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The role that was meant by a text that is not the ARN of a role: a session's ARN, a user's, one
/// with a slip in it.
public final class IntendedRole {

  private static final Pattern PARTITION = Pattern.compile("\\b(aws(?:-[a-z]+)*):");
  private static final Pattern ACCOUNT = Pattern.compile("(?<!\\d)\\d{12}(?!\\d)");
  private static final Pattern PATH = Pattern.compile("\\broles?(/(?:[^/]+/)+)[^/]+$");
  private static final Pattern NAME = Pattern.compile("[\\w+=,.@-]{1,64}");

  private IntendedRole() {}

  /// The role, with its path where its account was read; empty when the text names none.
  public static Optional<RoleSuggestion> of(Denial denial, Roles roles) {
    return denial.target() instanceof TargetRole.Unreadable(String text, var source)
            && source != TargetRole.Unreadable.Source.CUT_SENTENCE
        ? meant(text.strip(), denial)
            .map(
                role ->
                    new RoleSuggestion(
                        existing(role, roles),
                        text.contains("assumed-role/") ? Kind.NAMES_SESSION : Kind.NOT_A_ROLE_ARN))
        : Optional.empty();
  }

  private static Optional<RoleArn> meant(String text, Denial denial) {
    return RoleSessionArn.parse(text)
        .map(arn -> new RoleArn(arn.partition(), arn.account(), "/", arn.roleName()))
        .or(() -> slip(text, denial));
  }

  /// The last part is the name; the account stands in the text or is the caller's.
  private static Optional<RoleArn> slip(String text, Denial denial) {
    String name = text.substring(Math.max(text.lastIndexOf('/'), text.lastIndexOf(':')) + 1);
    Matcher digits = ACCOUNT.matcher(text);
    Optional<AccountId> account =
        digits.find() ? AccountId.parse(digits.group()) : denial.caller().account();
    boolean named =
        NAME.matcher(name).matches() && !name.equals("root") && !ACCOUNT.matcher(name).matches();
    Matcher partition = PARTITION.matcher(text);
    String in = partition.find() ? partition.group(1) : denial.partition();
    Matcher path = PATH.matcher(text);
    String under = path.find() ? path.group(1) : "/";
    return account.filter(_ -> named).map(id -> new RoleArn(in, id, under, name));
  }

  private static RoleArn existing(RoleArn role, Roles roles) {
    return roles.rolesOf(role.account()).found().stream()
        .flatMap(List::stream)
        .map(RoleFacts::arn)
        .filter(arn -> arn.name().equals(role.name()))
        .findFirst()
        .orElse(role);
  }
}
