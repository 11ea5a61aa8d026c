package dev.rolecall.permission.code;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolecall.evidence.aws.signed.SignedAction;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.enhanced.dynamodb.DynamoDbEnhancedClient;
import software.amazon.awssdk.enhanced.dynamodb.DynamoDbTable;
import software.amazon.awssdk.enhanced.dynamodb.TableSchema;
import software.amazon.awssdk.enhanced.dynamodb.document.EnhancedDocument;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sts.StsClient;

class ReachedCodeTest {

  private static final String HERE = ReachedCodeTest.class.getName() + "$";

  private static List<String> actions(String entry) {
    return List.copyOf(AwsActions.of(ReachedCode.from(List.of(HERE + entry), _ -> false)).keySet());
  }

  interface Question {
    void ask();
  }

  /// Asks in the ways that code does.
  static final class Asking {

    static void plainly() {
      IamClient.builder().build().getRole(ask -> ask.roleName("x"));
    }

    static void inPages() {
      IamClient.builder().build().listRolesPaginator().forEach(_ -> {});
    }

    static Supplier<Object> later() {
      IamClient client = IamClient.builder().build();
      return () -> client.getUser();
    }

    static void throughAnInterface(Question question) {
      question.ask();
    }

    static void throughOneThatIsMade() {
      throughAnInterface(new Made());
    }

    static void asAWhole() {
      SqsClient.create().deleteMessageBatch(ask -> ask.queueUrl("x"));
      StsClient.create().getCallerIdentity();
    }

    static void inATransaction() {
      DynamoDbEnhancedClient client =
          DynamoDbEnhancedClient.builder().dynamoDbClient(DynamoDbClient.create()).build();
      DynamoDbTable<EnhancedDocument> table =
          client.table("x", TableSchema.documentSchemaBuilder().build());
      client.transactWriteItems(
          write -> write.addPutItem(table, EnhancedDocument.builder().build()));
    }

    static String signed() {
      return SignedAction.INVOKE_FUNCTION.service();
    }

    static void nothing() {}
  }

  static final class Made implements Question {
    @Override
    public void ask() {
      IamClient.builder().build().listUserPolicies(ask -> ask.userName("x"));
    }
  }

  /// Nobody makes it.
  static final class Unmade implements Question {
    @Override
    public void ask() {
      IamClient.builder().build().deleteRole(ask -> ask.roleName("x"));
    }
  }

  @Test
  void findsCalls() {
    assertThat(actions("Asking.plainly")).containsExactly("iam:GetRole");
    assertThat(actions("Asking.inPages")).containsExactly("iam:ListRoles");
    assertThat(actions("Asking.later")).containsExactly("iam:GetUser");
    assertThat(actions("Asking.nothing")).isEmpty();
  }

  @Test
  void findsWhatIsCalledOnClassesThatAreMade() {
    assertThat(actions("Asking.throughAnInterface")).isEmpty();
    assertThat(actions("Asking.throughOneThatIsMade")).containsExactly("iam:ListUserPolicies");
  }

  @Test
  void namesActionsAsPoliciesDo() {
    assertThat(actions("Asking.asAWhole")).containsExactly("sqs:DeleteMessage");
    assertThat(actions("Asking.inATransaction")).containsExactly("dynamodb:PutItem");
    assertThat(actions("Asking.signed")).containsExactly("lambda:InvokeFunction");
  }

  @Test
  void saysHowACallComesAbout() {
    assertThat(
            AwsActions.of(
                    ReachedCode.from(List.of(HERE + "Asking.throughOneThatIsMade"), _ -> false))
                .values())
        .singleElement()
        .asString()
        .contains("Made.ask < ");
  }
}
