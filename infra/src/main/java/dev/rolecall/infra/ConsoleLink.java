package dev.rolecall.infra;

import java.util.Map;
import software.amazon.awscdk.CfnMapping;
import software.amazon.awscdk.CfnMappingProps;
import software.amazon.awscdk.Stack;

/// Addresses of the AWS console, which is elsewhere in each partition.
final class ConsoleLink {

  private static final Map<String, Map<String, Object>> DOMAINS =
      Map.of(
          "aws", Map.of("domain", "console.aws.amazon.com"),
          "aws-cn", Map.of("domain", "console.amazonaws.cn"),
          "aws-us-gov", Map.of("domain", "console.amazonaws-us-gov.com"));

  private ConsoleLink() {}

  static String dashboard(Stack stack, String name) {
    CfnMapping domains =
        new CfnMapping(stack, "Console", CfnMappingProps.builder().mapping(DOMAINS).build());
    return "https://%s.%s/cloudwatch/home?region=%s#dashboards/dashboard/%s"
        .formatted(
            stack.getRegion(),
            domains.findInMap(stack.getPartition(), "domain"),
            stack.getRegion(),
            name);
  }
}
