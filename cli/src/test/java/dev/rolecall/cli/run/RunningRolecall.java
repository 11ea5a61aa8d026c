package dev.rolecall.cli.run;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Rolecall in a process of its own, as a shell starts it.
final class RunningRolecall implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Process process;
  private final Collected out;
  private final Collected err;

  /// How a process ended.
  ///
  /// @param out of a terminal: all that it shows
  record Ended(int status, String out, String err) {}

  private static final class Collected {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final Thread thread;
    private boolean ended;

    Collected(InputStream in) {
      thread = Thread.ofPlatform().daemon().start(() -> read(in));
    }

    private void read(InputStream in) {
      byte[] chunk = new byte[1 << 14];
      try {
        for (int count = in.read(chunk); count >= 0; count = in.read(chunk)) {
          synchronized (this) {
            bytes.write(chunk, 0, count);
            notifyAll();
          }
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } finally {
        synchronized (this) {
          ended = true;
          notifyAll();
        }
      }
    }

    synchronized void await(String text) throws InterruptedException {
      long end = System.nanoTime() + PATIENCE.toNanos();
      while (!bytes.toString(UTF_8).contains(text)) {
        long left = end - System.nanoTime();
        if (left <= 0 || ended) {
          throw new AssertionError("no `" + text + "` in: " + bytes.toString(UTF_8));
        }
        wait(left / 1_000_000 + 1);
      }
    }

    String all() throws InterruptedException {
      thread.join(PATIENCE);
      synchronized (this) {
        return bytes.toString(UTF_8);
      }
    }
  }

  private RunningRolecall(ProcessBuilder builder) throws IOException {
    process = builder.start();
    out = new Collected(process.getInputStream());
    err = new Collected(process.getErrorStream());
  }

  /// The command that starts `rolecall` with these arguments.
  static List<String> command(List<String> options, String... arguments) {
    List<String> words = new ArrayList<>();
    words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    words.addAll(
        List.of("-XX:+UseSerialGC", "-XX:-UsePerfData", "-XX:TieredStopAtLevel=1", "-Xmx64m"));
    words.addAll(options);
    words.addAll(List.of("-cp", classPath(), "dev.rolecall.cli.Main"));
    words.addAll(List.of(arguments));
    return words;
  }

  private static String classPath() {
    return Thread.currentThread().getContextClassLoader() instanceof URLClassLoader loader
        ? Stream.of(loader.getURLs())
            .map(URL::getPath)
            .collect(Collectors.joining(File.pathSeparator))
        : System.getProperty("java.class.path", "");
  }

  /// Starts a command whose input, output and errors are pipes.
  static RunningRolecall piped(Path folder, List<String> command) throws IOException {
    return new RunningRolecall(new ProcessBuilder(command).directory(folder.toFile()));
  }

  /// Starts a command in a terminal that script(1) of util-linux makes, of 33 lines and 77 columns.
  /// The first line that it shows is its process group.
  static RunningRolecall inTerminal(
      Path folder, Map<String, String> environment, List<String> command) throws IOException {
    String line = command.stream().map(ShellScript::quoted).collect(Collectors.joining(" "));
    ProcessBuilder builder =
        new ProcessBuilder(
                "script",
                "-qefc",
                "stty rows 33 cols 77; echo group=$$.; "
                    + environment.entrySet().stream()
                        .map(it -> it.getKey() + "=" + ShellScript.quoted(it.getValue()) + " ")
                        .collect(Collectors.joining())
                    + "exec "
                    + line,
                "/dev/null")
            .directory(folder.toFile());
    builder.environment().put("SHELL", "/bin/sh");
    builder.environment().put("TERM", "xterm");
    return new RunningRolecall(builder);
  }

  /// Waits until it shows `text`.
  RunningRolecall awaits(String text) throws InterruptedException {
    out.await(text);
    return this;
  }

  /// Types, or pipes in.
  RunningRolecall types(String text) throws IOException {
    OutputStream in = process.getOutputStream();
    in.write(text.getBytes(UTF_8));
    in.flush();
    return this;
  }

  /// Sends a signal to the process that was started.
  RunningRolecall gets(String signal) {
    CommandSignals.send(signal, process.toHandle());
    return this;
  }

  /// Sends a signal to its process group.
  RunningRolecall groupGets(String signal) throws Exception {
    return kill(signal, "-" + process.pid());
  }

  /// Sends a signal to what the terminal runs.
  ///
  /// @param to `-` for all of its group
  RunningRolecall terminalGets(String signal, String to) throws Exception {
    out.await(".\r\n");
    String shown = out.bytes.toString(UTF_8);
    return kill(signal, to + shown.substring(shown.indexOf("group=") + 6, shown.indexOf(".\r\n")));
  }

  private RunningRolecall kill(String signal, String target) throws Exception {
    int status =
        new ProcessBuilder("sh", "-c", "kill -s \"$0\" -- \"$1\"", signal, target)
            .start()
            .waitFor();
    if (status != 0) {
      throw new AssertionError("kill " + target + " ended with " + status);
    }
    return this;
  }

  /// Waits for its end.
  Ended ends() throws InterruptedException, IOException {
    if (!process.waitFor(PATIENCE)) {
      throw new AssertionError("still running: " + out.bytes.toString(UTF_8));
    }
    return new Ended(process.exitValue(), out.all(), err.all());
  }

  /// Ends its input first.
  Ended endsWithoutInput() throws InterruptedException, IOException {
    process.getOutputStream().close();
    return ends();
  }

  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }
}
