package dev.rolecall.cli;

import dev.rolecall.event.EventSources;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `rolecall explain`.
@Command(
    name = "explain",
    description = "Tells why each denied AssumeRole call in EVENTS was denied, and what to change.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  rolecall explain events/external-id-missing/vendor-onboarding",
      "  rolecall explain cloudtrail-logs/ --snapshot accounts/",
      "  aws cloudtrail lookup-events --lookup-attributes \\",
      "    AttributeKey=EventName,AttributeValue=AssumeRole | rolecall explain -",
      "  rolecall explain event.json --snapshot accounts/ --format json | jq .diagnosis"
    })
final class ExplainCommand implements Callable<Integer> {

  private final Console console;

  @Parameters(
      arity = "1..*",
      paramLabel = "EVENTS",
      description =
          "Files, directories or - for standard input: CloudTrail records and log files,"
              + " EventBridge events, output of 'aws cloudtrail lookup-events', lists and NDJSON of"
              + " them, each also gzipped. A directory with an event.json is a scenario: its"
              + " snapshot/ is the snapshot.")
  private final List<String> events = new ArrayList<>();

  @Mixin private final SnapshotOption snapshot = new SnapshotOption();

  @Option(
      names = "--format",
      defaultValue = "text",
      paramLabel = "FORMAT",
      description = "One of ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
  private Output.Format format = Output.Format.text;

  @Option(names = "--show-external-ids", description = "Do not mask external ids.")
  private boolean showExternalIds;

  @Option(names = "--hcl", description = "Show changes as Terraform too, whoever the caller is.")
  private boolean hcl;

  ExplainCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    return new Explaining(console, new Output(console, format, showExternalIds, hcl))
        .run(EventSources.of(events, console.in()), snapshot.paths());
  }
}
