package dev.rolecall.infra;

import dev.rolecall.infra.settings.Members;
import dev.rolecall.infra.settings.Settings;
import dev.rolecall.infra.wording.StackWords;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awscdk.CfnStackSet;
import software.amazon.awscdk.CfnStackSet.AutoDeploymentProperty;
import software.amazon.awscdk.CfnStackSet.DeploymentTargetsProperty;
import software.amazon.awscdk.CfnStackSet.OperationPreferencesProperty;
import software.amazon.awscdk.CfnStackSet.StackInstancesProperty;
import software.amazon.awscdk.CfnTag;
import software.amazon.awscdk.LegacyStackSynthesizer;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.constructs.Construct;

/// The member stack in every account below some organizational units, those to come included: a
/// StackSet with service-managed permissions, for the management account or a delegated
/// administrator.
public final class OrganizationStack extends Stack {

  /// The most that CloudFormation takes in a request, in bytes.
  /// https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html
  static final int MOST_BYTES = 51_200;

  /// Adds the stack to an app.
  ///
  /// @param template of the member stack
  public OrganizationStack(
      Construct scope,
      String id,
      Settings settings,
      Members members,
      Members.Rollout rollout,
      String template) {
    super(
        scope,
        id,
        StackProps.builder()
            .description(StackWords.organizationStack())
            .synthesizer(new LegacyStackSynthesizer())
            .analyticsReporting(false)
            .suppressTemplateIndentation(true)
            .build());
    CfnStackSet.Builder.create(this, "Members")
        .stackSetName("RolecallMembers")
        .description(StackWords.stackSet())
        .permissionModel("SERVICE_MANAGED")
        .autoDeployment(
            AutoDeploymentProperty.builder()
                .enabled(true)
                .retainStacksOnAccountRemoval(false)
                .build())
        .callAs(rollout.delegated() ? "DELEGATED_ADMIN" : "SELF")
        // Operations that do not touch the same accounts run at the same time.
        .managedExecution(Map.of("Active", true))
        .capabilities(List.of("CAPABILITY_NAMED_IAM"))
        .operationPreferences(preferences())
        .stackInstancesGroup(
            List.of(
                StackInstancesProperty.builder()
                    .deploymentTargets(
                        DeploymentTargetsProperty.builder()
                            .organizationalUnitIds(rollout.organizationalUnits())
                            .build())
                    .regions(members.regions())
                    .build()))
        .templateBody(template)
        .tags(tags(settings.tags()))
        .build();
  }

  /// All regions at once, a quarter of the accounts at a time; one account in ten may fail, as a
  /// suspended one always does, before the rest is left alone.
  private static OperationPreferencesProperty preferences() {
    return OperationPreferencesProperty.builder()
        .regionConcurrencyType("PARALLEL")
        .concurrencyMode("SOFT_FAILURE_TOLERANCE")
        .maxConcurrentPercentage(25)
        .failureTolerancePercentage(10)
        .build();
  }

  private static List<CfnTag> tags(Map<String, String> tags) {
    Map<String, String> all = new TreeMap<>(tags);
    all.put("application", "rolecall");
    return all.entrySet().stream()
        .map(tag -> CfnTag.builder().key(tag.getKey()).value(tag.getValue()).build())
        .toList();
  }
}
