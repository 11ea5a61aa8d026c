package dev.rolecall.evidence.iam;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolecall.iam.policy.PolicyReading;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LazyPolicyDocumentTest {

  private static final String POLICY =
      "{\"Statement\": {\"Effect\": \"Allow\", \"Action\": \"a:b\", \"Resource\": \"arn:x:y+z"
          + " %é\"}}";

  private static String encoded() {
    return URLEncoder.encode(POLICY, StandardCharsets.UTF_8);
  }

  private static String source(String text) {
    return switch (new LazyPolicyDocument(text).reading()) {
      case PolicyReading.Read(var policy) -> policy.source();
      case PolicyReading.Unreadable(String problem) -> throw new AssertionError(problem);
    };
  }

  @Test
  void takesPlainJsonAsItIs() {
    assertThat(source(POLICY)).isEqualTo(POLICY);
  }

  @Test
  void decodesWhatAwsEncodes() {
    assertThat(source(encoded().replace("+", "%20"))).isEqualTo(POLICY);
  }

  @Test
  void takesAPlusForAPlusWhereSpacesAreEncoded() {
    assertThat(source(encoded().replace("+", "%20").replace("%2B", "+"))).isEqualTo(POLICY);
  }

  @Test
  void takesAPlusForASpaceWhereATextIsEncodedAsAForm() {
    assertThat(source(encoded())).isEqualTo(POLICY);
  }

  @ParameterizedTest
  @ValueSource(strings = {"%7B%2", "%7B%", "%7B%zz", "%ff%7B", "%7B%C3%28"})
  void doesNotUnderstandBrokenEncoding(String text) {
    assertThat(new LazyPolicyDocument(text).reading())
        .isEqualTo(new PolicyReading.Unreadable("invalid URL encoding"));
  }

  @Test
  void readsOnce() {
    LazyPolicyDocument lazyPolicyDocument = new LazyPolicyDocument(POLICY);
    assertThat(lazyPolicyDocument.reading()).isSameAs(lazyPolicyDocument.reading());
  }
}
