package dev.rolecall.lambda.interaction;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.rolecall.channel.ChannelAnswer;
import dev.rolecall.channel.RetryingClient;
import dev.rolecall.channel.Secrets;
import dev.rolecall.channel.slack.SlackSecret;
import dev.rolecall.lambda.service.EventFailure;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The workspace that Rolecall is installed in, or the whole organization of Slack: what people of
/// another one ask for is not done, even where the same app is installed there, or a channel is
/// shared with them.
///
/// Slack says which workspace a bot token is for (`auth.test`), and the address of a webhook names
/// it. Where the settings name workspaces, only those count.
///
/// @see <a href="https://docs.slack.dev/reference/methods/auth.test">auth.test</a>
public final class InstalledWorkspace {

  /// How long it is known.
  private static final Duration KNOWN = Duration.ofHours(1);

  private static final Pattern TEAM_OF_WEBHOOK = Pattern.compile("/services/(T[A-Z0-9]{2,30})/.*");

  /// What is known of it.
  ///
  /// @param ids of workspaces and organizations in which the app may be used
  /// @param enterprise the organization that the workspace belongs to, as its people have it
  private record Known(Set<String> ids, Optional<String> enterprise) {
    private Known {
      ids = Set.copyOf(ids);
    }
  }

  private final Set<String> configured;
  private final Secrets<SlackSecret> secrets;
  private final URI webApi;
  private final RetryingClient client;
  private final InstantSource clock;
  private Optional<Known> learned = Optional.empty();
  private Instant learnAgain = Instant.MIN;

  /// @param configured IDs of workspaces (`T...`) and organizations (`E...`); empty when Slack is
  ///   asked
  /// @param webApi the address that methods follow
  public InstalledWorkspace(
      Set<String> configured,
      Secrets<SlackSecret> secrets,
      URI webApi,
      RetryingClient client,
      InstantSource clock) {
    this.configured = Set.copyOf(configured);
    this.secrets = secrets;
    this.webApi = webApi;
    this.client = client;
    this.clock = clock;
  }

  /// Whether a person asked in this workspace, and belongs to it.
  ///
  /// @param end when there must be an answer
  /// @throws EventFailure when it is not known which workspace it is
  boolean isOurs(Requester by, Instant end) {
    Known known = known(end);
    boolean here =
        known.ids().contains(by.team())
            || by.enterprise().filter(known.ids()::contains).isPresent();
    boolean ourPerson =
        by.ownTeam()
            .filter(
                team ->
                    !team.equals(by.team())
                        && !known.ids().contains(team)
                        && !known.enterprise().equals(Optional.of(team)))
            .isEmpty();
    return here && ourPerson;
  }

  private synchronized Known known(Instant end) {
    if (!configured.isEmpty()) {
      return new Known(configured, Optional.empty());
    }
    if (learned.isEmpty() || !clock.instant().isBefore(learnAgain)) {
      learned = Optional.of(learn(end));
      learnAgain = clock.instant().plus(KNOWN);
    }
    return learned.get();
  }

  private Known learn(Instant end) {
    ChannelAnswer answer =
        secrets.use(
            secret ->
                switch (secret) {
                  case SlackSecret.BotToken token -> ask(token, end);
                  case SlackSecret.Webhooks webhooks -> new ChannelAnswer.Delivered(of(webhooks));
                },
            problem -> problem,
            it -> it.is(ChannelAnswer.Kind.SECRET_REFUSED));
    return switch (answer) {
      case ChannelAnswer.Delivered(JsonNode json) -> read(json);
      case ChannelAnswer.Problem problem -> throw new EventFailure(problem.why());
    };
  }

  private ChannelAnswer ask(SlackSecret.BotToken token, Instant end) {
    return client.send(
        HttpRequest.newBuilder(URI.create(webApi + "/auth.test"))
            .header("Authorization", "Bearer " + token.value())
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.noBody()),
        end);
  }

  /// In the form of Slack's answer; all webhooks of a secret are of one workspace.
  private static JsonNode of(SlackSecret.Webhooks webhooks) {
    return JsonNodeFactory.instance
        .objectNode()
        .put(
            "team_id",
            webhooks.addresses().values().stream()
                .map(address -> TEAM_OF_WEBHOOK.matcher(address.getPath()))
                .filter(Matcher::matches)
                .map(matcher -> matcher.group(1))
                .findFirst()
                .orElse(""));
  }

  private static Known read(JsonNode json) {
    Optional<String> enterprise = text(json, "enterprise_id");
    Set<String> ids = new LinkedHashSet<>();
    text(json, "team_id").ifPresent(ids::add);
    enterprise.filter(_ -> json.path("is_enterprise_install").asBoolean()).ifPresent(ids::add);
    return new Known(ids, enterprise);
  }

  private static Optional<String> text(JsonNode json, String field) {
    return Optional.of(json.path(field).asText("")).filter(text -> !text.isEmpty());
  }
}
