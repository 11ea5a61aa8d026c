package dev.rolecall.doctor.report;

import static dev.rolecall.doctor.FakeInstallation.ALONE;
import static dev.rolecall.doctor.FakeInstallation.CI;
import static dev.rolecall.doctor.FakeInstallation.PARAMETER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rolecall.doctor.report.Installation.Whose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InstallationTest {

  @Test
  void oneAccountHasNoMembers() throws InstallationReader.Misread {
    Installation alone = InstallationReader.read(ALONE);
    assertThat(alone.members()).isEmpty();
    assertThat(alone.readerRole()).contains("RolecallReader");
  }

  @Test
  void membersAreAnOrganizationOrAList() throws InstallationReader.Misread {
    assertThat(InstallationReader.read(PARAMETER).members().orElseThrow().whose())
        .isEqualTo(new Whose.Organization("o-abcdefghij"));
    String listed =
        PARAMETER.replace("\"organizationId\": \"o-abcdefghij\"", "\"accounts\": [\"" + CI + "\"]");
    assertThat(InstallationReader.read(listed).members().orElseThrow().whose())
        .isEqualTo(new Whose.Listed(java.util.List.of(CI)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "\"schema\": \"rolecall-installation/1\" | \"schema\": \"x/2\" | schema",
        "\"account\": \"999988887777\" | \"account\": \"99998888777\" | account",
        "\"account\": \"999988887777\" | \"account\": 999988887777 | account",
        "\"account\" | \"acount\" | acount",
        "\"region\": \"eu-west-1\" | \"region\": \"Europe\" | region",
        "\"table\": \"incidents\", | | table",
        "\"slackSecret\": \"secretsmanager: | \"slackSecret\": \"vault: | slackSecret",
        "\"busRule\": \"RolecallCentral\", | | members.busRule",
        "\"regions\": [\"eu-west-1\", \"us-east-1\"] | \"regions\": [] | members.regions",
        "\"organizationId\": \"o-abcdefghij\", | | organizationId",
        "\"members\": | \"table\": 1, \"members\": | not valid JSON",
      })
  void whatMakesNoSenseIsNamedByItsField(String good, String bad, String field) {
    String json = PARAMETER.replace(good, bad == null ? "" : bad);
    assertThat(json).isNotEqualTo(PARAMETER);
    assertThatThrownBy(() -> InstallationReader.read(json))
        .isInstanceOf(InstallationReader.Misread.class)
        .hasMessageContaining(field);
  }
}
