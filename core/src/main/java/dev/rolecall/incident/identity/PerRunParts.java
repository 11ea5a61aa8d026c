package dev.rolecall.incident.identity;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.StringTokenizer;
import java.util.regex.Pattern;

/// The parts of a name that are new in every run: numbers, times, commits, UUIDs. `*` takes their
/// place.
///
/// | name | what stays |
/// |---|---|
/// | `botocore-session-1715782` | `botocore-session-*` |
/// | `deploy-2026-11-03T02-00-00Z` | `deploy-*` |
/// | `build-142`, `142` | `build-*`, `*` |
/// | `job1`, `GitHubActions`, `jane@example.com` | the name |
/// | `i-0abc1234def567890`, `sync-111122223333` | the name: an instance and an account last |
public final class PerRunParts {

  private static final String ANY = "*";

  private static final String UUID =
      "[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}";

  private static final String TIME =
      "(?<!\\d)20\\d{2}-?[01]\\d-?[0-3]\\d(?:[T_"
          + " -]?\\d{2}[:.-]?\\d{2}(?:[:.-]?\\d{2}(?:\\.\\d+)?)?Z?)?(?!\\d)";

  private static final String ACCOUNT = "(?!\\d{12}(?!\\d))";

  private static final Pattern IN_SESSION =
      Pattern.compile(
          UUID
              + "|"
              + TIME
              // a ULID
              + "|(?<![0-9A-Za-z])[0-7][0-9A-HJKMNP-TV-Z]{25}(?![0-9A-Za-z])"
              // a commit, or the ID of a task
              + "|(?<![0-9A-Za-z])"
              + ACCOUNT
              + "(?=[a-f]*\\d)[0-9a-f]{7,}(?![0-9A-Za-z])"
              + "|(?<!\\d)"
              + ACCOUNT
              + "\\d{5,}"
              + "|(?<![0-9A-Za-z])"
              + ACCOUNT
              + "\\d+(?![0-9A-Za-z])");

  private static final Pattern INSTANCE = Pattern.compile("m?i-[0-9a-f]{8,17}");

  private static final Pattern WHOLE =
      Pattern.compile(
          UUID
              + "|"
              + TIME
              + "|[0-9a-f]{40}|[0-9a-f]{64}|[0-7][0-9A-HJKMNP-TV-Z]{25}|"
              + ACCOUNT
              + "\\d{7,}");

  private static final String SEPARATORS = ":/|";

  /// What stands behind one of these changes with every run, whatever it looks like.
  private static final Set<String> OF_RUN =
      Set.of(
          "attempt",
          "build",
          "build_id",
          "build_number",
          "commit",
          "commit_sha",
          "container_id",
          "execution",
          "execution_id",
          "invocation",
          "invocation_id",
          "job_id",
          "pipeline_id",
          "pod",
          "request_id",
          "run",
          "run_attempt",
          "run_id",
          "run_number",
          "sandbox",
          "sha",
          "task_id",
          "trace_id");

  /// What stands behind one of these stays, even where it is a number or a UUID.
  private static final Set<String> OF_OWNER =
      Set.of(
          "account",
          "account_id",
          "app",
          "app_id",
          "application",
          "application_id",
          "client",
          "client_id",
          "cluster",
          "cluster_id",
          "environment",
          "group",
          "group_id",
          "namespace",
          "namespace_id",
          "oid",
          "org",
          "org_id",
          "organization",
          "organization_id",
          "owner",
          "owner_id",
          "pipeline",
          "pool",
          "principal",
          "project",
          "project_id",
          "repo",
          "repository",
          "repository_id",
          "service",
          "space",
          "space_id",
          "sub",
          "subject",
          "team",
          "team_id",
          "tenant",
          "tenant_id",
          "user",
          "user_id",
          "workspace",
          "workspace_id");

  private PerRunParts() {}

  /// The name of a session without them.
  public static String ofSession(String name) {
    return INSTANCE.matcher(name).matches() ? name : IN_SESSION.matcher(name).replaceAll(ANY);
  }

  /// The subject of a token whose provider is not known. Only what is sure to be new in every run
  /// goes: a UUID, a long number, a commit or a time as a whole part, unless the part before it
  /// says that it is an owner's; and whatever follows a word such as `run_id`. A subject of which
  /// nothing else would be left stays as it is.
  static String ofSubject(String subject) {
    StringBuilder stable = new StringBuilder();
    String label = "";
    int named = 0;
    boolean any = false;
    for (String part : parts(subject)) {
      boolean separator = part.length() == 1 && SEPARATORS.contains(part);
      if (separator) {
        stable.append(part);
        continue;
      }
      boolean everyRun =
          OF_RUN.contains(label) || (WHOLE.matcher(part).matches() && !OF_OWNER.contains(label));
      stable.append(everyRun ? ANY : part);
      named += everyRun ? -1 : 1;
      any |= everyRun;
      label = everyRun ? "" : part.toLowerCase(Locale.ROOT);
    }
    return any && named > 0 ? stable.toString() : subject;
  }

  private static List<String> parts(String subject) {
    StringTokenizer tokens = new StringTokenizer(subject, SEPARATORS, true);
    List<String> parts = new ArrayList<>();
    while (tokens.hasMoreTokens()) {
      parts.add(tokens.nextToken());
    }
    return parts;
  }
}
