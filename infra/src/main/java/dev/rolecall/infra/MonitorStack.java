package dev.rolecall.infra;

import software.amazon.awscdk.CfnWaitConditionHandle;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.constructs.Construct;

/// What watches one account and region.
public final class MonitorStack extends Stack {

  /// Adds the stack to an app.
  public MonitorStack(Construct scope, String id, StackProps props) {
    super(scope, id, props);
    // CloudFormation takes no stack without a resource: goes when the first real one comes.
    new CfnWaitConditionHandle(this, "Empty");
  }
}
