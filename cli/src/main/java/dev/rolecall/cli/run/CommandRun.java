package dev.rolecall.cli.run;

import dev.rolecall.cli.console.Console;
import dev.rolecall.cloudtrail.EventReading;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.lang.ProcessBuilder.Redirect;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/// Runs a command with the user's terminal, files and signals, and finds the denied calls in what
/// it writes.
///
/// Where output and errors are shown on a terminal and there is script(1), the command gets a
/// terminal of its own. Elsewhere what it writes to files and pipes is passed on, and what it
/// writes to the terminal is not read, but errors are.
public final class CommandRun implements AutoCloseable {

  private static final List<String> FORWARDED = List.of("HUP", "INT", "TERM", "USR1");
  private static final String RESIZED = "WINCH";

  /// How long a command may take to start.
  private static final int TRIES = 50;

  private final List<String> command;
  private final Console console;
  private final CommandSignals signals = new CommandSignals();
  private final FoundDenials denials = new FoundDenials();
  private final List<OutputWatch> watches = new ArrayList<>();

  /// How a command ended.
  ///
  /// @param status its exit status; with 128 added, the signal that ended it
  /// @param denials the denied calls that it wrote of
  /// @param terminal whether errors are shown on a terminal
  /// @param inLine whether the last line that it wrote has no end
  /// @param defect of looking for denials
  public record Ended(
      int status,
      List<EventReading> denials,
      boolean terminal,
      boolean inLine,
      Optional<Throwable> defect) {

    public Ended {
      denials = List.copyOf(denials);
    }
  }

  /// @param console gets what the command writes where that is passed on
  public CommandRun(List<String> command, Console console) {
    this.command = command.stream().map(InheritedFile::named).toList();
    this.console = console;
  }

  /// Runs it to its end.
  ///
  /// @throws IOException when it cannot be started
  public Ended run() throws IOException, InterruptedException {
    StandardStreams streams = StandardStreams.find(System.getProperty("os.name", ""));
    Optional<ScriptForm> script = streams.script().filter(_ -> ScriptForm.takes(command));
    int status = script.isPresent() ? inTerminal(script.get(), streams) : passedOn(streams);
    return new Ended(
        status,
        denials.all(),
        streams.isTerminalErr(),
        watches.stream().anyMatch(OutputWatch::isInLine),
        watches.stream().flatMap(watch -> watch.defect().stream()).findFirst());
  }

  private int inTerminal(ScriptForm form, StandardStreams streams)
      throws IOException, InterruptedException {
    ProcessBuilder builder =
        form.process(command, streams)
            .redirectInput(Redirect.INHERIT)
            .redirectError(Redirect.INHERIT);
    CompletableFuture<Process> started = new CompletableFuture<>();
    signals.handle(FORWARDED, name -> toCommand(name, started.join()));
    signals.handle(List.of(RESIZED), name -> CommandSignals.send(name, started.join().toHandle()));
    Process process = start(builder, started);
    watch(process.getInputStream(), Optional.empty());
    return ended(process);
  }

  private static Process start(ProcessBuilder builder, CompletableFuture<Process> started)
      throws IOException {
    Process process = builder.start();
    started.complete(process);
    return process;
  }

  private static void toCommand(String signal, Process script) {
    try {
      for (int i = 0; i < TRIES && script.isAlive(); i++) {
        List<ProcessHandle> running = ScriptForm.command(script.toHandle());
        if (!running.isEmpty()) {
          running.forEach(process -> CommandSignals.send(signal, process));
          return;
        }
        Thread.sleep(Duration.ofMillis(20));
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private int passedOn(StandardStreams streams) throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectInput(Redirect.INHERIT)
            .redirectOutput(streams.isTerminalOut() ? Redirect.INHERIT : Redirect.PIPE)
            .redirectErrorStream(streams.isSame());
    CommandEnvironment.restore(builder.environment());
    try (Witness witness = new Witness()) {
      CompletableFuture<Process> started = new CompletableFuture<>();
      signals.handle(
          FORWARDED,
          name -> {
            if (!sawIt(witness)) {
              CommandSignals.send(name, started.join().toHandle());
            }
          });
      Process process = start(builder, started);
      if (!streams.isTerminalOut()) {
        watch(process.getInputStream(), Optional.of(console.out()));
      }
      if (!streams.isSame()) {
        watch(process.getErrorStream(), Optional.of(console.err()));
      }
      return ended(process);
    }
  }

  private static boolean sawIt(Witness witness) {
    try {
      return witness.saw();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private void watch(InputStream from, Optional<PrintStream> to) {
    watches.add(new OutputWatch(from, to, command.getFirst(), denials));
  }

  /// Signals end this process again.
  @Override
  public void close() {
    signals.close();
  }

  private int ended(Process process) throws InterruptedException {
    int status = process.waitFor();
    signals.handle(FORWARDED, _ -> Runtime.getRuntime().halt(status));
    for (OutputWatch watch : watches) {
      watch.await();
    }
    return status;
  }
}
