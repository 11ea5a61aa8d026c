package dev.rolecall.aws;

import static org.assertj.core.api.Assertions.assertThat;

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

  private static IamClient iam(Moto moto, AwsCredentialsProvider credentials) {
    return IamClient.builder()
        .endpointOverride(moto.endpoint())
        .region(Region.AWS_GLOBAL)
        .credentialsProvider(credentials)
        .httpClient(UrlConnectionHttpClient.create())
        .build();
  }
}
