package dev.rolecall.provider;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;

/// What is known of one OIDC provider.
///
/// @param id the key of its entry
/// @param name what people call it: "GitHub Actions"
/// @param mistakes all that the entry says of mistakes
public record IdentityProvider(
    String id,
    String name,
    IdentityProvider.Issuer issuer,
    Audience audience,
    IdentityProvider.Subjects subjects,
    IdentityProvider.Claims claims,
    List<Mistake> mistakes) {

  /// How the entry describes an issuer.
  ///
  /// @param anyHost whether the address says nothing: the subject has to fit as well
  /// @param ownHost whether its customers run it, under addresses of their own
  /// @param builtIn whether AWS knows the provider by its name, so that accounts need not set it up
  /// @param shared whether many customers have their tokens from the same issuer
  /// @param sharedUnless a group of the pattern that issuers of a single customer have
  /// @param tokenTags whether tokens bring session tags or a source identity
  record Issuer(
      LazyPattern pattern,
      String example,
      boolean anyHost,
      boolean ownHost,
      boolean builtIn,
      boolean shared,
      Optional<String> sharedUnless,
      TokenTags tokenTags) {}

  /// What the entry says of subjects.
  ///
  /// @param plain what to remove from a subject for comparison with older forms
  /// @param owner by claim, lower case: texts that name the owner of a subject
  record Subjects(
      List<SubjectForm> forms,
      List<LazyPattern> everyRun,
      List<LazyPattern> noPolicyFor,
      Optional<LazyPattern> plain,
      Map<String, List<SubjectTemplate>> owner,
      boolean ownerIgnoresCase) {}

  /// What the entry says of claims.
  ///
  /// @param keys claims, lower case, that become condition keys beside those of every provider
  /// @param derived by claim: what the subject says of it
  /// @param usuallyAbsent by claim: subjects of which form usually come without it
  record Claims(
      Set<String> keys, Map<String, SubjectTemplate> derived, Map<String, String> usuallyAbsent) {}

  private static final Set<String> OF_EVERY_PROVIDER = Set.of("sub", "aud", "amr", "email");

  public IdentityProvider {
    mistakes = List.copyOf(mistakes);
  }

  /// An issuer of this provider.
  public String exampleIssuer() {
    return issuer.example();
  }

  /// Subjects of this provider.
  public List<String> exampleSubjects() {
    return subjects.forms().stream().map(SubjectForm::example).toList();
  }

  /// Whether trust policies name the provider by its name, and not by an ARN.
  public boolean isBuiltIn() {
    return issuer.builtIn();
  }

  boolean isAnyHost() {
    return issuer.anyHost();
  }

  boolean matches(String issuerName) {
    return issuer.pattern().get().matcher(issuerName).matches();
  }

  /// Whether the entry is sure of every form that subjects of this provider have: where customers
  /// run it themselves, it is not.
  public boolean isHosted() {
    return !issuer.ownHost() && !issuer.anyHost();
  }

  /// Whether tokens of other customers come from `issuerName`, too: then trust in it is worth no
  /// more than the condition on what names the customer.
  public boolean isShared(String issuerName) {
    if (!issuer.shared()) {
      return false;
    }
    Matcher matcher = issuer.pattern().get().matcher(issuerName);
    return issuer
        .sharedUnless()
        .map(group -> matcher.matches() && matcher.group(group) == null)
        .orElse(true);
  }

  /// Whether tokens bring session tags or a source identity.
  public TokenTags tokenTags() {
    return issuer.tokenTags();
  }

  /// `text` taken apart; empty when it has none of the provider's forms.
  public Optional<Subject> subject(String text) {
    for (SubjectForm form : subjects.forms()) {
      Optional<SubjectForm.Parts> parts = form.parse(text);
      if (parts.isPresent()) {
        return parts.map(found -> Subject.of(this, text, form.name(), found));
      }
    }
    return Optional.empty();
  }

  List<LazyPattern> everyRun() {
    return subjects.everyRun();
  }

  /// Whether no policy should be changed for the sake of this subject: a pull request's, a default
  /// service account's, a test's.
  public boolean isNeverToBeTrusted(String subject) {
    return subjects.noPolicyFor().stream().anyMatch(pattern -> pattern.isFoundIn(subject));
  }

  /// Whether AWS makes a condition key of `claim`, which is in lower case.
  public boolean isConditionKey(String claim) {
    return OF_EVERY_PROVIDER.contains(claim) || claims.keys().contains(claim);
  }

  /// The same for a provider without an entry.
  public static boolean isConditionKeyOfAny(String claim) {
    return OF_EVERY_PROVIDER.contains(claim);
  }

  /// What `subject` says for certain of another claim, in lower case.
  public Optional<String> derived(String claim, Subject subject) {
    return Optional.ofNullable(claims.derived().get(claim))
        .flatMap(subjectTemplate -> subjectTemplate.fill(subject.values()))
        // GitHub writes a colon so inside a subject, and a colon in the claim itself
        .filter(value -> !value.contains("%3A"));
  }

  /// Whether tokens with such a subject usually lack `claim`.
  public boolean isUsuallyAbsent(String claim, Subject subject) {
    boolean told =
        Optional.ofNullable(claims.derived().get(claim))
            .flatMap(subjectTemplate -> subjectTemplate.fill(subject.values()))
            .isPresent();
    return !told && subject.form().equals(claims.usuallyAbsent().get(claim));
  }

  /// `subject` without what newer forms added.
  public String plain(String subject) {
    return subjects
        .plain()
        .map(pattern -> pattern.get().matcher(subject).replaceAll(""))
        .orElse(subject);
  }

  /// Whose the token is; empty when it does not say so.
  ///
  /// @param tokenAudience the `aud` claim, where it is known
  public Optional<Owner> owner(Optional<Subject> subject, Optional<String> tokenAudience) {
    Map<String, String> parts = new HashMap<>(subject.map(Subject::values).orElse(Map.of()));
    tokenAudience.ifPresent(aud -> parts.put("aud", aud));
    return Owner.of(subjects.owner(), parts, subjects.ownerIgnoresCase());
  }

  /// What the parts that a claim is made of are called: "repository".
  public Optional<String> derivedFrom(String claim, Subject subject) {
    return Optional.ofNullable(claims.derived().get(claim))
        .map(SubjectTemplate::names)
        .filter(names -> !names.isEmpty())
        .map(List::getLast)
        .flatMap(subject::segment)
        .map(Segment::called);
  }

  /// The mistake that explains why a subject does not fit.
  public Optional<Mistake> mistake(
      String sent,
      Optional<Subject> subject,
      String wanted,
      boolean wildcards,
      Optional<SubjectDifference> difference) {
    return mistakes.stream()
        .filter(mistake -> mistake.fits(sent, subject, wanted, wildcards, difference))
        .findFirst();
  }

  /// The mistake that explains why something else than the subject does not fit.
  public Optional<Mistake> mistake(Mistake.About about, String sent, String wanted) {
    return mistakes.stream().filter(mistake -> mistake.fits(about, sent, wanted)).findFirst();
  }

  /// An entry that says what this one says, and behind it what `other` does.
  static List<Mistake> both(List<Mistake> own, List<Mistake> other) {
    List<Mistake> all = new ArrayList<>(own);
    all.addAll(other);
    return all;
  }

  @Override
  public String toString() {
    return id;
  }
}
