package dev.rolecall.infra.template;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rolecall.infra.MonitorStack;
import dev.rolecall.infra.RolecallApp;
import dev.rolecall.infra.wording.StackWords;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.StringJoiner;
import java.util.TreeMap;
import software.amazon.awscdk.App;
import software.amazon.awscdk.AppProps;
import software.amazon.awscdk.Aws;
import software.amazon.awscdk.CfnCondition;
import software.amazon.awscdk.CfnParameter;
import software.amazon.awscdk.DefaultStackSynthesizer;
import software.amazon.awscdk.Fn;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.amazon.awscdk.cxapi.CloudAssembly;
import software.amazon.awscdk.services.lambda.Code;
import software.constructs.Construct;

/// Writes the template that needs no CDK; `.ci/template` runs it.
public final class TemplateApp {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  /// The name that the stack has in the CDK app: ids of some resources contain it.
  private static final String MONITOR = "RolecallMonitor";

  private static final String PATTERNS = "Patterns";

  /// Relative to the root of the repository, as [RolecallApp#JAR] is.
  private static final Path OUTPUT = Path.of("dist", "rolecall.template.json");

  /// What the CDK writes.
  private static final Path ASSEMBLY = Path.of("infra", "target", "template");

  private TemplateApp() {}

  /// Writes the template.
  ///
  /// @param args the version of Rolecall
  public static void main(String[] args) throws IOException {
    Release release = Release.of(args[0].replace("-SNAPSHOT", ""), Path.of(RolecallApp.JAR));
    Files.createDirectories(OUTPUT.getParent());
    Files.writeString(
        OUTPUT,
        text(
            template(
                app(Path.of("cdk.json"), ASSEMBLY), Code.fromAsset(RolecallApp.JAR), release)));
  }

  /// An app with the feature flags of the CDK app, so that both make the same.
  static App app(Path cdkJson, Path folder) throws IOException {
    Map<String, Object> context =
        MAPPER.convertValue(
            MAPPER.readTree(cdkJson.toFile()).get("context"),
            new TypeReference<TreeMap<String, Object>>() {});
    return new App(
        AppProps.builder()
            .context(context)
            .outdir(folder.toString())
            .analyticsReporting(false)
            .autoSynth(false)
            .build());
  }

  /// The stack with all that parameters can turn on.
  static MonitorStack stack(App app, Code code) {
    MonitorStack stack =
        new MonitorStack(
            app,
            MONITOR,
            StackProps.builder()
                .description(StackWords.monitorStack())
                .synthesizer(
                    DefaultStackSynthesizer.Builder.create()
                        .generateBootstrapVersionRule(false)
                        .build())
                .build(),
            TemplateSettings.everything(false, false),
            code);
    declare(stack);
    return stack;
  }

  /// Lets the CDK know the names that the stack refers to.
  private static void declare(Stack stack) {
    Construct declared = new Construct(stack, "Declared");
    for (TemplateParameter parameter : TemplateSettings.PARAMETERS) {
      CfnParameter.Builder.create(declared, parameter.name())
          .noEcho(parameter.name().endsWith("SECRET"))
          .build()
          .overrideLogicalId(parameter.id());
    }
    for (TemplateCondition condition : TemplateSettings.CONDITIONS) {
      CfnCondition.Builder.create(declared, condition.name())
          .expression(Fn.conditionEquals(Aws.REGION, condition.id()))
          .build()
          .overrideLogicalId(condition.id());
    }
  }

  static ObjectNode template(App app, Code code, Release release) throws IOException {
    stack(app, code);
    DenialPatterns.add(new Stack(app, PATTERNS));
    CloudAssembly assembly = app.synth();
    return StaticTemplate.of(
        read(assembly, MONITOR), DenialPatterns.of(read(assembly, PATTERNS)), release);
  }

  private static ObjectNode read(CloudAssembly assembly, String stack) throws IOException {
    return (ObjectNode)
        MAPPER.readTree(Path.of(assembly.getStackByName(stack).getTemplateFullPath()).toFile());
  }

  /// One line for each parameter, condition, resource and output.
  private static String text(ObjectNode template) {
    StringJoiner sections = new StringJoiner(",\n", "{\n", "\n}\n");
    template
        .properties()
        .forEach(
            section -> {
              String key = MAPPER.valueToTree(section.getKey()) + ":";
              JsonNode value = section.getValue();
              if (value.isObject()) {
                StringJoiner lines = new StringJoiner(",\n", key + "{\n", "\n}");
                value
                    .properties()
                    .forEach(
                        line ->
                            lines.add(MAPPER.valueToTree(line.getKey()) + ":" + line.getValue()));
                sections.add(lines.toString());
              } else {
                sections.add(key + value);
              }
            });
    return sections.toString();
  }
}
