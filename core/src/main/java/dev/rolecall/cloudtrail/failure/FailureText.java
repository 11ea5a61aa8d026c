package dev.rolecall.cloudtrail.failure;

import dev.rolecall.cloudtrail.match.FoldedText;
import dev.rolecall.denial.ServiceReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Finds what services say about roles that they could not assume, in a text as people have it.
public final class FailureText {

  /// Wordings in a text.
  ///
  /// @param code the error code next to it; empty when there is none
  /// @param message the words, with the rest of their sentence
  public record Place(int start, int end, String code, String message, ServiceFailure failure) {}

  private static final int NEAR = 1_200;
  private static final int CODE_BEFORE = 260;
  private static final int ROLE_AROUND = 600;
  private static final int LONGEST_REST = 300;

  private static final Pattern CODE =
      Pattern.compile("\\b([A-Z][A-Za-z]{3,60}(?:Exception|Error|Fault|Denied|Request))\\b");

  private static final Pattern ERROR =
      Pattern.compile("(?i)error|exception|fail|invalid|denied|unable|cannot|could not|fault");

  /// AWS's own sentence, which says more.
  private static final Pattern SENTENCE =
      Pattern.compile(
          "(?i)(?:\\barn:[\\w-]+:(?:iam|sts):|User:\\s+)\\S+\\s+is\\s+not\\s+authorized\\s+to\\s+perform:?\\s+sts:"
              + "|not\\s+authorized\\s+to\\s+perform:?\\s+sts:AssumeRoleWith");

  private static final Pattern ROLE =
      Pattern.compile(
          "(?i)role(?:[_\\s-]?arn)?[\"'\\])]{0,2}[\\s:=>(\"'`\\[]{1,6}"
              + "(arn:[\\w-]+:iam::\\d{12}:role/[\\w+=,.@/-]+)");

  private FailureText() {}

  /// All of them, in the order of the wordings, each place once.
  public static List<Place> find(String text) {
    if (!FailureSigns.in(text)) {
      return List.of();
    }
    List<Place> places = new ArrayList<>();
    for (FailureMatch match : FailureMatch.find(FoldedText.of(text))) {
      read(text, match).ifPresent(places::add);
    }
    return places;
  }

  private static Optional<Place> read(String text, FailureMatch match) {
    FailureForm form = match.form();
    if (form.family() && (isBesideSentence(text, match) || isSentence(match))) {
      return Optional.empty();
    }
    Optional<ServiceContext> context = ServiceContext.around(text, match.start(), match.end());
    boolean ofOther = context.filter(ServiceContext::other).isPresent();
    boolean named = form.named() && (match.principal().isPresent() || !form.family());
    if (!named && (ofOther || (context.isEmpty() && match.principal().isEmpty()))) {
      return Optional.empty();
    }
    if (form.nearError() && !ERROR.matcher(before(text, match.start(), CODE_BEFORE)).find()) {
      return Optional.empty();
    }
    Optional<String> around = context.filter(it -> !it.other()).flatMap(ServiceContext::principal);
    Optional<String> principal = named ? match.principal() : around.or(match::principal);
    boolean inferred =
        match.group("principal").isEmpty()
            && (named
                ? match.isInferred()
                : context
                    .flatMap(ServiceContext::operation)
                    .flatMap(FailureTable.SERVICES::ofOperation)
                    .isEmpty());
    Optional<String> byName = byName(match);
    int end = endOfSentence(text, match.end());
    return Optional.of(
        new Place(
            match.start(),
            match.end(),
            code(text, match.start()),
            text.substring(match.start(), end).strip().replaceAll("\\s+", " "),
            new ServiceFailure(
                form.call(),
                match.group("caller").or(() -> principal),
                byName.or(() -> role(text, match)),
                match.group("externalId"),
                new ServiceReport(
                    context.filter(it -> !it.other()).flatMap(ServiceContext::operation),
                    Optional.empty(),
                    form.others(),
                    inferred,
                    form.alsoAs(),
                    byName.isPresent()))));
  }

  /// Whether it is AWS's own sentence on a service that called.
  private static boolean isSentence(FailureMatch match) {
    return match.groups().group().contains("perform")
        && match.group("who").filter(who -> who.contains(".amazonaws.com")).isPresent();
  }

  /// Whether AWS's own sentence stands next to words of a tool.
  private static boolean isBesideSentence(String text, FailureMatch match) {
    int from = Math.max(0, match.start() - NEAR);
    int to = Math.min(text.length(), match.end() + NEAR);
    return SENTENCE.matcher(text).region(from, to).find();
  }

  private static String code(String text, int start) {
    String last = "";
    Matcher codes = CODE.matcher(before(text, start, CODE_BEFORE));
    while (codes.find()) {
      last = codes.group(1);
    }
    return last;
  }

  private static String before(String text, int start, int length) {
    return text.substring(Math.max(0, start - length), Math.min(text.length(), start + 200));
  }

  private static int endOfSentence(String text, int from) {
    int end = from;
    while (end < text.length()
        && end - from < LONGEST_REST
        && text.charAt(end) != '\n'
        && !(text.charAt(end) == '.'
            && (end + 1 == text.length() || Character.isWhitespace(text.charAt(end + 1))))) {
      end++;
    }
    return end;
  }

  /// The role that the words name without its path.
  private static Optional<String> byName(FailureMatch match) {
    return match
        .group("account")
        .flatMap(
            account ->
                match.group("roleName").map(name -> "arn:aws:iam::" + account + ":role/" + name));
  }

  /// The role that the words name, or the only one that the text around them names as such.
  private static Optional<String> role(String text, FailureMatch match) {
    Optional<String> said = match.group("role").map(FailureText::bare);
    if (said.isPresent()) {
      return said;
    }
    int from = Math.max(0, match.start() - ROLE_AROUND);
    int to = Math.min(text.length(), match.end() + ROLE_AROUND);
    Set<String> roles =
        ROLE.matcher(text.substring(from, to))
            .results()
            .map((MatchResult role) -> bare(role.group(1)))
            .collect(Collectors.toSet());
    return roles.size() == 1 ? roles.stream().findFirst() : Optional.empty();
  }

  static String bare(String arn) {
    return arn.replaceFirst("[.,:;]+$", "");
  }
}
