package dev.rolecall.cli.live;

import dev.rolecall.cli.wording.CredentialWords;
import dev.rolecall.cli.wording.NetworkWords;
import dev.rolecall.evidence.aws.AwsErrors;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.regions.Region;

/// Says in one sentence why credentials do not work, and which command fixes it.
record SignInProblem(Profiles profiles, Region region, Optional<URI> endpoint) {

  private static final Set<String> EXPIRED =
      Set.of("ExpiredToken", "ExpiredTokenException", "TokenRefreshRequired");
  private static final Set<String> UNKNOWN_KEY =
      Set.of(
          "InvalidClientTokenId",
          "UnrecognizedClientException",
          "InvalidAccessKeyId",
          "AuthFailure",
          "InvalidToken");
  private static final Set<String> WRONG_SECRET =
      Set.of("SignatureDoesNotMatch", "InvalidSignatureException", "IncompleteSignature");
  private static final Set<String> WRONG_CLOCK =
      Set.of("RequestExpired", "RequestTimeTooSkewed", "RequestInTheFuture");
  private static final Pattern CLOCK =
      Pattern.compile("Signature (expired|not yet current)", Pattern.CASE_INSENSITIVE);

  /// What precedes the standard error of a process in the SDK's message.
  private static final Pattern STANDARD_ERROR =
      Pattern.compile("with error message: (.*)", Pattern.DOTALL);

  private static final Pattern FIRST_VERSION = Pattern.compile("Invalid choice|invalid choice");
  private static final Pattern NO_ACCESS =
      Pattern.compile("ForbiddenException|No access|AccessDenied");
  private static final Pattern NO_NETWORK = Pattern.compile("Could not connect|Connect timeout");
  private static final Pattern NO_SIGN_IN =
      Pattern.compile(
          "(?i)token|expired|login|session|reauthenticate|log in|sign in|not authenticated");

  /// Why there are no credentials from `source`.
  ///
  /// @param error what asking for them ended with
  String without(CredentialSource source, RuntimeException error) {
    return switch (source) {
      case CredentialSource.SignedIn signedIn -> notSignedIn(signedIn, said(error));
      case CredentialSource.Mfa mfa ->
          CredentialWords.enterMfaCode(mfa.profile(), last(said(error)));
      case CredentialSource.Command process ->
          CredentialWords.processFailed(process.profile(), last(said(error)));
      case CredentialSource.Role role -> notAssumed(role, error);
      case CredentialSource.Token token -> tokenNotTaken(token, error);
      case CredentialSource.Container _ -> CredentialWords.noneInContainer();
      case CredentialSource.Instance(boolean asked) ->
          asked ? CredentialWords.noneOnInstance() : CredentialWords.none(profiles.names());
      case CredentialSource.Variables _, CredentialSource.Keys _ -> notTaken(source, error);
    };
  }

  private String notSignedIn(CredentialSource.SignedIn source, String said) {
    String profile = source.profile();
    Optional<String> session = profiles.property(profile, "sso_session");
    if (session.filter(name -> !profiles.hasSession(name)).isPresent()) {
      return CredentialWords.noSession(profile, session.get());
    }
    if (FIRST_VERSION.matcher(said).find()) {
      return CredentialWords.oldCli(profile, command(source));
    }
    if (NO_ACCESS.matcher(said).find()) {
      return CredentialWords.notAssigned(
          profile,
          profiles.property(profile, "sso_role_name"),
          profiles.property(profile, "sso_account_id"));
    }
    if (NO_NETWORK.matcher(said).find()) {
      return NetworkWords.cliUnconnected(profile, last(said).orElse(""));
    }
    return NO_SIGN_IN.matcher(said).find() || said.isEmpty()
        ? CredentialWords.signIn(profile, source.sso(), command(source))
        : CredentialWords.cliFailed(profile, last(said).orElse(""), command(source));
  }

  private String notAssumed(CredentialSource.Role role, RuntimeException error) {
    if (error instanceof AwsServiceException answer && AwsErrors.isNotAllowed(answer)) {
      return CredentialWords.roleDenied(
          role.profile(), role.arn(), profileOf(role.base()), message(answer));
    }
    return without(role.base(), error);
  }

  private String tokenNotTaken(CredentialSource.Token token, RuntimeException error) {
    if (!(error instanceof AwsServiceException answer)) {
      return notTaken(token, error);
    }
    String code = code(answer);
    if (EXPIRED.contains(code)) {
      return CredentialWords.tokenExpired(token.file(), code);
    }
    return code.startsWith("InvalidIdentityToken") || AwsErrors.isNotAllowed(answer)
        ? CredentialWords.tokenDenied(token.file(), token.role(), code)
        : notTaken(token, error);
  }

  /// Why AWS did not say whose the credentials are.
  String notTaken(CredentialSource source, RuntimeException error) {
    if (error instanceof AwsServiceException answer) {
      return refused(source, answer);
    }
    if (error instanceof ApiCallTimeoutException) {
      return NetworkWords.silent(host(), proxy(), endpoint.isPresent());
    }
    return error instanceof SdkClientException && rootCause(error) instanceof IOException cause
        ? unreachable(cause, host())
        : NetworkWords.notAws(host(), endpoint.isPresent());
  }

  private String refused(CredentialSource source, AwsServiceException answer) {
    String code = code(answer);
    String message = message(answer);
    String from = from(source);
    if (WRONG_CLOCK.contains(code) || CLOCK.matcher(message).find()) {
      return CredentialWords.wrongClock(code);
    }
    if (EXPIRED.contains(code)) {
      return CredentialWords.expired(from, code, refresh(source));
    }
    if (UNKNOWN_KEY.contains(code)) {
      return source instanceof CredentialSource.Variables(String id, boolean session)
              && id.startsWith("ASIA")
              && !session
          ? CredentialWords.noSessionToken(code)
          : CredentialWords.unknownKey(from, code, region.id(), refresh(source));
    }
    if (WRONG_SECRET.contains(code)) {
      return CredentialWords.wrongSecret(from, code, refresh(source));
    }
    if (code.startsWith("RegionDisabled")) {
      return CredentialWords.regionDisabled(region.id());
    }
    if (AwsErrors.isNotAllowed(answer)) {
      return CredentialWords.denied(from, message);
    }
    if (code.isEmpty() && answer.statusCode() < 500) {
      return NetworkWords.notAws(host(), endpoint.isPresent());
    }
    return NetworkWords.failing(host(), answer.statusCode(), code);
  }

  private String unreachable(IOException cause, String host) {
    return switch (cause) {
      case UnknownHostException _ ->
          NetworkWords.unknownHost(host, region.id(), proxy(), endpoint.isPresent());
      case SSLException _ -> NetworkWords.untrusted(host);
      case SocketTimeoutException _ -> NetworkWords.silent(host, proxy(), endpoint.isPresent());
      case ConnectException _ -> NetworkWords.unconnected(host, proxy(), endpoint.isPresent());
      default -> NetworkWords.cutOff(host, proxy(), endpoint.isPresent());
    };
  }

  private Optional<String> proxy() {
    String scheme = endpoint.map(URI::getScheme).orElse("https");
    return Stream.of(scheme.toUpperCase(Locale.ROOT) + "_PROXY", scheme + "_proxy")
        .filter(name -> profiles.variable(name).isPresent())
        .findFirst();
  }

  private String host() {
    return endpoint
        .map(URI::toString)
        .orElseGet(
            () ->
                "sts.%s.%s"
                    .formatted(
                        region.id(),
                        region.metadata() == null
                            ? "amazonaws.com"
                            : region.metadata().partition().dnsSuffix()));
  }

  static String from(CredentialSource source) {
    return switch (source) {
      case CredentialSource.Variables _ -> CredentialWords.ofVariables();
      case CredentialSource.Token token -> CredentialWords.ofToken(token.file());
      case CredentialSource.Container _ -> CredentialWords.ofContainer();
      case CredentialSource.Instance _ -> CredentialWords.ofInstance();
      case CredentialSource.Keys _,
          CredentialSource.Command _,
          CredentialSource.SignedIn _,
          CredentialSource.Mfa _,
          CredentialSource.Role _ ->
          CredentialWords.ofProfile(profileOf(source));
    };
  }

  static String profileOf(CredentialSource source) {
    return switch (source) {
      case CredentialSource.Keys(String profile) -> profile;
      case CredentialSource.Command(String profile) -> profile;
      case CredentialSource.SignedIn(String profile, _) -> profile;
      case CredentialSource.Mfa(String profile) -> profile;
      case CredentialSource.Role(String profile, _, _) -> profile;
      case CredentialSource.Variables _,
          CredentialSource.Token _,
          CredentialSource.Container _,
          CredentialSource.Instance _ ->
          "";
    };
  }

  /// What gets new credentials.
  private String refresh(CredentialSource source) {
    return switch (source) {
      case CredentialSource.Variables(_, boolean session) -> refreshVariables(session);
      case CredentialSource.Token _ -> CredentialWords.getNewToken();
      case CredentialSource.Container _, CredentialSource.Instance _ ->
          CredentialWords.checkAttachedRole();
      case CredentialSource.Role(_, _, CredentialSource base) -> refresh(base);
      case CredentialSource.Keys(String profile)
          when profiles.property(profile, "aws_session_token").isPresent() ->
          CredentialWords.writeAgain(profile);
      case CredentialSource.Keys _,
          CredentialSource.Command _,
          CredentialSource.SignedIn _,
          CredentialSource.Mfa _ ->
          CredentialWords.run(command(source));
    };
  }

  private String refreshVariables(boolean session) {
    return profiles
        .variable("AWS_VAULT")
        .map(CredentialWords::enterVaultAgain)
        .or(() -> profiles.variable("AWSUME_PROFILE").map(CredentialWords::awsumeAgain))
        .or(
            () ->
                profiles
                    .variable("AWS_PROFILE")
                    .filter(profiles::has)
                    .map(CredentialWords::unsetFor))
        .or(
            () ->
                profiles.variable("GITHUB_ACTIONS").map(_ -> CredentialWords.configureInWorkflow()))
        .orElseGet(() -> CredentialWords.replaceVariables(session));
  }

  static String command(CredentialSource source) {
    String profile = profileOf(source);
    return switch (source) {
      case CredentialSource.SignedIn signedIn ->
          signedIn.sso()
              ? CredentialWords.ssoLogin(profile)
              : CredentialWords.consoleLogin(profile);
      case CredentialSource.Mfa _ -> CredentialWords.callerIdentity(profile);
      case CredentialSource.Command _ -> CredentialWords.showProcess(profile);
      case CredentialSource.Keys _,
          CredentialSource.Role _,
          CredentialSource.Variables _,
          CredentialSource.Token _,
          CredentialSource.Container _,
          CredentialSource.Instance _ ->
          CredentialWords.configure(profile);
    };
  }

  /// What the process that was to print credentials wrote on its standard error.
  private static String said(RuntimeException error) {
    return Stream.<Throwable>iterate(error, Objects::nonNull, Throwable::getCause)
        .map(at -> STANDARD_ERROR.matcher(String.valueOf(at.getMessage())))
        .filter(Matcher::find)
        .map(found -> found.group(1).strip())
        .findFirst()
        .orElse("");
  }

  /// The last line that is not empty: programs name the error there.
  private static Optional<String> last(String said) {
    return said.lines().map(String::strip).filter(line -> !line.isEmpty()).reduce((_, it) -> it);
  }

  private static String code(AwsServiceException answer) {
    return AwsErrors.plainCode(answer).orElse("");
  }

  private static String message(AwsServiceException answer) {
    return Optional.ofNullable(answer.awsErrorDetails())
        .map(AwsErrorDetails::errorMessage)
        .orElse("");
  }

  private static Throwable rootCause(Throwable error) {
    return Stream.iterate(error, Objects::nonNull, Throwable::getCause)
        .reduce(error, (_, cause) -> cause);
  }
}
