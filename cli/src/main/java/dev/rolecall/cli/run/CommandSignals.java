package dev.rolecall.cli.run;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;

/// Signals that this process gets while a command runs.
final class CommandSignals implements AutoCloseable {

  private static final String SIGNAL = "sun.misc.Signal";
  private static final String HANDLER = "sun.misc.SignalHandler";

  private record Replaced(Object signal, Object handler) {}

  private final Deque<Replaced> replaced = new ArrayDeque<>();

  /// Has each of these signals given to `handler` from now on, on a thread of its own. Those that
  /// are ignored, as under nohup, stay so.
  void handle(List<String> names, Consumer<String> handler) {
    for (String name : names) {
      try {
        handle(name, handler);
      } catch (ReflectiveOperationException _) {
        // The JVM uses it, or the system has none of this name.
      }
    }
  }

  /// By reflection: the JDK has no other way, and the compiler warns of this one.
  private void handle(String name, Consumer<String> handler) throws ReflectiveOperationException {
    InvocationHandler called =
        (proxy, method, arguments) ->
            switch (method.getName()) {
              case "handle" -> {
                handler.accept(name);
                yield "";
              }
              case "equals" ->
                  System.identityHashCode(proxy) == System.identityHashCode(arguments[0]);
              case "hashCode" -> System.identityHashCode(proxy);
              default -> name;
            };
    Class<?> type = Class.forName(HANDLER);
    Object signal = Class.forName(SIGNAL).getConstructor(String.class).newInstance(name);
    replaced.push(
        new Replaced(
            signal,
            set(
                signal,
                Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, called))));
  }

  private static Object set(Object signal, Object handler) throws ReflectiveOperationException {
    return signal
        .getClass()
        .getMethod("handle", signal.getClass(), Class.forName(HANDLER))
        .invoke(null, signal, handler);
  }

  /// Sends a signal.
  static void send(String name, ProcessHandle to) {
    try {
      ShellScript.process("send.sh", name, Long.toString(to.pid()))
          .redirectOutput(Redirect.DISCARD)
          .redirectError(Redirect.DISCARD)
          .start()
          .waitFor();
    } catch (IOException _) {
      to.destroy();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /// Sets the handlers of before.
  @Override
  public void close() {
    while (!replaced.isEmpty()) {
      Replaced last = replaced.pop();
      try {
        set(last.signal(), last.handler());
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
