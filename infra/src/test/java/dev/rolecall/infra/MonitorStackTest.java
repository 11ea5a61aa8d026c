package dev.rolecall.infra;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import software.amazon.awscdk.StackProps;
import software.amazon.awscdk.assertions.Template;

class MonitorStackTest {

  @Test
  void saysWhatItIs() {
    MonitorStack stack =
        new MonitorStack(
            TestApp.create(),
            "RolecallMonitor",
            StackProps.builder().description("what it is").build());

    assertThat(Template.fromStack(stack).toJSON()).containsEntry("Description", "what it is");
  }
}
