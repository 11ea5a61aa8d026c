package dev.rolecall.explanation.wording.notification;

import static dev.rolecall.explanation.document.RichSentence.say;
import static dev.rolecall.explanation.document.RichSentence.words;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.rolecall.denial.AssumeCall;
import dev.rolecall.denial.Caller;
import dev.rolecall.denial.Denial;
import dev.rolecall.denial.RoleArn;
import dev.rolecall.denial.UserArn;
import dev.rolecall.explanation.command.FullTextHint;
import dev.rolecall.explanation.command.ShellWords;
import dev.rolecall.explanation.document.Block;
import dev.rolecall.explanation.document.RichSentence;
import dev.rolecall.explanation.document.Truncation;
import dev.rolecall.explanation.redaction.Redaction;
import dev.rolecall.explanation.wording.term.RegionNames;
import dev.rolecall.explanation.wording.term.ShortName;
import dev.rolecall.incident.state.Incident;
import dev.rolecall.incident.state.IncidentSubject;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// What to do about a caller who searches: commands that show what else it did, and how to lock it
/// out. Nothing here grants access.
///
/// @see <a
///   href="https://docs.aws.amazon.com/cli/latest/reference/cloudtrail/lookup-events.html">lookup-events</a>
public record SearchTrail(
    IncidentSubject.Search subject, Incident incident, Optional<Denial> sample) {

  private static final Duration BEFORE = Duration.ofHours(1);

  /// What the shorthand of the AWS CLI takes as it is.
  private static final Pattern SHORTHAND = Pattern.compile("[A-Za-z0-9_.:/@-]+");

  /// Host and path of a provider, as they may stand in a query.
  private static final Pattern PROVIDER = Pattern.compile("[A-Za-z0-9.-]+(/[A-Za-z0-9._-]+)*");

  private static final String HARMLESS =
      "If this is an inventory tool: give it a list of the roles that it may assume, and the"
          + " alerts stop.";

  private static final String FIND_OUT =
      "Find out who is using these credentials and whether any call succeeded";

  /// What to do, with commands.
  ///
  /// @param foreign whether the owner of the token is unknown to the role's side
  public List<Block> blocks(boolean foreign) {
    if (foreign) {
      return foreign();
    }
    return UserArn.parse(subject.caller())
        .map(this::user)
        .or(() -> RoleArn.parse(subject.caller()).map(this::role))
        .orElseGet(this::other);
  }

  private List<Block> user(UserArn user) {
    String name = user.name();
    return List.of(
        says(FIND_OUT + ":"),
        code(lookup("Username", name)),
        says(
            "If nobody recognizes the activity: deactivate the user's access keys now and replace"
                + " them. Run the second command for each key:"),
        code(
            ShellWords.option("aws iam list-access-keys --user-name", name)
                + "\n"
                + ShellWords.option("aws iam update-access-key --user-name", name)
                + " --status Inactive --access-key-id KEY_ID"),
        says(HARMLESS));
  }

  private List<Block> role(RoleArn role) {
    List<Block> blocks = new ArrayList<>();
    blocks.add(says(FIND_OUT + "."));
    if (!incident.sessions().named().isEmpty()) {
      String session = incident.sessions().named().getLast();
      blocks.add(new Block.Paragraph(say("Calls of session {}:", IncidentTimeline.name(session))));
      blocks.add(code(lookup("Username", session)));
    }
    blocks.add(says("Who started this role's sessions:"));
    blocks.add(code(lookup("ResourceName", role.toString())));
    blocks.add(
        bullets(
            "If nobody recognizes the activity: revoke the role's active sessions (in the IAM"
                + " console, the role's tab Revoke sessions) and disable what creates them.",
            HARMLESS));
    return blocks;
  }

  private List<Block> other() {
    return List.of(
        says(FIND_OUT + ":"),
        code(lookup("EventName", call())),
        bullets(
            "If nobody recognizes the activity: disable the credentials that this caller signs in"
                + " with.",
            HARMLESS));
  }

  private List<Block> foreign() {
    List<Block> blocks = new ArrayList<>();
    blocks.add(
        says(
            "If you do not recognize this owner, leave the denial in place: it is doing its"
                + " job."));
    String name = Caller.WebIdentity.providerName(ShortName.provider(subject.caller()));
    if (PROVIDER.matcher(name).matches()) {
      blocks.add(
          says(
              "Check that no trust policy is broader than intended: in each role that this command"
                  + " lists, the condition on the token's subject must name your own owner."));
      blocks.add(
          code(
              "aws iam list-roles --query \"Roles[?contains(to_string(AssumeRolePolicyDocument), '"
                  + name
                  + "')].RoleName\" --output text"));
    }
    blocks.add(says("Check whether another token of this kind was accepted:"));
    blocks.add(code(lookup("EventName", call())));
    sample.ifPresent(
        denial -> {
          blocks.add(says("If the owner is yours, this command explains the denial:"));
          blocks.add(code(FullTextHint.command(denial)));
        });
    return blocks;
  }

  private String call() {
    AssumeCall call =
        sample
            .map(Denial::call)
            .orElse(
                ShortName.provider(subject.caller()).isEmpty()
                    ? AssumeCall.ASSUME_ROLE
                    : AssumeCall.ASSUME_ROLE_WITH_WEB_IDENTITY);
    return call.action().substring(call.action().indexOf(':') + 1);
  }

  private String lookup(String key, String value) {
    String clean = Truncation.at(256, Redaction.of(value));
    String attributes =
        SHORTHAND.matcher(clean).matches()
            ? "AttributeKey=" + key + ",AttributeValue=" + clean
            : JsonNodeFactory.instance
                .arrayNode()
                .add(
                    JsonNodeFactory.instance
                        .objectNode()
                        .put("AttributeKey", key)
                        .put("AttributeValue", clean))
                .toString();
    Instant since = incident.firstSeen().minus(BEFORE).truncatedTo(ChronoUnit.MINUTES);
    return "aws cloudtrail lookup-events --lookup-attributes "
        + ShellWords.quote(attributes)
        + " --start-time "
        + since
        + sample.map(RegionNames::option).orElse("")
        + " --query 'Events[].[EventTime,EventName,EventSource,Username]' --output text";
  }

  private static Block says(String words) {
    return new Block.Paragraph(words(words));
  }

  private static Block bullets(String... words) {
    return new Block.Bullets(Arrays.stream(words).map(RichSentence::words).toList());
  }

  private static Block code(String command) {
    return new Block.Code("bash", command);
  }
}
