package dev.rolecall.infra.template;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rolecall.infra.context.SettingFormat;
import dev.rolecall.infra.context.SettingsReader;
import dev.rolecall.infra.template.TemplateParameter.Group;
import dev.rolecall.infra.wording.SettingWords;
import dev.rolecall.infra.wording.TemplateWords;
import dev.rolecall.installation.NumericSetting;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.commons.lang3.StringUtils;

/// The parameters of the template, with what they take.
final class Parameters {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final String BUCKET = "^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$";
  private static final String KEY = "^\\S{1,1024}$";

  /// Names and locations are shorter than AWS allows: a version of a function lists them all.
  private static final int LONGEST_SECRET = 150;

  private static final int LONGEST_EXTERNAL_ID = 64;

  private final ObjectNode all = JSON.objectNode();

  private Parameters() {}

  /// The name of the parameter for a number, such as `CacheSeconds`.
  static String name(NumericSetting setting) {
    return StringUtils.capitalize(setting.key());
  }

  /// The names of all.
  static Set<String> names() {
    Set<String> names = new TreeSet<>();
    Arrays.stream(TemplateParameter.values()).map(TemplateParameter::id).forEach(names::add);
    Arrays.stream(NumericSetting.values()).map(Parameters::name).forEach(names::add);
    return names;
  }

  static ObjectNode all(Release release) {
    Parameters made = new Parameters();
    made.code(release);
    made.alerts();
    made.reading();
    for (NumericSetting setting : NumericSetting.values()) {
      made.number(
          name(setting),
          TemplateWords.number(setting),
          setting.zeroIsOff() ? 0 : setting.least(),
          setting.most(),
          setting.standard());
    }
    made.functions();
    return made.all;
  }

  private void code(Release release) {
    add(TemplateParameter.CODE_BUCKET)
        .put("AllowedPattern", BUCKET)
        .put("ConstraintDescription", TemplateWords.bucketName());
    add(TemplateParameter.CODE_KEY)
        .put("Default", release.codeKey())
        .put("AllowedPattern", KEY)
        .put("ConstraintDescription", TemplateWords.objectKey());
    add(TemplateParameter.CODE_OBJECT_VERSION).put("Default", "");
  }

  private void alerts() {
    optional(TemplateParameter.ALERT_EMAIL, SettingFormat.EMAIL);
    optional(TemplateParameter.SLACK_SECRET, SettingFormat.SECRET).put("MaxLength", LONGEST_SECRET);
    optional(TemplateParameter.SLACK_CHANNEL, SettingFormat.CHANNEL);
    optional(TemplateParameter.SLACK_KMS_KEY_ARN, SettingFormat.KEY_ARN);
    flag(TemplateParameter.SLACK_BUTTONS, false);
    optional(TemplateParameter.TEAMS_SECRET, SettingFormat.SECRET).put("MaxLength", LONGEST_SECRET);
    optional(TemplateParameter.TEAMS_KMS_KEY_ARN, SettingFormat.KEY_ARN);
    optional(TemplateParameter.CHAT_SLACK_WORKSPACE_ID, SettingFormat.SLACK_WORKSPACE);
    optional(TemplateParameter.CHAT_SLACK_CHANNEL_ID, SettingFormat.SLACK_CHANNEL);
    oneOf(TemplateParameter.DIGEST, List.of("none", "daily", "weekly"), "none");
    number(TemplateParameter.DIGEST_HOUR_UTC, 0, 23, 7);
    flag(TemplateParameter.EVENTS, true);
    recipients(TemplateParameter.ALERT_RECIPIENTS);
    optional(TemplateParameter.OPERATIONS_EMAIL, SettingFormat.EMAIL);
    recipients(TemplateParameter.OPERATIONS_RECIPIENTS);
  }

  private void reading() {
    flag(TemplateParameter.EXPLAIN_OTHER_ERRORS, false);
    flag(TemplateParameter.SERVICE_FAILURES, false);
    optional(TemplateParameter.READER_ROLE_NAME, SettingFormat.ROLE_NAME);
    optional(TemplateParameter.READER_EXTERNAL_ID, SettingFormat.EXTERNAL_ID)
        .put("MaxLength", LONGEST_EXTERNAL_ID)
        .put("NoEcho", true);
    flag(TemplateParameter.READ_ORGANIZATION, true);
    optional(TemplateParameter.ORGANIZATION_ACCOUNT, SettingFormat.ACCOUNT);
  }

  private void functions() {
    number(TemplateParameter.MEMORY_MEGABYTES, 512, 10_240, 1024);
    flag(TemplateParameter.RESERVE_CONCURRENCY, true);
    flag(TemplateParameter.SNAP_START, true);
    oneOf(TemplateParameter.LOG_LEVEL, List.of("TRACE", "DEBUG", "INFO", "WARN", "ERROR"), "INFO");
    oneOf(
        TemplateParameter.LOG_RETENTION_DAYS,
        SettingsReader.RETENTION_DAYS.stream().map(String::valueOf).toList(),
        "90");
  }

  private ObjectNode add(TemplateParameter parameter) {
    return add(parameter.id(), "String", parameter.description());
  }

  private ObjectNode add(String name, String type, String description) {
    ObjectNode parameter = JSON.objectNode();
    parameter.put("Type", type).put("Description", description);
    all.set(name, parameter);
    return parameter;
  }

  private ObjectNode optional(TemplateParameter parameter, SettingFormat format) {
    return add(parameter)
        .put("Default", "")
        .put("AllowedPattern", "^(|" + format.regex() + ")$")
        .put("ConstraintDescription", TemplateWords.orEmpty(format.allowed()));
  }

  private void flag(TemplateParameter parameter, boolean standard) {
    oneOf(parameter, List.of("true", "false"), String.valueOf(standard));
  }

  private void recipients(TemplateParameter parameter) {
    oneOf(parameter, List.of("expected", "none"), "expected");
  }

  private void oneOf(TemplateParameter parameter, List<String> values, String standard) {
    ObjectNode added = add(parameter).put("Default", standard);
    ArrayNode allowed = added.putArray("AllowedValues");
    values.forEach(allowed::add);
    added.put("ConstraintDescription", "expected " + SettingWords.oneOf(values));
  }

  private void number(TemplateParameter parameter, int least, int most, int standard) {
    number(parameter.id(), parameter.description(), least, most, standard);
  }

  private void number(String name, String description, int least, int most, int standard) {
    add(name, "Number", description)
        .put("Default", standard)
        .put("MinValue", least)
        .put("MaxValue", most)
        .put("ConstraintDescription", TemplateWords.number(least, most));
  }

  /// How the console shows them.
  static ObjectNode groups() {
    ObjectNode metadata = JSON.objectNode();
    ArrayNode groups =
        metadata.putObject("AWS::CloudFormation::Interface").putArray("ParameterGroups");
    for (Group group : Group.values()) {
      ObjectNode shown = groups.addObject();
      shown.putObject("Label").put("default", group.label());
      ArrayNode parameters = shown.putArray("Parameters");
      Arrays.stream(TemplateParameter.values())
          .filter(parameter -> parameter.group() == group)
          .forEach(parameter -> parameters.add(parameter.id()));
      Arrays.stream(NumericSetting.values())
          .filter(setting -> group(setting) == group)
          .forEach(setting -> parameters.add(name(setting)));
    }
    return metadata;
  }

  private static Group group(NumericSetting setting) {
    return setting.section().isEmpty() ? Group.READING : Group.INCIDENTS;
  }
}
