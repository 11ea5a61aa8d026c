package dev.rolecall.gate.plan;

import static dev.rolecall.gate.plan.Plans.role;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rolecall.denial.AccountId;
import dev.rolecall.evidence.RoleFacts;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Plans of very many resources: what grows with the square of their number would take hours here.
/// The limit only ends a run that does.
@Timeout(value = 4, unit = TimeUnit.MINUTES)
class LargePlanTest {

  private static final int MANY = 20_000;

  private static String each(IntFunction<String> resource) {
    return IntStream.range(0, MANY).mapToObj(resource).collect(Collectors.joining(","));
  }

  private static String change(String type, int i, String before, String after, String unknown) {
    return """
    {"address": "%1$s.r%2$d", "mode": "managed", "type": "%1$s", "name": "r%2$d", "change":
     {"actions": ["%3$s"], "before": %4$s, "after": %5$s, "after_unknown": %6$s}}\
    """
        .formatted(type, i, before.equals("null") ? "create" : "update", before, after, unknown);
  }

  private static String arn(int i) {
    return "arn:aws:iam::222222222222:role/r" + i;
  }

  @Test
  void attachmentsFindTheirRolesAndRolesTheirPlace() {
    String trust = "{\"Version\":\"2012-10-17\",\"Statement\":[]}";
    String changes =
        each(i -> change("aws_iam_role", i, role(arn(i), "{}"), role(arn(i), trust), "{}"))
            + ","
            + each(
                i ->
                    change(
                        "aws_iam_role_policy_attachment",
                        i,
                        "null",
                        "{\"policy_arn\": \"arn:aws:iam::aws:policy/ReadOnlyAccess\"}",
                        "{\"role\": true}"));
    String resources =
        each(
            i ->
                """
                {"address": "aws_iam_role_policy_attachment.r%1$d", "mode": "managed",
                 "type": "aws_iam_role_policy_attachment", "name": "r%1$d",
                 "expressions": {"role": {"references": ["aws_iam_role.r%1$d.name", "aws_iam_role.r%1$d"]}}}\
                """
                    .formatted(i));
    PlanReading.Read plan =
        Plans.read(
            "{\"format_version\":\"1.2\",\"resource_changes\":["
                + changes
                + "],\"configuration\":{\"root_module\":{\"resources\":["
                + resources
                + "]}}}");
    assertThat(plan.notLookedAt()).isEmpty();
    List<RoleFacts> roles =
        plan.proposal()
            .applyTo(Plans.evidence())
            .roles()
            .rolesOf(new AccountId("222222222222"))
            .found()
            .orElseThrow();
    assertThat(roles)
        .hasSizeGreaterThan(MANY)
        .extracting(facts -> facts.arn().toString())
        .doesNotHaveDuplicates()
        .contains(Plans.APP, arn(MANY - 1));
  }
}
