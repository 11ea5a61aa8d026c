package dev.rolecall.mcp.session;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rolecall.cli.console.CommandFailure;
import dev.rolecall.cli.console.Console;
import dev.rolecall.cli.wording.RunWords;
import dev.rolecall.explanation.redaction.Redaction;
import dev.rolecall.explanation.redaction.VisibleText;
import dev.rolecall.mcp.tool.Arguments;
import dev.rolecall.mcp.tool.AssistantTool;
import dev.rolecall.mcp.tool.ToolAnswer;
import dev.rolecall.mcp.wording.ToolWords;
import io.modelcontextprotocol.server.McpServerFeatures.SyncToolSpecification;
import io.modelcontextprotocol.spec.McpSchema.CallToolRequest;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.Tool;
import io.modelcontextprotocol.spec.McpSchema.ToolAnnotations;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/// Tools as the protocol has them. A call that fails is a result that says so, in the sentence of
/// the command.
///
/// @param console where stack traces go, if they were asked for
/// @param stopped hears that a call was stopped while it read
public record McpTools(List<AssistantTool> tools, Console console, Runnable stopped) {

  private static final SecureRandom RANDOM = new SecureRandom();

  public McpTools {
    tools = List.copyOf(tools);
  }

  /// The names of all tools.
  List<String> names() {
    return tools.stream().map(tool -> tool.listing().name()).toList();
  }

  List<SyncToolSpecification> specifications(JsonMapper json) {
    return tools.stream()
        .map(
            tool ->
                SyncToolSpecification.builder()
                    .tool(listed(tool.listing(), json))
                    .callHandler((_, request) -> call(tool, request, json))
                    .build())
        .toList();
  }

  private static Tool listed(AssistantTool.Listing listing, JsonMapper json) {
    return Tool.builder(listing.name(), map(listing.input(), json))
        .title(listing.title())
        .description(listing.description())
        .outputSchema(map(listing.output(), json))
        .annotations(
            ToolAnnotations.builder()
                .title(listing.title())
                .readOnlyHint(true)
                .destructiveHint(false)
                .idempotentHint(true)
                .openWorldHint(listing.asksAws())
                .build())
        .build();
  }

  private static Map<String, Object> map(ObjectNode node, JsonMapper json) {
    return json.convertValue(node, new TypeReference<>() {});
  }

  private CallToolResult call(AssistantTool tool, CallToolRequest request, JsonMapper json) {
    try {
      ObjectNode arguments =
          request.arguments() == null
              ? json.createObjectNode()
              : json.valueToTree(request.arguments());
      ToolAnswer answer = tool.call(new Arguments(arguments));
      return CallToolResult.builder()
          .addTextContent(answer.quotesRecords() ? framed(answer.text()) : answer.text())
          .structuredContent(answer.json())
          .build();
    } catch (CommandFailure failure) {
      return failed(String.valueOf(failure.getMessage()));
    } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
      if (console.traces()) {
        e.printStackTrace(console.err());
      }
      return failed(RunWords.internalError(e, console.traces()));
    } finally {
      if (Thread.currentThread().isInterrupted()) {
        stopped.run();
      }
    }
  }

  /// The result of a call that failed.
  static CallToolResult failed(String sentence) {
    return CallToolResult.builder()
        .addTextContent(Redaction.of(VisibleText.lines(sentence)))
        .isError(true)
        .build();
  }

  /// The text between two markers that nothing in it can have guessed.
  private static String framed(String text) {
    String code = code();
    while (text.contains(code)) {
      code = code();
    }
    return ToolWords.begin(code) + "\n" + text.stripTrailing() + "\n" + ToolWords.end(code);
  }

  private static String code() {
    byte[] bytes = new byte[6];
    RANDOM.nextBytes(bytes);
    return "ROLECALL-" + HexFormat.of().formatHex(bytes);
  }
}
