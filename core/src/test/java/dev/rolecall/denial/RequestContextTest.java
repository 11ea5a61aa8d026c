package dev.rolecall.denial;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RequestContextTest {

  private static final Gap GAP = new Gap("a fact", "because", "look");
  private static final KeyState UNKNOWN = KeyState.unknown(GAP);

  private static RequestContext.Builder builder() {
    return RequestContext.builder(_ -> UNKNOWN);
  }

  @Test
  void namesOfKeysIgnoreCaseWhenPutAndWhenRead() {
    RequestContext context = builder().put("aws:UserName", KeyState.present("bob")).build();
    assertThat(context.get("AWS:username")).isEqualTo(KeyState.present("bob"));
    assertThat(context.getLowerCase("aws:username")).isEqualTo(KeyState.present("bob"));
  }

  @Test
  void theLastWordCounts() {
    RequestContext context =
        builder().put("aws:a", KeyState.present("1")).put("AWS:A", KeyState.ABSENT).build();
    assertThat(context.get("aws:a")).isEqualTo(KeyState.ABSENT);
  }

  @Test
  void aKeyNobodyNamedIsAnsweredByItsNameInLowerCase() {
    List<String> asked = new ArrayList<>();
    RequestContext context =
        RequestContext.builder(
                key -> {
                  asked.add(key);
                  return KeyState.ABSENT;
                })
            .build();
    assertThat(context.get("SAML:Sub")).isEqualTo(KeyState.ABSENT);
    assertThat(asked).containsExactly("saml:sub");
  }

  @Test
  void aFamilyAnswersForItsKeysThatAreNotNamedThemselves() {
    RequestContext context =
        builder()
            .putFamily("aws:PrincipalTag/", KeyState.ABSENT)
            .put("aws:PrincipalTag/Team", KeyState.present("blue"))
            .build();
    assertThat(context.get("aws:principaltag/team")).isEqualTo(KeyState.present("blue"));
    assertThat(context.get("aws:PrincipalTag/other")).isEqualTo(KeyState.ABSENT);
    assertThat(context.get("aws:PrincipalTag/a/b")).isEqualTo(KeyState.ABSENT);
    assertThat(context.get("aws:PrincipalTag")).isEqualTo(UNKNOWN);
    assertThat(context.get("aws:RequestTag/other")).isEqualTo(UNKNOWN);
  }

  @Test
  void aBuilderStartsWithAllThatIsKnownAndLeavesItAsItIs() {
    RequestContext before =
        builder().put("aws:a", KeyState.present("1")).putFamily("aws:T/", KeyState.ABSENT).build();
    RequestContext after = before.with("aws:A", KeyState.present("2"));
    assertThat(before.get("aws:a")).isEqualTo(KeyState.present("1"));
    assertThat(after.get("aws:a")).isEqualTo(KeyState.present("2"));
    assertThat(after.get("aws:t/x")).isEqualTo(KeyState.ABSENT);
    assertThat(after.get("aws:other")).isEqualTo(UNKNOWN);
  }

  @Test
  void whatIsUsualTakesThePlaceOfWhatIsUnknown() {
    RequestContext context =
        RequestContext.builder(_ -> KeyState.unknown(GAP, KeyState.ABSENT))
            .put("aws:a", KeyState.unknown(GAP, KeyState.present("1")))
            .put("aws:b", UNKNOWN)
            .put("aws:c", KeyState.present("3"))
            .build()
            .usual();
    assertThat(context.get("AWS:A")).isEqualTo(KeyState.present("1"));
    assertThat(context.get("aws:b")).isEqualTo(UNKNOWN);
    assertThat(context.get("aws:c")).isEqualTo(KeyState.present("3"));
    assertThat(context.get("aws:other")).isEqualTo(KeyState.ABSENT);
  }

  @Test
  void aKeyThatIsThereKeepsItsOwnCopyOfTheValues() {
    List<String> values = new ArrayList<>(List.of("a"));
    KeyState.Present present = new KeyState.Present(values);
    values.add("b");
    assertThat(present.values()).containsExactly("a");
  }
}
