package dev.rolecall.explanation.wording.notification;

import static dev.rolecall.explanation.document.RichSentence.say;
import static dev.rolecall.explanation.document.RichSentence.words;

import dev.rolecall.denial.RoleArn;
import dev.rolecall.denial.UserArn;
import dev.rolecall.diagnosis.result.Actor;
import dev.rolecall.diagnosis.result.CauseCode;
import dev.rolecall.evidence.Change;
import dev.rolecall.explanation.document.Block;
import dev.rolecall.explanation.document.RichSentence;
import dev.rolecall.explanation.wording.ActorSentence;
import dev.rolecall.explanation.wording.CauseLabel;
import dev.rolecall.explanation.wording.ChangeSentence;
import dev.rolecall.explanation.wording.term.Count;
import dev.rolecall.explanation.wording.term.EntityNames;
import dev.rolecall.explanation.wording.term.ShortName;
import dev.rolecall.explanation.wording.term.TimeFormat;
import dev.rolecall.incident.notification.Notification;
import dev.rolecall.incident.notification.SharedMembers;
import dev.rolecall.incident.state.IncidentSubject;
import dev.rolecall.incident.state.NotificationKind;
import dev.rolecall.incident.state.Resolution;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// What a notification says about many callers and roles that one policy, role or provider blocks:
/// what was changed, when and by whom, how many are denied, and the largest of them by name.
public record SharedCauseText(
    Notification.OfSharedCause notice, IncidentSubject.SharedCause subject) {

  private static final int MOST_LISTED = 20;

  public boolean isOver() {
    return notice.kind() == NotificationKind.RESOLVED;
  }

  private SharedMembers members() {
    return notice.members();
  }

  public IncidentTimeline timeline() {
    return new IncidentTimeline(notice.incident(), notice.now());
  }

  /// "40 callers", or the one by its name.
  private RichSentence callers() {
    return counted(members().callers(), "caller", SharedMembers.Pair::caller);
  }

  /// "2,000 roles", or the one by its name.
  private RichSentence roles() {
    return counted(members().roles(), "role", SharedMembers.Pair::role);
  }

  private RichSentence counted(
      long number, String unit, Function<SharedMembers.Pair, String> which) {
    return number == 1
        ? say("{}", IncidentTimeline.name(ShortName.of(which.apply(members().all().getFirst()))))
        : words(Count.of(number, unit));
  }

  /// "2,000 pairs of caller and role".
  private String pairs() {
    return Count.of(members().pairs(), "pair") + " of caller and role";
  }

  /// "40 callers were denied on 2,000 roles: the policy `DenyOutsideEurope` blocks all of them".
  public RichSentence happened() {
    RichSentence denied =
        say(
            "{} {} denied on {}",
            callers(),
            words(members().callers() == 1 ? "was" : "were"),
            roles());
    return isOver()
        ? words("Resolved: ").then(denied)
        : say("{}: {} blocks all of them", denied, blocker());
  }

  /// What blocks them: "statement `DenyEurope` of policy `guardrails`".
  private RichSentence blocker() {
    RichSentence policy = policy();
    return subject.statement().isEmpty()
        ? policy
        : say("statement {} of {}", IncidentTimeline.name(subject.statement()), policy);
  }

  private RichSentence policy() {
    String policy = subject.policy();
    if (policy.isEmpty()) {
      return words("a policy that could not be read");
    }
    String name = name(policy);
    if (subject.cause() == CauseCode.ROLE_NOT_FOUND) {
      return say("the missing role {}", name);
    }
    if (subject.cause() == CauseCode.SCP_DENY) {
      return say("the SCP {}", name);
    }
    if (subject.cause() == CauseCode.RCP_DENY) {
      return say("the RCP {}", name);
    }
    if (subject.cause() == CauseCode.SESSION_POLICY) {
      return say("the session policy of {}", principal(policy));
    }
    if (subject.cause() == CauseCode.DELETED_PRINCIPAL) {
      return say("the re-creation of {}", principal(policy));
    }
    boolean trust = members().all().stream().anyMatch(pair -> pair.role().equals(policy));
    return RoleArn.parse(policy)
        .map(_ -> say(trust ? "the trust policy of role {}" : "a policy of role {}", name))
        .or(() -> UserArn.parse(policy).map(_ -> say("a policy of user {}", name)))
        .orElseGet(() -> say(policy.contains("-provider/") ? "provider {}" : "policy {}", name));
  }

  /// "role `ci-deploy`".
  private static RichSentence principal(String arn) {
    return RoleArn.parse(arn)
        .map(_ -> say("role {}", name(arn)))
        .or(() -> UserArn.parse(arn).map(_ -> say("user {}", name(arn))))
        .orElseGet(() -> say("{}", name(arn)));
  }

  /// The last part of an ARN.
  private static String name(String policy) {
    return IncidentTimeline.name(
        policy.startsWith("arn:") ? policy.substring(policy.lastIndexOf('/') + 1) : policy);
  }

  /// The notification in a single line, cause first.
  public AlertLine line() {
    boolean doubted = notice.sample().diagnosis().cause().code() == subject.cause() && !isOver();
    String label = doubted ? CauseLabel.of(notice.sample()) : CauseLabel.of(subject.cause());
    RichSentence cause =
        switch (notice.kind()) {
          case FIRST, CHANGED -> words(label);
          case REMINDER, PROGRESS, HANDLED ->
              words(
                  label
                      + " ("
                      + ActionWords.note(notice.incident(), notice.now()).orElse("ongoing")
                      + ")");
          case REOPENED -> words(label + " (not resolved)");
          case RESOLVED -> words((isFixed() ? "resolved (" : "ended (") + label + ")");
        };
    RichSentence who = say("{}: {} denied on {}", cause, callers(), roles());
    RichSentence named =
        subject.policy().isEmpty() ? who : say("{} ({})", who, name(subject.policy()));
    return new SentenceLine(List.of(named, who), endings());
  }

  private List<RichSentence> endings() {
    if (isOver()) {
      return List.of(words(". After " + lasted()));
    }
    return members()
        .change()
        .map(
            change ->
                List.of(
                    say(". Changed by {} at {}", name(change.by()), words(clock(change))),
                    say(". Changed at {}", words(clock(change)))))
        .orElse(List.of());
  }

  private boolean isFixed() {
    return resolution().map(Resolution::how).filter(Resolution.How.SILENT::equals).isEmpty();
  }

  private Optional<Resolution> resolution() {
    return notice.incident().resolution();
  }

  private String lasted() {
    return TimeFormat.length(
        Duration.between(
            notice.incident().firstSeen(), resolution().map(Resolution::at).orElse(notice.now())));
  }

  /// What is new, for those who got a notification before.
  public Optional<RichSentence> lead() {
    return switch (notice.kind()) {
      case FIRST, RESOLVED -> Optional.empty();
      case CHANGED -> Optional.of(words("Now " + pairs() + ", " + timeline().denials() + "."));
      case REMINDER, PROGRESS, HANDLED ->
          Optional.of(words("Still denied: " + left() + "; " + timeline().denials() + "."));
      case REOPENED ->
          Optional.of(words("Not resolved: denied again. So far: " + timeline().denials() + "."));
    };
  }

  private String left() {
    return members().denied() == members().pairs()
        ? pairs()
        : Count.of(members().denied()) + " of " + pairs();
  }

  private String clock(Change change) {
    return timeline().clock(change.time());
  }

  /// What was changed, when and by whom.
  private Optional<RichSentence> changed() {
    return members()
        .change()
        .map(
            change ->
                say(
                        "{} by {}, {} ({})",
                        ChangeSentence.what(change),
                        name(change.by()),
                        words(clock(change)),
                        change.event())
                    .capital());
  }

  /// What was changed, how many are denied, since when.
  public List<Block.Fact> facts() {
    List<Block.Fact> facts = new ArrayList<>();
    facts.add(
        new Block.Fact("Change", changed().orElse(words("not found in CloudTrail, or not read"))));
    facts.add(new Block.Fact("Denied", say("{} on {} ({})", callers(), roles(), words(pairs()))));
    if (members().denied() < members().pairs() && !isOver()) {
      facts.add(new Block.Fact("Still denied", left()));
    }
    if (isOver()) {
      facts.add(new Block.Fact("Duration", lasted()));
    }
    facts.add(timeline().fact());
    ActionWords.fact(notice.incident(), notice.now()).ifPresent(facts::add);
    return facts;
  }

  /// How old the newest list in the thread is, where the message was edited after it: the edit
  /// shows what was found since.
  public Optional<Block.Fact> listed() {
    boolean edit =
        notice.kind() == NotificationKind.PROGRESS || notice.kind() == NotificationKind.HANDLED;
    return notice
        .incident()
        .told()
        .filter(_ -> edit && members().pairs() > MOST_LISTED)
        .map(
            told ->
                new Block.Fact(
                    "List",
                    "the newest list in the thread is of " + timeline().clock(told.everyone())));
  }

  /// How it ended.
  ///
  /// @param other how it ended where no policy shows it
  public RichSentence ending(RichSentence other) {
    return resolution()
            .map(Resolution::how)
            .filter(how -> how == Resolution.How.NOW_ALLOWED || how == Resolution.How.SUCCEEDED)
            .isPresent()
        ? words("The cause no longer blocks any of the " + pairs() + ".")
        : other;
  }

  /// The pairs with the most denials by name, and how many are left.
  ///
  /// @param most at most [#MOST_LISTED]
  public List<RichSentence> largest(int most) {
    List<RichSentence> lines = new ArrayList<>();
    members().largest(Math.min(most, MOST_LISTED)).stream().map(this::pair).forEach(lines::add);
    int left = members().pairs() - lines.size();
    if (left > 0) {
      lines.add(words("and " + Count.of(left) + " more"));
    }
    return lines;
  }

  private RichSentence pair(SharedMembers.Pair pair) {
    return say(
        "{}{} → {}{}: {}",
        IncidentTimeline.name(ShortName.of(pair.caller())),
        account(pair.caller()),
        IncidentTimeline.name(ShortName.of(pair.role())),
        account(pair.role()),
        words(
            Count.of(pair.denials(), "denial")
                + (pair.free() && !isOver() ? ", allowed now" : "")));
  }

  /// The account of a role or user, by its name where that is known.
  private Optional<RichSentence> account(String arn) {
    return RoleArn.parse(arn)
        .map(RoleArn::account)
        .or(() -> UserArn.parse(arn).map(UserArn::account))
        .map(
            id ->
                say(
                    " ({})",
                    new EntityNames(notice.sample())
                        .accountName(Optional.of(id))
                        .map(RichSentence::value)
                        .orElseGet(() -> words(id.value()))));
  }

  /// Who needs to do what: about the change, where it is known.
  ///
  /// @param other what one of the callers needs
  public RichSentence action(RichSentence other) {
    return members()
        .change()
        .map(
            change ->
                say("{}: undo or correct the change by {}.", actor(), name(change.by())).capital())
        .orElse(other);
  }

  /// Callers that must send something else have more than one owner.
  private RichSentence actor() {
    Actor actor = notice.sample().diagnosis().actor();
    return actor == Actor.CALLER_REQUEST && members().callers() > 1
        ? words("the teams that run the callers")
        : new ActorSentence(notice.sample()).of(actor);
  }

  /// Announces what shows the change.
  public RichSentence lookUp() {
    return words("This command shows the change:");
  }

  /// Announces what one of the pairs needs.
  public RichSentence example() {
    return say(
        "For one of the {} ({}):", words(pairs()), new EntityNames(notice.sample()).call("→"));
  }

  /// The name of the file with all pairs.
  public String fileName() {
    return notice.incident().id() + ".txt";
  }

  /// The title of the file with all pairs.
  public String fileTitle() {
    return "All " + pairs();
  }
}
