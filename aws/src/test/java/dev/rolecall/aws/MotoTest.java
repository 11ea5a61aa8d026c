package dev.rolecall.aws;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import dev.rolecall.denial.AccountId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.iam.IamClient;

@ResourceLock(Moto.SERVER)
class MotoTest {

  @Test
  void accountsAreApart() {
    Moto moto = Moto.empty();
    AccountId other = new AccountId("210987654321");

    try (IamClient there = iam(moto, moto.of(other));
        IamClient here = iam(moto, moto.of(Moto.HOME))) {
      there.createRole(role -> role.roleName("deploy").assumeRolePolicyDocument("{}"));

      assertThat(there.getRole(role -> role.roleName("deploy")).role().arn())
          .isEqualTo("arn:aws:iam::210987654321:role/deploy");
      assertThat(here.listRoles().roles()).isEmpty();
    }
  }

  /// Two classes run at a time, and [Moto#empty] empties the one server that they share.
  @Test
  void everyClassWhoseTestsUseTheServerLocksIt() {
    classes()
        .that()
        .haveSimpleNameEndingWith("Test")
        .and(describe("use the server", MotoTest::usesServer))
        .should()
        .beAnnotatedWith(ResourceLock.class)
        .check(new ClassFileImporter().importPackages("dev.rolecall"));
  }

  private static boolean usesServer(JavaClass test) {
    return test.getCodeUnitCallsFromSelf().stream()
        .map(call -> call.getTargetOwner().getName())
        .anyMatch(
            name ->
                name.equals(Moto.class.getName())
                    || name.equals(TwoAccounts.class.getName())
                    || name.equals("dev.rolecall.doctor.Deployment"));
  }

  private static IamClient iam(Moto moto, AwsCredentialsProvider credentials) {
    return IamClient.builder()
        .endpointOverride(moto.endpoint())
        .region(Region.AWS_GLOBAL)
        .credentialsProvider(credentials)
        .httpClient(UrlConnectionHttpClient.create())
        .build();
  }
}
