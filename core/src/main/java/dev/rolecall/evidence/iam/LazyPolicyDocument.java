package dev.rolecall.evidence.iam;

import dev.rolecall.denial.Gap;
import dev.rolecall.denial.GapFact;
import dev.rolecall.denial.GapReason;
import dev.rolecall.denial.GapRemedy;
import dev.rolecall.evidence.Lazy;
import dev.rolecall.evidence.Lookup;
import dev.rolecall.iam.policy.Policy;
import dev.rolecall.iam.policy.PolicyReader;
import dev.rolecall.iam.policy.PolicyReading;
import dev.rolecall.problem.PolicyWords;
import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;

/// A policy document as a file has it. It is read when it is first asked for.
public final class LazyPolicyDocument {

  private final String text;
  private final Optional<Instant> written;
  private final Lazy<PolicyReading> reading;

  /// @param text the JSON of the policy, or that URL-encoded
  public LazyPolicyDocument(String text) {
    this(text, Optional.empty());
  }

  /// @param text the JSON of the policy, or that URL-encoded
  /// @param written when this version of the policy was made, as far as that is known
  public LazyPolicyDocument(String text, Optional<Instant> written) {
    this.text = text;
    this.written = written;
    this.reading = new Lazy<>(this::read);
  }

  /// The same document, made at this time.
  public LazyPolicyDocument writtenAt(Optional<Instant> time) {
    return time.isEmpty() ? this : new LazyPolicyDocument(text, time);
  }

  /// When this version of the policy was made.
  public Optional<Instant> written() {
    return written;
  }

  /// What it says, or what is wrong with it.
  public PolicyReading reading() {
    return reading.get();
  }

  /// Its policy; unreadable where it cannot be understood.
  ///
  /// @param fact what is missing then
  public Lookup<Policy> policy(GapFact fact, GapRemedy learnBy) {
    return switch (reading()) {
      case PolicyReading.Read(Policy policy) -> new Lookup.Found<>(policy);
      case PolicyReading.Unreadable(String problem) ->
          new Lookup.Unreadable<>(new Gap(fact, new GapReason.NotParsed(problem), learnBy));
    };
  }

  private PolicyReading read() {
    if (!text.startsWith("%")) {
      return PolicyReader.read(text);
    }
    try {
      return PolicyReader.read(decode(text));
    } catch (CharacterCodingException | IllegalArgumentException _) {
      return new PolicyReading.Unreadable(PolicyWords.notUrlEncoded());
    }
  }

  /// AWS encodes by [RFC 3986](https://www.rfc-editor.org/rfc/rfc3986), where a plus is a plus.
  /// Tools that encode as forms do write one for a space; they encode colons too, and never write
  /// `%20`.
  private static String decode(String text) throws CharacterCodingException {
    boolean form = text.indexOf(':') < 0 && !text.contains("%20");
    String ascii = new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    String decoded =
        URLDecoder.decode(form ? ascii : ascii.replace("+", "%2B"), StandardCharsets.ISO_8859_1);
    return StandardCharsets.UTF_8
        .newDecoder()
        .decode(ByteBuffer.wrap(decoded.getBytes(StandardCharsets.ISO_8859_1)))
        .toString();
  }

  /// Documents are equal when their texts are.
  @Override
  public boolean equals(Object other) {
    return other instanceof LazyPolicyDocument lazyPolicyDocument
        && text.equals(lazyPolicyDocument.text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  @Override
  public String toString() {
    return text;
  }
}
