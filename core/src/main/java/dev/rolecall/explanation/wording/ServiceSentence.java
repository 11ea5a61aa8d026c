package dev.rolecall.explanation.wording;

import static dev.rolecall.explanation.document.RichSentence.say;
import static dev.rolecall.explanation.document.RichSentence.words;

import dev.rolecall.denial.Caller;
import dev.rolecall.denial.RoleArn;
import dev.rolecall.diagnosis.result.Cause;
import dev.rolecall.diagnosis.result.CauseCode;
import dev.rolecall.diagnosis.result.Explanation;
import dev.rolecall.explanation.document.RichSentence;
import dev.rolecall.service.Placeholders;
import dev.rolecall.service.ServiceCaller;
import dev.rolecall.service.ServiceCallers;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/// What AWS services send when they assume a role, and what that means for the trust policy. What a
/// service sends cannot be configured: where a condition does not fit, the policy must change.
record ServiceSentence(Explanation explanation) {

  private Optional<String> principal() {
    return explanation.denial().caller() instanceof Caller.AwsService(String principal)
        ? Optional.of(principal)
        : Optional.empty();
  }

  private Optional<ServiceCaller> service() {
    return principal().flatMap(ServiceCallers::of);
  }

  /// Whether a service calls that the table does not have.
  boolean isUnknown() {
    return principal().isPresent() && service().isEmpty();
  }

  /// What the service is known to send for the key of a condition, as a clause.
  Optional<RichSentence> sends(Cause cause) {
    return principal().isPresent() && key(cause).equals("aws:sourcearn")
        ? service().flatMap(ServiceCaller::sourceArn).map(this::form)
        : Optional.empty();
  }

  private RichSentence form(ServiceCaller.SourceArn arn) {
    RichSentence forms =
        RichSentence.values(arn.forms().stream().map(this::filled).toList(), " or ");
    RichSentence known =
        switch (arn.known()) {
          case DOCUMENTED -> say("AWS documents {} for this service", forms);
          case SEEN -> say("{} is known to work for this service", forms);
          case TOLD -> say("users report {} for this service", forms);
        };
    return arn.says().map(more -> known.then(" (" + more + ")")).orElse(known);
  }

  /// Region, account and partition put in where the record holds them.
  private String filled(String form) {
    Optional<RoleArn> role = explanation.denial().target().arn();
    return Placeholders.replace(
        form,
        word ->
            switch (word) {
              case "PARTITION" -> role.map(RoleArn::partition).orElse("aws");
              case "ACCOUNT" -> role.map(arn -> arn.account().value()).orElse(word);
              case "REGION" -> explanation.denial().region().orElse(word);
              default -> word;
            });
  }

  /// What the service sends as external ID, as a clause; empty for other callers.
  Optional<RichSentence> externalId() {
    return principal()
        .map(
            name ->
                service()
                    .flatMap(ServiceCaller::externalId)
                    .map(
                        form ->
                            form.startsWith("arn:")
                                ? say("the service sends {}", filled(form))
                                : words("the service sends " + form))
                    .orElseGet(() -> say("whether {} sends one is not documented", name)));
  }

  /// Who needs to do what about a condition that a service does not meet; empty for other callers.
  ///
  /// @param keeper who can change the trust policy: "the owner of account 111122223333"
  Optional<RichSentence> action(Cause cause, RichSentence keeper) {
    RichSentence owner = keeper.capital();
    return principal()
        .map(
            name ->
                switch (key(cause)) {
                  case "aws:sourcearn" -> sourceArn(cause, name, owner);
                  case "aws:sourceaccount" -> sourceAccount(name, owner);
                  case "sts:externalid" -> externalId(name, keeper);
                  default -> other(cause, name, keeper);
                });
  }

  private RichSentence sourceArn(Cause cause, String name, RichSentence owner) {
    return say(
        "{}{}{}",
        say("{} sets `aws:SourceArn` itself; you cannot configure it. ", name),
        sends(cause)
            .map(
                form ->
                    say(
                        "{}: if the role is for this resource, change the condition to the form"
                            + " that the service sends; {}.",
                        owner,
                        form))
            .orElseGet(
                () ->
                    say(
                        "{}: {}; compare the condition with the resource that uses the role.",
                        owner,
                        undocumented(name))),
        narrow());
  }

  private RichSentence undocumented(String name) {
    boolean none = service().flatMap(ServiceCaller::keys).filter(List::isEmpty).isPresent();
    if (none) {
      return say(
          "the trust policy that AWS documents for {} has neither `aws:SourceArn` nor"
              + " `aws:SourceAccount`",
          name);
    }
    return service().isPresent()
        ? say("AWS does not document which form {} sends", name)
        : say("Rolecall does not know the service {}", name);
  }

  private Optional<RichSentence> narrow() {
    return service()
        .map(ServiceCaller::narrow)
        .filter(keys -> !keys.isEmpty())
        .map(
            keys ->
                say(
                    " To restrict the role, AWS documents conditions on {}.",
                    RichSentence.values(keys, " and ")));
  }

  private RichSentence sourceAccount(String name, RichSentence owner) {
    boolean sent =
        service()
            .flatMap(ServiceCaller::keys)
            .filter(keys -> keys.stream().anyMatch("aws:SourceAccount"::equalsIgnoreCase))
            .isPresent();
    return sent
        ? say(
            "{} sends the account of the resource that it acts for. {}: find the resource that"
                + " uses the role. If that account should use it, correct `aws:SourceAccount` in"
                + " the condition.",
            name,
            owner)
        : say(
            "{} sets `aws:SourceAccount` itself; you cannot configure it. {}: {}; compare the"
                + " condition with the account of the resource that uses the role.{}",
            name,
            owner,
            undocumented(name),
            narrow());
  }

  private RichSentence externalId(String name, RichSentence keeper) {
    boolean chosen = service().filter(ServiceCaller::isExternalIdChosen).isPresent();
    if (chosen) {
      return say(
          "In the settings of {}, set the external ID that the trust policy requires, or ask {} to"
              + " change the condition to the ID that is set there.",
          name,
          keeper);
    }
    RichSentence form = externalId().orElse(words(""));
    return say(
        "{} sets the external ID itself; you cannot configure it. {}: change the condition; {}.",
        name,
        keeper.capital(),
        form);
  }

  private RichSentence other(Cause cause, String name, RichSentence keeper) {
    List<String> narrow = service().map(ServiceCaller::narrow).orElse(List.of());
    boolean ofTags = narrow.stream().anyMatch(tag -> tag.equalsIgnoreCase(key(cause)));
    return ofTags
        ? say(
            "{} sets {} from where the workload runs. Run the workload where the condition expects"
                + " it, or, if it should have the role, ask {} to change the condition.",
            name,
            cause.condition().map(Cause.FailedCondition::key).orElse(""),
            keeper)
        : say(
            "You cannot configure what {} sends. {}: change the condition if the role is for this"
                + " service; Rolecall suggests no change that weakens it.",
            name,
            keeper.capital());
  }

  /// What to know about the service itself, or about the service through which a role called.
  List<RichSentence> advice() {
    return principal()
        .map(name -> service().map(known -> about(name, known)).orElse(List.of(unknown(name))))
        .orElseGet(this::aboutGoBetween);
  }

  private List<RichSentence> aboutGoBetween() {
    return explanation.diagnosis().cause().code() == CauseCode.PRINCIPAL_NOT_TRUSTED
        ? ServiceCallers.of(explanation.denial().sourceIp()).map(ServiceSentence::notes).stream()
            .flatMap(List::stream)
            .toList()
        : List.of();
  }

  private static List<RichSentence> notes(ServiceCaller known) {
    return known.notes().stream().map(RichSentence::ticked).toList();
  }

  private static RichSentence unknown(String name) {
    List<String> similar = ServiceCallers.similar(name);
    return say(
        "Rolecall does not know the service {}{}. Compare the trust policy with the one in the"
            + " service's documentation: principal, actions, and condition keys.",
        name,
        similar.isEmpty()
            ? RichSentence.NOTHING
            : say("; a similar one is {}", RichSentence.values(similar, " or ")));
  }

  private static List<RichSentence> about(String name, ServiceCaller known) {
    List<RichSentence> advice = new ArrayList<>();
    if (!known.needs().isEmpty()) {
      List<String> actions =
          Stream.concat(Stream.of("sts:AssumeRole"), known.needs().stream()).toList();
      advice.add(
          say(
              "The trust policy of a role for {} must allow {}.",
              name,
              RichSentence.values(actions, " and ")));
    }
    if (!known.narrow().isEmpty()) {
      advice.add(
          say(
              "To restrict a role for {}, AWS documents conditions on {}.",
              name,
              RichSentence.values(known.narrow(), " and ")));
    }
    advice.addAll(notes(known));
    return advice;
  }

  private static String key(Cause cause) {
    return cause.condition().map(failed -> failed.key().toLowerCase(Locale.ROOT)).orElse("");
  }
}
