package dev.rolecall.cloudtrail.text;

import dev.rolecall.cloudtrail.failure.FailureSigns;
import dev.rolecall.cloudtrail.failure.FailureText;
import dev.rolecall.cloudtrail.failure.ServiceFailure;
import dev.rolecall.cloudtrail.match.FoldedText;
import dev.rolecall.cloudtrail.match.WordPattern;
import dev.rolecall.denial.AccountId;
import dev.rolecall.denial.AssumeCall;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Finds AWS's errors about assuming a role in a text as people have it: the output of Terraform,
/// of the AWS CLI or of any SDK, the log of a CI job, a trace, a ticket.
///
/// AWS's sentence is the same in all of them: "User: ARN is not authorized to perform:
/// sts:AssumeRole on resource: ARN". Around it stand, in the form of each, error code, operation
/// and request id.
public final class ErrorText {

  private static final int NEAR = 4_000;
  private static final int BEHIND = 400;
  private static final int BEFORE = 160;

  private static final String ARN =
      "arn:[\\w-]+:(?:iam|sts):[^\\s:]*:[^\\s:]*:[\\w+=.@/:*#~%!$^-]+";

  /// Names of roles may have commas, and rows of tables have them between cells.
  private static final String COMMAS = "(?:,+[\\w+=.@-]+)*+";

  /// What stands behind a comma and is not a part of a name: a Region, an ID, a time, a number, an
  /// ARN, a word of a program, a field with its value.
  private static final Pattern CELL =
      pattern(
          "[a-z]{2}(?:-[a-z]+){1,3}-\\d|[0-9a-f]{8}-[0-9a-f-]{20,}|\\d[\\d.:TZ+-]*|arn"
              + "|true|false|null|none|-|\\w+(?:Exception|Error|Denied)|sts|sts\\.\\S+"
              + "|Assume(?:Role|Root)\\w*|[a-z_]+=.*|");

  /// What people and their tools put around a word.
  private static final String QUOTES = "(?:[\"'`]|\\*\\*|\\\\\"){0,2}";

  private static final String OPERATION = "(AssumeRole(?:WithSAML|WithWebIdentity)?|AssumeRoot)";

  private static final WordPattern SENTENCE =
      words(
          "\\bnot\\s+authorized\\s+to\\s+perform:?\\s+"
              + QUOTES
              + "(sts:[A-Za-z]+)"
              + QUOTES
              + "(?:\\s+on\\s+resource:?\\s+"
              + QUOTES
              + "("
              + ARN
              + COMMAS
              + "|[^\\s\"'`<>(){},;]+))?(\\s+because\\s+no\\s++[a-z-][a-z"
              + " -]{0,59}?(?<!\\s)\\s++allows\\s+the\\s+\\S+\\s+action(?::\\s*arn:[^\\s\"'<>]+)?"
              + "|\\s+with\\s+an\\s+explicit\\s+deny\\s+in\\s+(?:an?\\s+|the\\s+)?"
              + "(?:[a-z-]+\\s+){0,3}(?:policy|boundary)(?::\\s*arn:[^\\s\"'<>]+)?)?"
              + "(\\.?\\s+Go\\s+to\\s+https://\\S+/authorization-details/\\S+"
              + "(?:\\s+for\\s+complete\\s+details\\b.{0,160}?authorization\\s+id:\\s*[\\w-]+)?)?",
          "not");

  /// The forms in which SDKs name operation and error code: of the AWS CLI and Python, of Go.
  private static final List<WordPattern> CODED =
      List.of(
          words(
              "An error occurred \\((?<code>\\w+)\\)\\s+when\\s+calling\\s+the\\s+(?<call>"
                  + OPERATION
                  + ")\\s+operation(?:\\s+\\(reached max retries: \\d+\\))?:\\s+(?<text>[^\\n]+)",
              "An error occurred ("),
          words(
              "operation error STS: (?<call>"
                  + OPERATION
                  + "),\\s[^\\n"
                  + "]{0,200}?\\s*+https\\s+response\\s+error\\s+StatusCode:\\s+\\d+,\\s+RequestID:\\s+\\S*,\\s+(?:api\\s+error\\s+)?(?<code>\\w+):\\s+(?<text>[^\\n"
                  + "]+)",
              "operation error STS:"));

  /// What GitHub's action and others say before AWS's message, without its code.
  private static final WordPattern ASSUME_FAILED =
      words(
          "could\\s+not\\s+assume\\s+role(?:\\s+with\\s+(?<kind>OIDC|SAML|[a-z ]{1,30}?))?:\\s+"
              + "(?<text>[^\\n]+)",
          "could");

  /// Java, Ruby, JavaScript and the like: the code in the exception's name.
  private static final WordPattern EXCEPTION =
      words(
          "(?<code>AccessDenied|InvalidIdentityToken|ExpiredToken|IDPRejectedClaim"
              + "|IDPCommunicationError|RegionDisabled|PackedPolicyTooLarge|MalformedPolicyDocument"
              + "|ValidationError)(?:Exception)?:\\s+(?<text>[^\\n]+)",
          "AccessDenied",
          "InvalidIdentityToken",
          "ExpiredToken",
          "IDPRejectedClaim",
          "IDPCommunicationError",
          "RegionDisabled",
          "PackedPolicyTooLarge",
          "MalformedPolicyDocument",
          "ValidationError");

  private static final WordPattern WHOLE_MESSAGE =
      WordPattern.of(
          pattern(
              "Roles may not be assumed by root accounts?\\.?"
                  + "|MultiFactorAuthentication failed[^:\\n\"]{0,160}?(?:code|MFA)\\b\\.?"
                  + "|[^:\\n\"]{0,80}both MFA serial number and one.time pass ?code\\.?"),
          80,
          "Roles may not be assumed by root account",
          "MultiFactorAuthentication failed",
          "both MFA serial number and one");

  /// AWS's messages that tell the error code.
  private static final List<String> KNOWN_MESSAGES =
      List.of(
          "durationseconds exceeds=ValidationError",
          "openidconnect provider=InvalidIdentityToken",
          "verification key=InvalidIdentityToken",
          "token audience=InvalidIdentityToken",
          "roles claim=InvalidIdentityToken",
          "valid jwt=InvalidIdentityToken",
          "token is expired=ExpiredTokenException",
          "token has expired=ExpiredTokenException",
          "token included in the request is expired=ExpiredTokenException",
          "not activated in this region=RegionDisabledException",
          "packed size=PackedPolicyTooLarge");

  private static final WordPattern TERRAFORM =
      words(
          "(?:IAM|The)\\s+role\\s+[(\"'`]("
              + ARN
              + COMMAS
              + ")[)\"'`]\\s+cannot\\s+be\\s+assumed(\\s+with\\s+web\\s+identity)?",
          "IAM",
          "The");

  private static final WordPattern CDK =
      words("could\\s+not\\s+be\\s+used\\s+to\\s+assume\\s+['\"`](" + ARN + COMMAS + ")", "could");

  /// The role that was asked for, in the words of tools.
  private static final WordPattern MENTION =
      words(
          "(?:assum(?:e|ed|ing)(?:Role\\w{0,20})?\\b(?:\\s+(?:the|IAM|target|for))*+(?:\\s+role)?|role.to.assume|role[_"
              + " -]?arn|(?:selected|session)\\s+role)[\\s:=\\\"'`(\\[]{1,6}(arn:[\\w-]+:iam::\\d{12}:role/[\\w+=,.@/-]+)",
          "assum",
          "role",
          "selected",
          "session");

  private static final Pattern OTHER_ERROR =
      pattern(
          "operation error STS|no valid credential|NoCredentialProviders|no such host|timeout"
              + "|SSO session|ExpiredToken|InvalidClientTokenId|SignatureDoesNotMatch");

  private static final Pattern REQUEST_ID =
      pattern(
          "request[\\s_-]?id[\"']?\\s*+(?:[:=>]|Some\\()*+\\s*+[\"'(]*+"
              + "([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})");

  private static final Pattern BARE_ID =
      pattern("^[\\s.]+([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})\\b");

  private static final WordPattern ENDPOINT =
      words(
          "https://sts(?:-fips)?(?:\\.([a-z]{2}(?:-[a-z]+){1,3}-\\d))?"
              + "\\.(?:amazonaws\\.com(?:\\.cn)?|api\\.aws)(?!/doc/)\\b",
          "https://sts");

  private static final Pattern OF_TOKENS =
      pattern("\\bwith\\s+OIDC\\b|web.?identity|InvalidIdentityToken");

  private static final Pattern ANY_OPERATION = Pattern.compile(OPERATION, Pattern.CASE_INSENSITIVE);

  private static final String OPERATION_BEGINS = "assumero";

  private static final Pattern COMMA_BETWEEN_CELLS = Pattern.compile(",(?=\\S|$)");

  private static final Pattern BOLD = Pattern.compile("^\\*\\*(?!\\*)|(?<!\\*)\\*\\*$");

  private final CleanText clean;
  private final String text;
  private final FoldedText folded;
  private final Optional<String> region;
  private final List<Found> found = new ArrayList<>();
  private final TakenParts taken = new TakenParts();

  private record Found(int start, int end, ToldError error) {}

  /// Who is not authorized, by the words before.
  ///
  /// @param start where they begin
  private record Subject(int start, Optional<String> name) {

    private static final int LONGEST = 2_200;

    static Subject before(String text, int at) {
      int from = Math.max(0, at - LONGEST);
      int is = at;
      while (is > from && Character.isWhitespace(text.charAt(is - 1))) {
        is--;
      }
      if (is == at || !text.regionMatches(true, is - 2, "is", 0, 2)) {
        return new Subject(at, Optional.empty());
      }
      int end = is - 2;
      while (end > from && Character.isWhitespace(text.charAt(end - 1))) {
        end--;
      }
      int start = end;
      while (start > from && !Character.isWhitespace(text.charAt(start - 1))) {
        start--;
      }
      String name = bare(text.substring(start, end));
      int behind = start;
      while (behind > from && Character.isWhitespace(text.charAt(behind - 1))) {
        behind--;
      }
      int user = behind - "User:".length();
      boolean follows =
          user >= from && text.startsWith("User:", user) && !text.startsWith("User:", start);
      return new Subject(
          follows ? user : start, name.isEmpty() ? Optional.empty() : Optional.of(name));
    }
  }

  private ErrorText(CleanText clean) {
    this.clean = clean;
    this.text = clean.text();
    this.folded = FoldedText.of(text);
    this.region = regionIn(folded);
  }

  private static Pattern pattern(String regex) {
    return Pattern.compile(regex, Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
  }

  private static WordPattern words(String regex, String... words) {
    return WordPattern.of(pattern(regex), words);
  }

  /// Whether it is worth to look for an error.
  public static boolean mayHoldError(String text) {
    return text.contains("uthorized") || text.contains("IdentityToken") || FailureSigns.in(text);
  }

  /// The errors in a text, in their order, each once.
  public static List<ToldError> find(String raw) {
    List<ToldError> plain = new ErrorText(CleanText.of(raw)).errors();
    Optional<CleanText> unbroken = CleanText.unbroken(raw);
    if (unbroken.isEmpty()) {
      return plain;
    }
    List<ToldError> joined = new ErrorText(unbroken.get()).errors();
    return isBetter(joined, plain, raw) ? joined : plain;
  }

  /// Whether the lines were cut in the middle of words: caller and role are told by the joined ones
  /// alone, or no line has the sentence with the role that the lines as they are tell.
  private static boolean isBetter(List<ToldError> joined, List<ToldError> plain, String raw) {
    Optional<ToldError> whole = joined.stream().filter(ErrorText::isWhole).findFirst();
    if (joined.size() != 1 || whole.isEmpty()) {
      return false;
    }
    Optional<ToldError> told = plain.stream().filter(ErrorText::isWhole).findFirst();
    if (told.isEmpty()) {
      return true;
    }
    String was = told.get().role().orElse("");
    String is = whole.get().role().orElse("");
    return is.length() > was.length()
        && is.startsWith(was)
        && raw.lines().noneMatch(line -> line.contains(was) && line.contains(" perform: "));
  }

  private static boolean isWhole(ToldError error) {
    return error.caller().isPresent() && error.role().isPresent();
  }

  private List<ToldError> errors() {
    failures();
    sentences();
    coded();
    roleOnly();
    found.sort(Comparator.comparingInt(Found::start));
    return told();
  }

  /// What services say that could not assume a role.
  private void failures() {
    for (FailureText.Place place : FailureText.find(text)) {
      ServiceFailure failure = place.failure();
      Optional<String> role = failure.role().filter(arn -> !isHidden(arn));
      found(
          new Found(
              place.start(),
              place.end(),
              new ToldError(
                  failure.call(),
                  place.code(),
                  place.message(),
                  failure.caller().filter(name -> !isHidden(name)),
                  role,
                  failure.role().isPresent() && role.isEmpty(),
                  region,
                  requestId(place.end()),
                  Optional.of(failure),
                  Optional.empty())));
    }
  }

  private void found(Found next) {
    found.add(next);
    taken.add(next.start, next.end);
  }

  private boolean isTold(MatchResult at) {
    return taken.overlap(at.start(), at.end());
  }

  /// AWS's own sentence.
  private void sentences() {
    WordPattern.Search search = SENTENCE.in(folded);
    while (search.find()) {
      Matcher sentence = search.match();
      String action = sentence.group(1);
      if (!isOurs(action) || isTold(sentence)) {
        continue;
      }
      Subject subject = Subject.before(text, sentence.start());
      Optional<String> caller = subject.name();
      Optional<String> resource =
          Optional.ofNullable(sentence.group(2))
              .map(token -> whole(named(token, sentence, subject), sentence.end(2)));
      String message =
          (caller.isPresent() ? "User: " + caller.get() + " is not" : "Not")
              + " authorized to perform: "
              + action
              + resource.map(arn -> " on resource: " + arn).orElse("")
              + line(sentence.group(3))
              + line(sentence.group(4));
      add(
          sentence,
          subject.start(),
          call(action, sentence),
          "AccessDenied",
          message,
          caller.filter(arn -> !isHidden(arn)),
          resource.filter(arn -> !isHidden(arn)),
          caller.filter(ErrorText::isHidden).isPresent()
              || resource.filter(ErrorText::isHidden).isPresent());
    }
  }

  /// Errors without that sentence, by error code and operation.
  private void coded() {
    for (WordPattern form : CODED) {
      WordPattern.Search search = form.in(folded);
      while (search.find()) {
        Matcher coded = search.match();
        add(coded, operation(coded.group("call")), coded.group("code"), coded.group("text"));
      }
    }
    WordPattern.Search failures = ASSUME_FAILED.in(folded);
    while (failures.find()) {
      Matcher failed = failures.match();
      String message = failed.group("text");
      code(message)
          .ifPresent(
              code ->
                  add(
                      failed,
                      "OIDC".equalsIgnoreCase(failed.group("kind"))
                          ? AssumeCall.ASSUME_ROLE_WITH_WEB_IDENTITY
                          : "SAML".equalsIgnoreCase(failed.group("kind"))
                              ? AssumeCall.ASSUME_ROLE_WITH_SAML
                              : nearby(failed),
                      code,
                      message));
    }
    WordPattern.Search exceptions = EXCEPTION.in(folded);
    while (exceptions.find()) {
      Matcher exception = exceptions.match();
      boolean ofOther = exception.group("text").contains("perform:");
      boolean ofSts =
          exception.group("code").startsWith("InvalidIdentityToken")
              || ANY_OPERATION.matcher(around(exception)).find();
      if (!ofOther && ofSts) {
        add(exception, nearby(exception), exception.group("code"), exception.group("text"));
      }
    }
    WordPattern.Search messages = WHOLE_MESSAGE.in(folded);
    while (messages.find()) {
      Matcher whole = messages.match();
      add(whole, nearby(whole), "AccessDenied", whole.group());
    }
  }

  private static Optional<String> code(String message) {
    String lower = message.toLowerCase(Locale.ROOT);
    return KNOWN_MESSAGES.stream()
        .map(known -> known.split("=", 2))
        .filter(known -> lower.contains(known[0]))
        .map(known -> known[1])
        .findFirst();
  }

  /// What Terraform and the CDK say before AWS's sentence, or in its place.
  private void roleOnly() {
    for (WordPattern form : List.of(TERRAFORM, CDK)) {
      WordPattern.Search search = form.in(folded);
      while (search.find()) {
        Matcher role = search.match();
        Optional<String> arn = Optional.of(bare(role.group(1))).filter(it -> !isHidden(it));
        if (found.isEmpty() && OTHER_ERROR.matcher(behind(role, NEAR)).find()) {
          continue;
        }
        boolean web = role.groupCount() > 1 && role.group(2) != null;
        found(
            new Found(
                role.start(),
                role.end(),
                new ToldError(
                    web ? AssumeCall.ASSUME_ROLE_WITH_WEB_IDENTITY : AssumeCall.ASSUME_ROLE,
                    "",
                    line(role.group()).strip(),
                    Optional.empty(),
                    arn,
                    arn.isEmpty(),
                    region,
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty())));
      }
    }
  }

  private void add(MatchResult at, AssumeCall call, String code, String message) {
    if (!isTold(at)) {
      add(
          at,
          at.start(),
          call,
          code,
          line(message).strip(),
          Optional.empty(),
          Optional.empty(),
          false);
    }
  }

  private void add(
      MatchResult at,
      int start,
      AssumeCall call,
      String code,
      String message,
      Optional<String> caller,
      Optional<String> role,
      boolean hidden) {
    found(
        new Found(
            start,
            at.end(),
            new ToldError(
                call,
                code,
                message,
                caller,
                role,
                hidden,
                region,
                requestId(at),
                Optional.empty(),
                Optional.empty())));
  }

  /// Each failed call once, and what is told of it in several places put together.
  private List<ToldError> told() {
    ToldErrors told = new ToldErrors();
    LineTimes times = new LineTimes(clean);
    for (Found next : found) {
      told.add(
          next.error.role().isEmpty() ? withMention(next) : next.error, () -> times.at(next.start));
    }
    return told.all();
  }

  /// The role that the text around the error names, if it names one only.
  private ToldError withMention(Found error) {
    if (error.error.hidden()) {
      return error.error;
    }
    int from = Math.max(0, error.start - NEAR);
    int to = Math.min(text.length(), error.end + NEAR);
    if (!folded.has(":role/", from, to)) {
      return error.error;
    }
    Set<String> roles = new HashSet<>();
    WordPattern.Search mentions = MENTION.in(folded, from, to);
    while (roles.size() < 2 && mentions.find()) {
      roles.add(bare(mentions.match().group(1)));
    }
    ToldError it = error.error;
    return roles.size() != 1
        ? it
        : new ToldError(
            it.call(),
            it.code(),
            it.message(),
            it.caller(),
            roles.stream().findFirst(),
            it.hidden(),
            it.region(),
            it.requestId(),
            it.failure(),
            it.time());
  }

  private static boolean isOurs(String action) {
    return switch (action.toLowerCase(Locale.ROOT)) {
      case "sts:assumerole",
          "sts:assumerolewithsaml",
          "sts:assumerolewithwebidentity",
          "sts:assumeroot",
          "sts:tagsession",
          "sts:setsourceidentity",
          "sts:setcontext" ->
          true;
      default -> false;
    };
  }

  private AssumeCall call(String action, MatchResult at) {
    return AssumeCall.ofEventName(spelled(action.substring("sts:".length())))
        .orElseGet(() -> nearby(at));
  }

  private static AssumeCall operation(String name) {
    return AssumeCall.ofEventName(spelled(name)).orElse(AssumeCall.ASSUME_ROLE);
  }

  private static String spelled(String name) {
    return Arrays.stream(AssumeCall.values())
        .map(AssumeCall::eventName)
        .filter(name::equalsIgnoreCase)
        .findFirst()
        .orElse(name);
  }

  /// The call that is named next to the error: before it, else behind it.
  private AssumeCall nearby(MatchResult at) {
    int from = Math.max(0, at.start() - NEAR);
    Optional<String> name =
        lastOperation(from, at.start())
            .or(() -> firstOperation(at.start(), Math.min(text.length(), at.end() + NEAR)));
    boolean token =
        name.isEmpty()
            && (folded.has("oidc", from, at.end()) || folded.has("identity", from, at.end()))
            && OF_TOKENS.matcher(text.substring(from, at.end())).find();
    return token ? AssumeCall.ASSUME_ROLE_WITH_WEB_IDENTITY : operation(name.orElse(""));
  }

  private Optional<String> lastOperation(int from, int to) {
    for (int at = to - OPERATION_BEGINS.length(); at >= from; at--) {
      Optional<String> operation = operation(at, to);
      if (operation.isPresent()) {
        return operation;
      }
    }
    return Optional.empty();
  }

  private Optional<String> firstOperation(int from, int to) {
    Optional<String> operation = Optional.empty();
    int at = folded.folded().indexOf(OPERATION_BEGINS, from, to);
    while (at >= 0 && operation.isEmpty()) {
      operation = operation(at, to);
      at = folded.folded().indexOf(OPERATION_BEGINS, at + 1, to);
    }
    return operation;
  }

  private Optional<String> operation(int at, int to) {
    if (!folded.folded().startsWith(OPERATION_BEGINS, at)) {
      return Optional.empty();
    }
    Matcher operation = ANY_OPERATION.matcher(text).region(at, to);
    return operation.lookingAt() ? Optional.of(operation.group()) : Optional.empty();
  }

  private String behind(MatchResult at, int length) {
    return text.substring(at.end(), Math.min(text.length(), at.end() + length));
  }

  private String around(MatchResult at) {
    return text.substring(
        Math.max(0, at.start() - BEFORE), Math.min(text.length(), at.end() + BEHIND));
  }

  private Optional<String> requestId(int end) {
    Matcher id = REQUEST_ID.matcher(text.substring(end, Math.min(text.length(), end + BEHIND)));
    return id.find() ? Optional.of(id.group(1)) : Optional.empty();
  }

  private Optional<String> requestId(MatchResult at) {
    String behind = behind(at, BEHIND);
    Matcher bare = BARE_ID.matcher(behind);
    if (bare.find()) {
      return Optional.of(bare.group(1));
    }
    Matcher next = SENTENCE.pattern().matcher(behind);
    Matcher id = REQUEST_ID.matcher(next.find() ? behind.substring(0, next.start()) : behind);
    if (id.find()) {
      // the next error may have its own id before it
      String between = behind.substring(0, id.start());
      if (!between.contains("operation error STS")) {
        return Optional.of(id.group(1));
      }
    }
    String before = text.substring(Math.max(0, at.start() - BEFORE), at.start());
    String last = null;
    Matcher earlier = REQUEST_ID.matcher(before);
    while (earlier.find()) {
      last = earlier.group(1);
    }
    return Optional.ofNullable(last);
  }

  private static Optional<String> regionIn(FoldedText text) {
    Set<String> regions = new HashSet<>();
    WordPattern.Search endpoints = ENDPOINT.in(text);
    while (regions.size() < 2 && endpoints.find()) {
      regions.add(Optional.ofNullable(endpoints.match().group(1)).orElse("us-east-1"));
    }
    return regions.size() == 1 ? regions.stream().findFirst() : Optional.empty();
  }

  /// Without the punctuation of the text around it.
  private static String bare(String token) {
    int from = 0;
    int to = token.length();
    while (from < to && "\"'`(<[".indexOf(token.charAt(from)) >= 0) {
      from++;
    }
    while (to > from && "\"'`)>].,;:!".indexOf(token.charAt(to - 1)) >= 0) {
      to--;
    }
    String bare = token.substring(from, to);
    return BOLD.matcher(bare).replaceAll("");
  }

  /// The ARN without the cells of a row that stand behind it.
  private String named(String token, MatchResult sentence, Subject subject) {
    int comma = token.indexOf(',');
    if (comma < 0) {
      return token;
    }
    int line = subject.start;
    while (line > 0 && subject.start - line < NEAR && text.charAt(line - 1) != '\n') {
      line--;
    }
    String before = text.substring(line, subject.start).stripTrailing();
    boolean quoted = isQuote(text, sentence.start(2) - 1) || isQuote(before, before.length() - 1);
    boolean row = COMMA_BETWEEN_CELLS.matcher(before).find();
    boolean cells =
        Arrays.stream(token.substring(comma + 1).split(",", -1))
            .anyMatch(part -> CELL.matcher(bare(part)).matches());
    return quoted || (!row && !cells) ? token : token.substring(0, comma);
  }

  private static boolean isQuote(String text, int at) {
    return at >= 0 && "\"'`".indexOf(text.charAt(at)) >= 0;
  }

  /// The ARN; where the text cuts it off, with a sign of that.
  private String whole(String token, int end) {
    boolean cut =
        token.endsWith("..")
            || token.endsWith("/")
            || token.contains("\u2026")
            || text.startsWith("\u2026", end)
            || text.startsWith("(trunc", end);
    return bare(token) + (cut ? "\u2026" : "");
  }

  /// Whether an ARN was made unreadable: GitHub writes `***` for secrets, people write all kinds of
  /// things.
  private static boolean isHidden(String arn) {
    String[] parts = arn.split(":", 6);
    return arn.contains("***")
        || (parts.length == 6 && !parts[0].equals("arn"))
        || arn.contains("\u2026")
        || (parts.length == 6 && !AccountId.isAccountId(parts[4]))
        || (parts.length < 6 && !arn.contains(".amazonaws.com"));
  }

  private static String line(String text) {
    return text == null ? "" : " " + text.strip().replaceAll("\\s+", " ");
  }
}
