package dev.rolecall.gate.token;

import com.fasterxml.jackson.core.JsonFactory;
import dev.rolecall.cloudtrail.form.EncodedText;
import dev.rolecall.gate.wording.TokenWords;
import dev.rolecall.json.JsonReader;
import dev.rolecall.json.JsonValue;
import dev.rolecall.json.MalformedJson;
import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Reads what people hold: a JWT, bare or in the JSON of whoever issued it; the claims of one; a
/// SAML response or assertion, as XML, in base64, or as a browser's form sends it.
public final class TokenReader {

  /// AWS takes tokens of 20,000 characters and assertions of 100,000.
  public static final int MOST_BYTES = 1 << 20;

  private static final JsonFactory JSON = new JsonFactory();

  private static final Pattern JWT =
      Pattern.compile("[A-Za-z0-9_-]{2,}={0,2}\\.[A-Za-z0-9_-]{2,}={0,2}\\.[A-Za-z0-9_-]*={0,2}");
  private static final Pattern ENCRYPTED_JWT = Pattern.compile("eyJ[\\w-]*(?:\\.[\\w-]*){4}");
  private static final Pattern BASE64 = Pattern.compile("[A-Za-z0-9+/_-]{8,}={0,2}");
  private static final Pattern FORM = Pattern.compile("(?:^|[&\\s?])SAMLResponse=([^&\\s]+)");
  private static final Pattern FORM_FIELD =
      Pattern.compile(
          "(?i)<input\\b(?=[^>]*\\bname=[\"']?SAMLResponse\\b)[^>]*\\bvalue=[\"']?([^\"'>]+)");
  private static final Pattern JWT_INSIDE =
      Pattern.compile("eyJ[\\w-]{8,}\\.eyJ[\\w-]{8,}\\.[\\w-]+");
  private static final Pattern PREFIX =
      Pattern.compile("(?i)^(?:authorization: *)?bearer +|^[\"']|[\"']$");
  private static final Pattern LOOKS_LIKE_ONE =
      Pattern.compile(
          "(?is)\\s*(?:(?:authorization: *)?bearer .*|[\"']?eyJ[\\w-]{8,}.*|<.*|PHNhbWw.*|PD94b.*"
              + "|PFJlc3.*|SAMLResponse=.*|\\{.*|EAA[A-Z0-9]{20,}|Atz[ar]\\|.*|ya29\\..*"
              + "|gh[a-z]_[a-z0-9]{20,}|glpat-.*|[A-Za-z0-9+/=_%.-]{200,})");

  private TokenReader() {}

  /// Whether a text that should be the name of a file looks like a token, and so is not to be
  /// repeated.
  public static boolean looksLikeToken(String text) {
    return LOOKS_LIKE_ONE.matcher(text).matches();
  }

  /// Reads a token.
  public static TokenReading read(byte[] bytes) {
    try {
      return new TokenReading.Read(token(text(bytes)));
    } catch (UnusableToken unusable) {
      return new TokenReading.Unreadable(unusable.problem());
    }
  }

  private static String text(byte[] bytes) {
    if (bytes.length > MOST_BYTES) {
      throw new UnusableToken(TokenWords.tooLarge(MOST_BYTES >> 20));
    }
    try {
      return EncodedText.decode(bytes).strip();
    } catch (CharacterCodingException _) {
      throw new UnusableToken(TokenWords.notText());
    }
  }

  private static Token token(String text) {
    if (text.isEmpty()) {
      throw new UnusableToken(TokenWords.empty());
    }
    return switch (text.charAt(0)) {
      case '{', '[' -> ofJson(text);
      case '<' -> ofMarkup(text);
      default -> encoded(text);
    };
  }

  /// XML, or the page whose form sends a SAML response.
  private static Token ofMarkup(String text) {
    Matcher field = FORM_FIELD.matcher(text);
    return field.find() ? ofBase64(field.group(1).replaceAll("\\s+", "")) : SamlReader.read(text);
  }

  private static Token encoded(String text) {
    Matcher form = FORM.matcher(text);
    if (form.find()) {
      return ofBase64(percentDecoded(form.group(1)));
    }
    String bare = PREFIX.matcher(text).replaceAll("").replaceAll("\\s+", "");
    if (JWT.matcher(bare).matches()) {
      return ofJwt(bare);
    }
    if (ENCRYPTED_JWT.matcher(bare).matches()) {
      throw new UnusableToken(TokenWords.encryptedJwt());
    }
    List<String> inside =
        JWT_INSIDE.matcher(text).results().map(MatchResult::group).distinct().toList();
    if (!inside.isEmpty()) {
      return theOne(inside);
    }
    return ofBase64(bare.indexOf('%') < 0 ? bare : percentDecoded(bare));
  }

  private static String percentDecoded(String text) {
    try {
      // a plus sign is one of base64, unless everything else is escaped, too
      return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8)
          .replaceAll("\\s+", "");
    } catch (IllegalArgumentException _) {
      throw new UnusableToken(TokenWords.notAToken());
    }
  }

  /// What a browser sends is base64 of XML; half a JWT is base64 of JSON.
  private static Token ofBase64(String text) {
    if (!BASE64.matcher(text).matches()) {
      throw new UnusableToken(opaque(text));
    }
    String decoded = decoded(text).map(String::strip).orElse("");
    if (decoded.startsWith("<")) {
      return SamlReader.read(decoded);
    }
    if (decoded.startsWith("{")) {
      return claims(json(decoded), false);
    }
    throw new UnusableToken(opaque(text));
  }

  private static Optional<String> decoded(String base64) {
    try {
      byte[] bytes =
          Base64.getDecoder()
              .decode(base64.replace('-', '+').replace('_', '/').replaceAll("=+$", ""));
      return Optional.of(
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
    } catch (IllegalArgumentException | CharacterCodingException _) {
      return Optional.empty();
    }
  }

  /// Tokens that only their provider can read.
  private static String opaque(String text) {
    if (text.startsWith("EAA")) {
      return TokenWords.facebookToken();
    }
    if (text.startsWith("Atza|") || text.startsWith("Atzr|")) {
      return TokenWords.amazonToken();
    }
    return text.startsWith("ya29.") ? TokenWords.googleAccessToken() : TokenWords.notAToken();
  }

  private static Token ofJwt(String jwt) {
    String[] parts = jwt.split("\\.", -1);
    JsonValue header = part(parts[0]);
    if (!header.isObject()) {
      throw new UnusableToken(TokenWords.notAToken());
    }
    JsonValue payload = part(parts[1]);
    if (!payload.isObject()) {
      throw new UnusableToken(TokenWords.payloadNotJson());
    }
    return claims(payload, true);
  }

  private static JsonValue part(String base64) {
    return json(decoded(base64).orElseThrow(() -> new UnusableToken(TokenWords.partNotBase64())));
  }

  /// Claims, or the answer of a service that issues tokens.
  private static Token ofJson(String text) {
    JsonValue json = json(text);
    if (hasClaims(json)) {
      return claims(json, false);
    }
    for (String name : List.of("payload", "claims")) {
      if (json.isObject() && hasClaims(json.get(name))) {
        return claims(json.get(name), false);
      }
    }
    Optional<String> idToken = json.asText("id_token").filter(it -> JWT.matcher(it).matches());
    List<String> tokens = idToken.stream().collect(Collectors.toCollection(ArrayList::new));
    if (tokens.isEmpty()) {
      tokens(json, tokens);
    }
    return theOne(tokens.stream().distinct().toList());
  }

  private static Token theOne(List<String> tokens) {
    if (tokens.size() > 1) {
      throw new UnusableToken(TokenWords.severalTokens());
    }
    return tokens.stream()
        .findFirst()
        .map(it -> JWT.matcher(it).matches() ? ofJwt(it) : ofBase64(it))
        .orElseThrow(() -> new UnusableToken(TokenWords.noClaims()));
  }

  private static boolean hasClaims(JsonValue json) {
    return json.isObject()
        && (json.get("iss").isThere() || json.get("sub").isThere() || json.get("aud").isThere());
  }

  /// The tokens in an answer, a request or a browser's recording: `{"value": ...}` of GitHub,
  /// `{"status": {"token": ...}}` of Kubernetes, `{"SAMLAssertion": ...}` of the AWS CLI.
  private static void tokens(JsonValue json, List<String> tokens) {
    for (JsonValue value : json.isList() ? json.items() : json.fields()) {
      if (value.isObject() || value.isList()) {
        tokens(value, tokens);
      } else if (value.isText()) {
        inText(value.text()).ifPresent(tokens::add);
      }
    }
  }

  private static Optional<String> inText(String text) {
    if (JWT.matcher(text).matches()) {
      return Optional.of(text).filter(it -> it.startsWith("eyJ"));
    }
    Matcher form = FORM.matcher(text);
    String base64 = form.find() ? percentDecoded(form.group(1)) : text.replaceAll("\\s+", "");
    return Optional.of(base64)
        .filter(BASE64.asMatchPredicate())
        .filter(it -> decoded(it).filter(xml -> xml.contains("Assertion")).isPresent());
  }

  private static OidcToken claims(JsonValue json, boolean whole) {
    if (!hasClaims(json)) {
      throw new UnusableToken(TokenWords.noClaims());
    }
    return new OidcToken(json, whole);
  }

  /// Parsers quote what they cannot read, so nothing of what they say is passed on.
  private static JsonValue json(String text) {
    try {
      JsonReader reader = new JsonReader(() -> JSON.createParser(text));
      JsonValue json = reader.read();
      if (reader.fault().isPresent()) {
        throw new UnusableToken(TokenWords.notJson());
      }
      reader.end("");
      return json;
    } catch (MalformedJson _) {
      throw new UnusableToken(TokenWords.notJson());
    }
  }
}
