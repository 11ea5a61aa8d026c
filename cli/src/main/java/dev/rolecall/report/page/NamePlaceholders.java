package dev.rolecall.report.page;

import dev.rolecall.denial.AccountId;
import dev.rolecall.denial.Caller;
import dev.rolecall.denial.Denial;
import dev.rolecall.denial.RoleArn;
import dev.rolecall.explanation.wording.term.TimeFormat;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// The names of one denial, to be cut out of its letter: what is left is the same for many letters,
/// and is kept once.
///
/// A blank is a character of private use. No text has one:
/// [VisibleText][dev.rolecall.explanation.redaction.VisibleText] writes them as `\ue000`.
final class NamePlaceholders {

  private static final char FIRST = '\ue000';

  /// Shorter names are not worth it.
  private static final int SHORTEST = 6;

  private final List<String> names;
  private final List<Integer> longestFirst;
  private final BitSet used = new BitSet();

  private NamePlaceholders(List<String> names) {
    this.names = names;
    this.longestFirst =
        IntStream.range(0, names.size())
            .boxed()
            .filter(i -> names.get(i).length() >= SHORTEST)
            .sorted(Comparator.comparingInt((Integer i) -> names.get(i).length()).reversed())
            .toList();
  }

  /// The names of `denial`, each always at the same place.
  static NamePlaceholders of(Denial denial) {
    Optional<RoleArn> role = denial.target().arn();
    List<String> names = new ArrayList<>();
    names.add(role.map(RoleArn::toString).orElse(""));
    names.add(role.map(RoleArn::name).orElse(""));
    names.add(denial.roleAccount().map(AccountId::value).orElse(""));
    names.add(denial.caller().principalArn().orElse(""));
    names.add(denial.caller().account().map(AccountId::value).orElse(""));
    names.addAll(caller(denial.caller()));
    names.add(denial.eventId().orElse(""));
    names.add(denial.time().map(TimeFormat::absolute).orElse(""));
    names.add(denial.sourceIp());
    return new NamePlaceholders(names.stream().map(HtmlText::text).toList());
  }

  private static List<String> caller(Caller caller) {
    return switch (caller) {
      case Caller.RoleSession session ->
          List.of(session.arn().toString(), session.arn().roleName(), session.arn().sessionName());
      case Caller.IamUser user -> List.of("", user.arn().name(), "");
      case Caller.WebIdentity identity -> List.of("", identity.subject(), "");
      case Caller.Saml saml -> List.of("", saml.subject(), "");
      case Caller.Root _, Caller.AwsService _ -> List.of("", "", "");
      case Caller.Unidentified other -> List.of("", other.text(), "");
    };
  }

  /// `text` with a blank in place of each name.
  ///
  /// @param text its hidden characters were made visible
  String cut(String text) {
    String cut = text;
    for (int i : longestFirst) {
      String name = names.get(i);
      if (cut.length() >= name.length() && cut.contains(name)) {
        cut = cut.replace(name, Character.toString(FIRST + i));
        used.set(i);
      }
    }
    return cut;
  }

  /// What belongs into the blanks, by place; empty where there was none.
  List<String> filling() {
    return IntStream.range(0, used.length())
        .mapToObj(i -> used.get(i) ? names.get(i) : "")
        .toList();
  }
}
