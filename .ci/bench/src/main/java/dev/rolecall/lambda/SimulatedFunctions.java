package dev.rolecall.lambda;

import dev.rolecall.channel.sns.SnsChannel;
import dev.rolecall.channel.sns.SnsPublisher;
import dev.rolecall.denial.AccountId;
import dev.rolecall.diagnosis.result.Confidence;
import dev.rolecall.doctor.report.DoctorReport;
import dev.rolecall.evidence.aws.AwsClients;
import dev.rolecall.evidence.aws.AwsEvidence;
import dev.rolecall.evidence.aws.AwsSettings;
import dev.rolecall.evidence.aws.ReadListener;
import dev.rolecall.evidence.aws.ReaderRole;
import dev.rolecall.evidence.aws.ReaderRoleAccess;
import dev.rolecall.evidence.index.IndexSummary;
import dev.rolecall.evidence.index.OrganizationIndex;
import dev.rolecall.evidence.index.OrganizationIndexStore;
import dev.rolecall.explanation.notification.Channel;
import dev.rolecall.incident.DenialIntake;
import dev.rolecall.incident.IncidentSweep;
import dev.rolecall.incident.MemoryRepository;
import dev.rolecall.incident.repository.IncidentRepository;
import dev.rolecall.incident.state.Incident;
import dev.rolecall.incident.state.IncidentRules;
import dev.rolecall.incident.state.LookFailures;
import dev.rolecall.lambda.service.DenialExplainer;
import dev.rolecall.lambda.service.EventBridgeEvents;
import dev.rolecall.lambda.service.ExplainService;
import dev.rolecall.lambda.telemetry.FunctionLog;
import dev.rolecall.lambda.telemetry.FunctionMetrics;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sns.SnsClient;

/// Instances of the explain function and of the sweep, each with caches of its own, on one table.
/// The table is in memory and takes DynamoDB's time; everything else is what is deployed.
public final class SimulatedFunctions {

  private static final AccountId HOME = new AccountId("999999999999");
  private static final Clock CLOCK = Clock.systemUTC();
  private static final StaticCredentialsProvider OWN =
      StaticCredentialsProvider.create(AwsBasicCredentials.create("AKIA" + HOME, "secret"));

  private final SimulatedAws aws;
  private final Duration cacheTime;
  private final IncidentRepository store;
  private final OrganizationIndexStore shelf;
  private final SimulatedLooks looks;
  private final Map<String, LongAdder> confidence = new ConcurrentHashMap<>();
  private final Map<String, LongAdder> unread = new ConcurrentHashMap<>();

  /// @param cacheTime how long answers and diagnoses are good for
  public SimulatedFunctions(SimulatedAws aws, Duration cacheTime) {
    this.aws = aws;
    this.cacheTime = cacheTime;
    this.store = new Store(new MemoryRepository(), aws);
    this.shelf = new Shelf(aws);
    this.looks = new SimulatedLooks((ids, ifDue, end) -> sweep().look(ids, ifDue, end));
  }

  public Map<String, Long> confidence() {
    return sums(confidence);
  }

  /// What could not be read, by action and why.
  public Map<String, Long> unread() {
    return sums(unread);
  }

  private static Map<String, Long> sums(Map<String, LongAdder> counts) {
    Map<String, Long> sums = new TreeMap<>();
    counts.forEach((name, count) -> sums.put(name, count.sum()));
    return sums;
  }

  private AwsEvidence evidence(ReadListener listener) {
    AwsClients clients = AwsClients.create(Region.EU_WEST_1, Optional.empty(), aws);
    return new AwsEvidence(
        new ReaderRoleAccess(
            HOME,
            OWN,
            Optional.of(new ReaderRole("RolecallReader", Optional.of("o-simulated"))),
            clients),
        clients,
        settings(),
        CLOCK,
        listener,
        Optional.of(new OrganizationIndex(shelf, CLOCK)));
  }

  private AwsSettings settings() {
    AwsSettings standard = AwsSettings.standard();
    return new AwsSettings(
        standard.deadline(), standard.changesDeadline(), cacheTime, standard.organizationAccount());
  }

  private IncidentRules rules() {
    IncidentRules standard = IncidentRules.standard();
    return new IncidentRules(
        standard.reminder(),
        standard.update(),
        standard.inPlace(),
        standard.propagation(),
        standard.quiet(),
        standard.searchRoles(),
        standard.searchTime(),
        cacheTime,
        standard.mutes(),
        standard.gather(),
        standard.sharedCauseMembers(),
        standard.privileged());
  }

  private SnsChannel outlet() {
    SnsPublisher publisher =
        new SnsPublisher(
            SnsClient.builder()
                .region(Region.EU_WEST_1)
                .httpClient(aws)
                .credentialsProvider(OWN)
                .build(),
            "arn:aws:sns:eu-west-1:" + HOME + ":alerts");
    return new SnsChannel(publisher, Optional.of(publisher), Set.of(Channel.SLACK));
  }

  /// An instance of the explain function.
  public ExplainInstance explain() {
    ExplainService function =
        new ExplainService(
            List.of(),
            new DenialIntake(rules(), List.of("owner"), store, outlet(), CLOCK, looks),
            new FunctionLog("simulation"),
            new Counting(),
            CLOCK);
    DenialExplainer denialExplainer = new DenialExplainer(evidence(function), CLOCK);
    return event -> function.run(event.getBytes(StandardCharsets.UTF_8), denialExplainer);
  }

  /// Takes an event.
  public interface ExplainInstance {
    void run(String event);
  }

  /// One minute's sweep: what is more than one invocation can do goes to the workers.
  public List<IncidentSweep.LookResult> sweep(Instant end) {
    return sweep().dueInParts(end);
  }

  private IncidentSweep sweep() {
    DenialExplainer denialExplainer = new DenialExplainer(evidence((_, _, _) -> {}), CLOCK);
    return new IncidentSweep(
        rules(),
        List.of("owner"),
        store,
        outlet(),
        CLOCK,
        event -> EventBridgeEvents.denial(event).map(denialExplainer),
        looks);
  }

  /// What waits for the workers that look at incidents.
  public int waitingLooks() {
    return looks.waiting();
  }

  private final class Counting implements FunctionMetrics {
    @Override
    public void countDenial(DenialIntake.IntakeResult intakeResult) {
      count(confidence, intakeResult.notice().isPresent() ? "told" : "counted");
    }

    @Override
    public void countExplanation(Confidence how, Duration work, Optional<Duration> sinceDenial) {
      count(confidence, how.name());
    }

    @Override
    public void countLook(IncidentSweep.LookResult lookResult) {
      // The sweep counts nothing here.
    }

    @Override
    public void countUnread(String action, ReadListener.Failure failure) {
      count(unread, action + " " + failure);
    }

    @Override
    public void countSurvey(DoctorReport doctorReport) {
      throw new IllegalStateException("nobody looks after this installation");
    }

    @Override
    public void countOtherEvent() {
      throw new IllegalStateException("all events are denials");
    }

    @Override
    public void countMalformed() {
      throw new IllegalStateException("all events can be read");
    }

    @Override
    public void countStrangeAccount() {
      throw new IllegalStateException("every event is of its account");
    }

    @Override
    public void countOwnDenial() {
      throw new IllegalStateException("no event is its own");
    }

    private static void count(Map<String, LongAdder> counts, String name) {
      counts.computeIfAbsent(name, _ -> new LongAdder()).increment();
    }
  }

  private record Store(IncidentRepository store, SimulatedAws aws) implements IncidentRepository {
    @Override
    public Optional<Incident> find(String id) {
      aws.call("dynamodb", "GetItem");
      return store.find(id);
    }

    @Override
    public Outcome write(Change change) {
      aws.call("dynamodb", "TransactWriteItems");
      return store.write(change);
    }

    @Override
    public Optional<byte[]> event(String id) {
      aws.call("dynamodb", "GetItem");
      return store.event(id);
    }

    @Override
    public Optional<byte[]> event(String id, String kind) {
      aws.call("dynamodb", "GetItem");
      return store.event(id, kind);
    }

    @Override
    public List<String> due(Instant until, int most) {
      aws.call("dynamodb", "Query");
      return store.due(until, most);
    }

    @Override
    public List<String> urgent(Instant until, int most) {
      aws.call("dynamodb", "Query");
      return store.urgent(until, most);
    }

    @Override
    public List<String> touching(Set<String> keys) {
      aws.call("dynamodb", "Query");
      return store.touching(keys);
    }

    @Override
    public Optional<LookFailures> failed(String id, Instant now, Duration longest) {
      aws.call("dynamodb", "UpdateItem");
      return store.failed(id, now, longest);
    }

    @Override
    public List<String> members(String shared, Instant since) {
      List<String> members = store.members(shared, since);
      // A page of the table is 1 MB, and a membership takes 200 bytes of it.
      for (int page = 0; page <= members.size() / 5_000; page++) {
        aws.call("dynamodb", "Query");
      }
      return members;
    }

    @Override
    public List<Incident> findAll(List<String> ids) {
      for (int batch = 0; batch < ids.size(); batch += 100) {
        aws.call("dynamodb", "BatchGetItem");
      }
      return store.findAll(ids);
    }

    @Override
    public List<String> live() {
      aws.call("dynamodb", "Query");
      return store.live();
    }

    @Override
    public List<String> endedSince(Instant since) {
      aws.call("dynamodb", "Query");
      return store.endedSince(since);
    }
  }

  /// The organization index: all accounts in one unit, with SCPs and RCPs that allow everything,
  /// and an SCP that denies the roles of the storm.
  private record Shelf(SimulatedAws aws, byte[] summary) implements OrganizationIndexStore {
    Shelf(SimulatedAws aws) {
      this(aws, summaryNow());
    }

    private static byte[] summaryNow() {
      Set<AccountId> accounts = new HashSet<>();
      for (int number = 0; number < SimulatedTraffic.ACCOUNTS; number++) {
        accounts.add(new AccountId(SimulatedTraffic.account(number)));
      }
      return new IndexSummary(CLOCK.instant(), accounts).write();
    }

    @Override
    public Optional<byte[]> get(String name) {
      aws.call("dynamodb", "GetItem");
      return Optional.of(name.equals(IndexSummary.NAME) ? summary : entry(name));
    }

    @Override
    public Map<String, byte[]> getAll(Collection<String> names) {
      aws.call("dynamodb", "BatchGetItem");
      return names.stream()
          .collect(
              Collectors.toMap(
                  name -> name, name -> name.equals(IndexSummary.NAME) ? summary : entry(name)));
    }

    private static byte[] entry(String name) {
      String account = name.substring(name.length() - 12);
      String full =
          """
          {"name": "Full", "document": {"Version": "2012-10-17", "Statement": [{"Effect": "Allow",
           %s"Action": "*", "Resource": "*"}]}}\
          """;
      String scp = full.formatted("");
      String rcp = full.formatted("\"Principal\": \"*\", ");
      return """
      {"organizations": [{"id": "o-simulated", "managementAccountId": "999999999999", "accounts": [
       {"id": "%1$s", "name": "account %1$s", "path": "o-simulated/r-1/ou-1/",
        "serviceControlPolicies": [{"target": "r-1", "policies": [%2$s]},
         {"target": "ou-1", "policies": [%2$s]}, {"target": "%1$s", "policies": [%2$s]}],
        "resourceControlPolicies": [{"target": "r-1", "policies": [%3$s]},
         {"target": "ou-1", "policies": [%3$s]}, {"target": "%1$s", "policies": [%3$s]}]}]}]}\
      """
          .formatted(account, scp, rcp)
          .getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void put(String name, byte[] entry, Instant expires) {
      throw new IllegalStateException("nothing is written");
    }
  }
}
