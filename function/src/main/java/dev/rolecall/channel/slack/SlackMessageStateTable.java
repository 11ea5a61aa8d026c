package dev.rolecall.channel.slack;

import dev.rolecall.incident.dynamo.EarlierForm;
import dev.rolecall.incident.dynamo.TableItems;
import dev.rolecall.incident.state.NotificationKind;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Optional;
import software.amazon.awssdk.enhanced.dynamodb.DynamoDbEnhancedClient;
import software.amazon.awssdk.enhanced.dynamodb.DynamoDbTable;
import software.amazon.awssdk.enhanced.dynamodb.Key;
import software.amazon.awssdk.enhanced.dynamodb.document.EnhancedDocument;
import software.amazon.awssdk.enhanced.dynamodb.model.PutItemEnhancedRequest;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;

/// What stands in Slack, in the table of the incidents: one item an episode.
///
/// | attribute | holds |
/// |---|---|
/// | `pk`, `sk` | the incident's id; `slack#` and the episode |
/// | `version` | how often it was written |
/// | `channel`, `ts` | where it stands: the channel's id and the message's name. Without `ts`, what the routes call the channel of a webhook |
/// | `own` | when the last message of its own was sent |
/// | `sent`, `kind` | the newest notice that was dealt with |
/// | `kindNow` | the kind of that notice, when `kind` is what stands for it in the version before: [EarlierForm] |
/// | `claimed`, `claimEnd` | the notice that is being sent, and when another may try |
/// | `unsure` | since when there may be a message that was not noted |
/// | `expires` | the second from which DynamoDB may remove it |
///
/// Another item an episode, with the sort key `slack-waiting#` and the episode, says which notices
/// wait:
///
/// | attribute | holds |
/// |---|---|
/// | `version` | how often it was written |
/// | `newest` | the number of the newest notice |
/// | `sent`, `kind` | the newest notice that is worth a message of its own |
public final class SlackMessageStateTable implements SlackMessageStates {

  /// From the last write on; episodes are over long before.
  private static final Duration KEPT = Duration.ofDays(90);

  private static final String TABLE = "the table";
  private static final String VERSION = "version";
  private static final String CHANNEL = "channel";
  private static final String TS = "ts";
  private static final String OWN = "own";
  private static final String SENT = "sent";
  private static final String KIND = "kind";
  private static final String KIND_NOW = EarlierForm.meant(KIND);
  private static final String CLAIMED = "claimed";
  private static final String CLAIM_END = "claimEnd";
  private static final String UNSURE = "unsure";
  private static final String NEWEST = "newest";

  /// Others may write at the same time; without the note, an outdated notice is shown.
  private static final int MOST_ATTEMPTS = 5;

  private final DynamoDbTable<EnhancedDocument> table;
  private final InstantSource clock;

  /// In the table `name`.
  public SlackMessageStateTable(DynamoDbClient client, String name, InstantSource clock) {
    this.table =
        DynamoDbEnhancedClient.builder()
            .dynamoDbClient(client)
            .build()
            .table(name, TableItems.schema().build());
    this.clock = clock;
  }

  private static String sortKey(int episode) {
    return "slack#" + episode;
  }

  private static String waitingKey(int episode) {
    return "slack-waiting#" + episode;
  }

  @Override
  public WaitingNotices waiting(String incident, int episode) {
    return item(incident, waitingKey(episode))
        .map(
            item ->
                new WaitingNotices(
                    item.getNumber(VERSION).longValue(), number(item, NEWEST), last(item)))
        .orElse(WaitingNotices.NONE);
  }

  @Override
  public void announce(String incident, int episode, SlackMessageState.Last notice) {
    for (int attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
      WaitingNotices before = waiting(incident, episode);
      WaitingNotices after = before.with(notice);
      if (after.equals(before) || put(incident, episode, after)) {
        return;
      }
    }
  }

  private boolean put(String incident, int episode, WaitingNotices waiting) {
    EnhancedDocument.Builder item =
        TableItems.document(incident, waitingKey(episode), clock.instant().plus(KEPT))
            .putNumber(VERSION, waiting.version() + 1)
            .putNumber(NEWEST, waiting.newest());
    put(item, waiting.forEveryone());
    return put(item.build(), waiting.version());
  }

  private static void put(EnhancedDocument.Builder item, Optional<SlackMessageState.Last> notice) {
    notice.ifPresent(
        last -> {
          String kind = last.kind().name();
          String stored = EarlierForm.name(last.kind());
          item.putNumber(SENT, last.notice()).putString(KIND, stored);
          if (!kind.equals(stored)) {
            item.putString(KIND_NOW, kind);
          }
        });
  }

  /// Whether it was put: not when another write came first.
  private boolean put(EnhancedDocument item, long before) {
    try {
      TableItems.asking(
          TABLE,
          () ->
              table.putItemWithResponse(
                  PutItemEnhancedRequest.builder(EnhancedDocument.class)
                      .item(item)
                      .conditionExpression(TableItems.unchanged(before))
                      .build()));
      return true;
    } catch (ConditionalCheckFailedException _) {
      return false;
    }
  }

  private Optional<EnhancedDocument> item(String incident, String sortKey) {
    Key key = TableItems.key(incident, sortKey);
    return Optional.ofNullable(
        TableItems.asking(
            TABLE, () -> table.getItem(request -> request.key(key).consistentRead(true))));
  }

  @Override
  public SlackMessageState find(String incident, int episode) {
    return item(incident, sortKey(episode))
        .map(item -> thread(incident, episode, item))
        .orElseGet(() -> SlackMessageState.none(incident, episode));
  }

  private static SlackMessageState thread(String incident, int episode, EnhancedDocument item) {
    Optional<String> ts = text(item, TS);
    return new SlackMessageState(
        incident,
        episode,
        item.getNumber(VERSION).longValue(),
        text(item, CHANNEL)
            .map(
                channel ->
                    ts.<SlackMessageState.Shown>map(
                            name -> new SlackMessageState.Shown.Message(channel, name))
                        .orElseGet(() -> new SlackMessageState.Shown.Lasting(channel))),
        text(item, OWN).map(Instant::parse),
        last(item),
        text(item, CLAIM_END)
            .map(end -> new SlackMessageState.Claim(number(item, CLAIMED), Instant.parse(end))),
        text(item, UNSURE).map(Instant::parse));
  }

  private static Optional<SlackMessageState.Last> last(EnhancedDocument item) {
    return text(item, KIND_NOW)
        .or(() -> text(item, KIND))
        .map(kind -> new SlackMessageState.Last(number(item, SENT), kind(kind)));
  }

  /// A kind that this version does not know was written by a later one: something is shown.
  private static NotificationKind kind(String name) {
    return Arrays.stream(NotificationKind.values())
        .filter(kind -> kind.name().equals(name))
        .findFirst()
        .orElse(NotificationKind.CHANGED);
  }

  private static Optional<String> text(EnhancedDocument item, String name) {
    return item.isPresent(name) ? Optional.of(item.getString(name)) : Optional.empty();
  }

  private static int number(EnhancedDocument item, String name) {
    return item.getNumber(name).intValue();
  }

  @Override
  public Outcome write(SlackMessageState thread) {
    SlackMessageState next = thread.next();
    return put(item(next), thread.version()) ? new Outcome.Kept(next) : new Outcome.Overtaken();
  }

  private EnhancedDocument item(SlackMessageState thread) {
    EnhancedDocument.Builder item =
        TableItems.document(
                thread.incident(), sortKey(thread.episode()), clock.instant().plus(KEPT))
            .putNumber(VERSION, thread.version());
    thread
        .shown()
        .ifPresent(
            shown -> {
              switch (shown) {
                case SlackMessageState.Shown.Message(String channel, String ts) ->
                    item.putString(CHANNEL, channel).putString(TS, ts);
                case SlackMessageState.Shown.Lasting(String channel) ->
                    item.putString(CHANNEL, channel);
              }
            });
    thread.own().ifPresent(own -> item.putString(OWN, own.toString()));
    put(item, thread.last());
    thread
        .claim()
        .ifPresent(
            claim ->
                item.putNumber(CLAIMED, claim.notice())
                    .putString(CLAIM_END, claim.end().toString()));
    thread.unsure().ifPresent(since -> item.putString(UNSURE, since.toString()));
    return item.build();
  }
}
