package dev.rolecall.report.page;

import dev.rolecall.denial.AccountId;
import dev.rolecall.denial.Caller;
import dev.rolecall.denial.Denial;
import dev.rolecall.diagnosis.result.CauseCode;
import dev.rolecall.diagnosis.result.Explanation;
import dev.rolecall.incident.state.CauseInterval;
import dev.rolecall.incident.state.IncidentSubject;
import dev.rolecall.incident.state.SampledNames;
import dev.rolecall.report.Report;
import dev.rolecall.report.ReportedIncident;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/// A report whose incidents are those of the corpus, and how each is explained; the same for the
/// same seed.
record Sample(Report report, Function<ReportedIncident, Explanation> explain) {

  private static final Instant BEGIN = Instant.parse("2026-10-26T00:00:00Z");
  private static final int HOURS = 30 * 24;
  private static final Set<CauseCode> OFTEN =
      EnumSet.of(
          CauseCode.PRINCIPAL_NOT_TRUSTED,
          CauseCode.EXTERNAL_ID_MISMATCH,
          CauseCode.OIDC_CLAIM_MISMATCH,
          CauseCode.IDENTITY_PERMISSION_MISSING,
          CauseCode.MFA_REQUIRED,
          CauseCode.SCP_DENY,
          CauseCode.ROLE_NOT_FOUND);

  /// Denials of some incidents whose records tell no time.
  static final int UNDATED = 2;

  private static final List<String> AGENTS =
      List.of(
          "aws-cli/2.32.19 md/awscrt#0.29.1 ua/2.1 os/macos#25.2.0",
          "APN/1.0 HashiCorp/1.0 Terraform/1.14.3 (+https://www.terraform.io)",
          "Boto3/1.41.5 md/Botocore#1.41.5 ua/2.1 os/linux#6.12");

  /// One incident for each story.
  static Sample small(List<Explanation> stories) {
    return of(stories, stories.size(), "", UnaryOperator.identity());
  }

  /// So many incidents, all of different callers and roles, in 200 accounts.
  static Sample large(List<Explanation> stories, int incidents) {
    return of(stories, incidents, "-%s", UnaryOperator.identity());
  }

  /// The stories with texts of strangers wherever strangers write: each holds `payload` somewhere.
  static Sample hostile(List<Explanation> stories, UnaryOperator<String> payload) {
    return of(stories, stories.size(), "", payload);
  }

  private static Sample of(
      List<Explanation> stories, int size, String suffix, UnaryOperator<String> stranger) {
    Random random = new Random(6);
    Map<Denial, Explanation> known = new HashMap<>();
    Map<AccountId, String> names = new HashMap<>();
    List<ReportedIncident> incidents = new ArrayList<>();
    long denials = 0;
    for (int i = 0; i < size; i++) {
      Explanation base = stories.get(i % stories.size());
      String end = suffix.formatted(Integer.toString(1_000_000 + random.nextInt(9_000_000), 36));
      int moved = suffix.isEmpty() ? 0 : (int) (Math.pow(random.nextDouble(), 8) * 200);
      Variation variation =
          new Variation(
              base,
              BEGIN.plus(Duration.ofSeconds(random.nextInt(HOURS * 3600))),
              new UUID(random.nextLong(), random.nextLong()),
              name -> stranger.apply(name) + end,
              account -> moved == 0 ? account : moved(account, moved),
              stranger.apply("build-" + random.nextInt(100_000)),
              stranger.apply(AGENTS.get(i % AGENTS.size())),
              "203.0.113." + random.nextInt(256));
      Explanation explanation = variation.explanation();
      base.accountNames().forEach((id, name) -> names.put(id, stranger.apply(name)));
      known.put(explanation.denial(), explanation);
      ReportedIncident incident = incident(explanation, random);
      incidents.add(incident);
      denials += incident.denials();
    }
    incidents.sort(
        Comparator.comparing((ReportedIncident of) -> of.lastSeen().orElseThrow()).reversed());
    List<String> unread =
        List.of(
            stranger.apply("log-2026-11-03.json.gz: gzip data ends too early, after record 1204"),
            stranger.apply("account 444455556666: no file of the snapshot holds it"));
    Report report =
        new Report(
            BEGIN.plus(Duration.ofHours(HOURS + 3)),
            Optional.of(BEGIN),
            Optional.of(BEGIN.plus(Duration.ofHours(HOURS))),
            new Report.Totals(412, 1_204_511, denials, List.of()),
            incidents,
            unread,
            unread.size(),
            names,
            of -> explained(known, of));
    return new Sample(report, report::explain);
  }

  private static Explanation explained(Map<Denial, Explanation> known, ReportedIncident incident) {
    Explanation explanation = known.get(incident.newest());
    if (explanation == null) {
      throw new AssertionError("another denial: " + incident.id());
    }
    return explanation;
  }

  private static AccountId moved(AccountId account, int by) {
    long number = (Long.parseLong(account.value()) + by * 7_654_321_017L) % 1_000_000_000_000L;
    return new AccountId("%012d".formatted(number));
  }

  /// An incident of up to ten days; some had another cause at first.
  private static ReportedIncident incident(Explanation explanation, Random random) {
    Denial newest = explanation.denial();
    Instant last = newest.time().orElseThrow();
    CauseCode cause = explanation.diagnosis().cause().code();
    boolean changed = random.nextInt(8) == 0 && cause != CauseCode.PRINCIPAL_NOT_TRUSTED;
    Map<CauseCode, CauseInterval> spells = new LinkedHashMap<>();
    SortedMap<LocalDate, Map<CauseCode, Long>> days = new TreeMap<>();
    long denials = 0;
    for (int day = random.nextInt(10); day >= 0; day--) {
      Instant then = last.minus(Duration.ofHours(day * (20L + random.nextInt(8))));
      CauseCode why = changed && day > 2 ? CauseCode.PRINCIPAL_NOT_TRUSTED : cause;
      long many =
          1 + Math.round(Math.pow(random.nextDouble(), 6) * (OFTEN.contains(why) ? 200 : 20));
      if (!then.isBefore(BEGIN)) {
        days.computeIfAbsent(LocalDate.ofInstant(then, ZoneOffset.UTC), _ -> new TreeMap<>())
            .merge(why, many, Long::sum);
        CauseInterval known = spells.getOrDefault(why, new CauseInterval(why, 0, then, then));
        spells.put(why, new CauseInterval(why, known.denials() + many, known.first(), then));
        denials += many;
      }
    }
    List<CauseInterval> causes = List.copyOf(spells.values());
    return new ReportedIncident(
        IncidentSubject.Refusal.of(newest),
        denials + (changed ? UNDATED : 0),
        Optional.of(causes.getFirst().first()),
        Optional.of(last),
        causes,
        days,
        sessions(newest, random.nextInt(5) == 0),
        new SampledNames(List.of(newest.sourceIp()), false),
        newest);
  }

  private static SampledNames sessions(Denial newest, boolean more) {
    return newest.caller() instanceof Caller.RoleSession of
        ? new SampledNames(List.of(of.arn().sessionName()), more)
        : SampledNames.NOTHING;
  }
}
