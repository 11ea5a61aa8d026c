package dev.rolecall.infra;

import dev.rolecall.infra.function.CoreFunctions;
import dev.rolecall.infra.permission.MemberReaderRole;
import dev.rolecall.infra.permission.ReadingRole;
import dev.rolecall.infra.rule.DenialRule;
import dev.rolecall.infra.rule.OrganizationChangePattern;
import dev.rolecall.infra.settings.Members;
import dev.rolecall.infra.settings.Settings;
import dev.rolecall.infra.wording.StackWords;
import software.amazon.awscdk.Aws;
import software.amazon.awscdk.CfnCondition;
import software.amazon.awscdk.CfnResource;
import software.amazon.awscdk.CfnWaitConditionHandle;
import software.amazon.awscdk.Fn;
import software.amazon.awscdk.ICfnConditionExpression;
import software.amazon.awscdk.LegacyStackSynthesizer;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.constructs.Construct;

/// What a member has: in each region a rule that forwards its denials, and once the role by which
/// the monitor reads it. One template serves every account and region, and needs nothing there
/// beforehand: conditions say what is made where.
public final class MemberStack extends Stack {

  /// Of the stack in the app.
  static final String NAME = "RolecallMember";

  private final CfnCondition globalRegion;
  private final CfnCondition outsideMonitor;

  /// Adds the stack to an app.
  public MemberStack(Construct scope, Settings settings, Members members) {
    super(
        scope,
        NAME,
        StackProps.builder()
            .description(StackWords.memberStack())
            // No bucket, no roles, no version of a bootstrap: accounts come as they are. (The one
            // that is called bootstrapless would have the CDK deploy through roles of a bootstrap.)
            .synthesizer(new LegacyStackSynthesizer())
            .analyticsReporting(false)
            .suppressTemplateIndentation(true)
            .build());
    // Paths of constructs help nobody who sees the stack in an account.
    getNode().setContext("aws:cdk:enable-path-metadata", false);
    globalRegion = condition("GlobalRegion", in(members.globalRegion()));
    outsideMonitor =
        condition(
            "OutsideMonitor",
            Fn.conditionNot(
                Fn.conditionAnd(of(members.monitorAccount()), in(members.monitorRegion()))));
    forward(settings, members);
    settings.reader().ifPresent(reader -> read(settings, members, reader));
    // A stack needs a resource, and where the monitor is all others may be left out.
    new CfnWaitConditionHandle(this, "Nothing");
    MonitorStack.tag(this, settings.tags());
  }

  /// The monitor's own rules take what happens in its account and region.
  private void forward(Settings settings, Members members) {
    only(
        new ForwardingRule(
            this,
            "Denials",
            members,
            DenialRule.NEWS_FOR,
            scope ->
                DenialRule.take(
                    DenialRule.builder(scope, settings).ruleName(Members.RULE_NAME), settings)),
        outsideMonitor);
    if (settings.organization().read()) {
      only(
          new ForwardingRule(
              this,
              "OrganizationChanges",
              members,
              CoreFunctions.SURVEY_NEWS_FOR,
              scope -> OrganizationChangePattern.rule(scope, "Rule").build()),
          condition("GlobalRegionOutsideMonitor", Fn.conditionAnd(globalRegion, outsideMonitor)));
    }
  }

  private void read(Settings settings, Members members, Settings.Reader reader) {
    MemberReaderRole role =
        new MemberReaderRole(this, "Reader", members, reader, ReadingRole.of(settings));
    only(role, globalRegion);
    settings
        .organization()
        .account()
        .ifPresent(
            account ->
                only(
                    role.readOrganization(),
                    condition("OrganizationAccount", Fn.conditionAnd(globalRegion, of(account)))));
  }

  private static ICfnConditionExpression in(String region) {
    return Fn.conditionEquals(Aws.REGION, region);
  }

  private static ICfnConditionExpression of(String account) {
    return Fn.conditionEquals(Aws.ACCOUNT_ID, account);
  }

  private CfnCondition condition(String id, ICfnConditionExpression expression) {
    return CfnCondition.Builder.create(this, id).expression(expression).build();
  }

  private static void only(Construct part, CfnCondition condition) {
    part.getNode().findAll().stream()
        .filter(CfnResource.class::isInstance)
        .map(CfnResource.class::cast)
        .forEach(resource -> resource.getCfnOptions().setCondition(condition));
  }
}
