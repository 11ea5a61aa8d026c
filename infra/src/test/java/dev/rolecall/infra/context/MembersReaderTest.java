package dev.rolecall.infra.context;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolecall.infra.settings.Members;
import dev.rolecall.infra.settings.Settings;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

public class MembersReaderTest {

  private static final Map<String, Object> ORGANIZATION =
      Map.of(
          "organizationId", "o-a1b2c3d4e5",
          "monitorAccount", "999988887777",
          "monitorRegion", "eu-west-1",
          "regions", List.of("eu-west-1"));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          organizationId      | 123          | rolecall.members.organizationId is `123`; expected an organization ID, such as o-a1b2c3d4e5
          accounts            | 111122223333 | rolecall.members has both organizationId and accounts; expected only one of them
          monitorAccount      | 123          | rolecall.members.monitorAccount is `123`; expected an account ID (12 digits, in quotes)
          monitorRegion       | Ireland      | rolecall.members.monitorRegion is `Ireland`; expected a region, such as eu-west-1
          regions             | eu-west-1,x  | rolecall.members.regions[1] is `x`; expected a region, such as eu-west-1
          regions             | cn-north-1   | rolecall.members.regions contains cn-north-1, which is not in the same partition as eu-west-1, so it cannot forward events there
          organizationalUnits | 123          | rolecall.members.organizationalUnits[0] is `123`; expected the ID of an organizational unit (ou-ab12-cdef3456) or root (r-ab12)
          callAs              | ADMIN        | rolecall.members.callAs is `ADMIN`; expected SELF or DELEGATED_ADMIN
          callAs              | SELF         | rolecall.members.callAs is set, but organizationalUnits is not
          alarms              | yes          | rolecall.members.alarms is `yes`; expected true or false
          permissionsBoundary | a b          | rolecall.members.permissionsBoundary is `a b`; expected the name of a managed policy, with its path if it has one
          region              | eu-west-1    | rolecall.members.region is not a setting. Did you mean `regions`?
          """)
  void aProblemNamesTheKeyTheValueAndWhatIsWanted(String key, String value, String problem) {
    assertThat(problems(members(Map.of(key, value)))).containsExactly(problem);
  }

  @Test
  void whatMustBeThereIsAskedFor() {
    assertThat(problems(Map.of("members", Map.of())))
        .containsExactly(
            "rolecall.members needs either organizationId or accounts",
            "rolecall.members.monitorAccount is missing; expected "
                + SettingFormat.ACCOUNT.allowed(),
            "rolecall.members.monitorRegion is missing; expected " + SettingFormat.REGION.allowed(),
            "rolecall.members.regions is missing; expected a list of regions");
    assertThat(problems(members(Map.of("regions", List.of()))))
        .containsExactly("rolecall.members.regions is empty; expected a list of regions");
  }

  @Test
  void unitsBelongToAnOrganization() {
    assertThat(problems(accounts(Map.of("organizationalUnits", List.of("r-ab12")), "id-of-ours")))
        .containsExactly("rolecall.members.organizationalUnits is set, but organizationId is not");
  }

  @Test
  void accountsWithoutAnOrganizationNeedAnExternalIdOfTheirOwn() {
    Map<String, Object> settings = accounts(Map.of(), "");
    settings.remove("reader");

    assertThat(problems(settings))
        .containsExactly(
            "rolecall.reader.externalId is missing; it has no default when members.accounts is"
                + " set");
    assertThat(problems(accounts(Map.of(), "id-of-ours"))).isEmpty();
  }

  @Test
  void moreAccountsThanFitAreAProblem() {
    List<String> accounts = IntStream.range(0, 101).mapToObj("1111222%05d"::formatted).toList();

    assertThat(problems(accounts(Map.of("accounts", accounts), "id-of-ours")))
        .containsExactly(
            "rolecall.members.accounts has 101 entries; at most 100 are allowed (use"
                + " organizationId instead)");
    assertThat(problems(accounts(Map.of("accounts", List.of()), "id-of-ours")))
        .containsExactly("rolecall.members.accounts is empty; expected a list of account IDs");
  }

  @Test
  void theReaderRoleHasADefault() {
    assertThat(read(members(Map.of())).reader())
        .contains(new Settings.Reader("RolecallReader", Optional.of("o-a1b2c3d4e5")));
  }

  @Test
  void theReaderRoleMayBeCalledOtherwise() {
    Map<String, Object> settings = members(Map.of());
    settings.put("reader", Map.of("roleName", "Auditor", "externalId", "id-of-ours"));

    assertThat(read(settings).reader())
        .contains(new Settings.Reader("Auditor", Optional.of("id-of-ours")));
  }

  @Test
  void withoutMembersThereIsNoReaderRoleUnlessOneIsNamed() {
    assertThat(read(Map.of()).reader()).isEmpty();
    assertThat(problems(Map.of("reader", Map.of("externalId", "id-of-ours"))))
        .containsExactly(
            "rolecall.reader.roleName is missing; expected " + SettingFormat.ROLE_NAME.allowed());
  }

  /// Members have a role to assume in it.
  @Test
  void theAccountOfTheOrganizationNeedsNoReaderOfItsOwn() {
    Map<String, Object> settings = members(Map.of());
    settings.put("organizationAccount", "111122223333");

    assertThat(problems(settings)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "eu-west-1, eu-west-1 us-east-1",
    "us-east-1, us-east-1",
    "cn-northwest-1, cn-north-1 cn-northwest-1",
    "us-gov-east-1, us-gov-east-1 us-gov-west-1"
  })
  void theRegionThatIamRecordsInIsAlwaysAmongThem(String region, String regions) {
    assertThat(
            read(members(Map.of("monitorRegion", region, "regions", List.of(region))))
                .members()
                .orElseThrow()
                .regions())
        .containsExactly(regions.split(" "));
  }

  @Test
  void unitsMakeARollout() {
    assertThat(
            read(members(Map.of("organizationalUnits", "ou-ab12-cdef3456,r-ab12")))
                .members()
                .flatMap(Members::rollout))
        .contains(new Members.Rollout(List.of("ou-ab12-cdef3456", "r-ab12"), false));
    assertThat(read(members(Map.of())).members().flatMap(Members::rollout)).isEmpty();
  }

  /// Settings with members of an organization.
  public static Map<String, Object> members(Map<String, ?> more) {
    Map<String, Object> members = new TreeMap<>(ORGANIZATION);
    members.putAll(more);
    return new TreeMap<>(Map.of("members", members));
  }

  /// Settings with members that are listed.
  public static Map<String, Object> accounts(Map<String, ?> more, String externalId) {
    Map<String, Object> members = new TreeMap<>(ORGANIZATION);
    members.remove("organizationId");
    members.put("accounts", List.of("111122223333"));
    members.putAll(more);
    return new TreeMap<>(Map.of("members", members, "reader", Map.of("externalId", externalId)));
  }

  public static Settings read(Map<String, ?> settings) {
    return switch (SettingsReader.read(settings)) {
      case SettingsReading.Valid(Settings valid) -> valid;
      case SettingsReading.Invalid(List<String> problems) ->
          throw new AssertionError(String.join("\n", problems));
    };
  }

  private static List<String> problems(Map<String, ?> settings) {
    return switch (SettingsReader.read(settings)) {
      case SettingsReading.Invalid(List<String> problems) -> problems;
      case SettingsReading.Valid(Settings _) -> List.of();
    };
  }
}
