package dev.rolecall.report.page;

import java.util.List;
import java.util.function.UnaryOperator;

/// Adds to each name what a stranger may add to it so that a page runs his script.
final class Payloads implements UnaryOperator<String> {

  static final List<String> ALL =
      List.of(
          "</script><script>window.pwned=1</script>",
          "\"><img src=x onerror=window.pwned=1>",
          "' onmouseover='window.pwned=1",
          "javascript:window.pwned=1",
          "<svg/onload=window.pwned=1>",
          "<iframe srcdoc=\"<script>parent.pwned=1</script>\">",
          "{{script}}${window.pwned=1}",
          "--><!--<script>",
          "]]></style><script>window.pwned=1</script>",
          "\u202egnp.exe\u202c",
          "\u0000\u001b[31m\u2028\u2029",
          "\ue000\ue001\uf8ff",
          "\ud800",
          "{a|b}{c}",
          "__proto__",
          "&lt;b&gt;&#x3c;b");

  private int next;

  @Override
  public String apply(String name) {
    return name + ALL.get(next++ % ALL.size());
  }
}
