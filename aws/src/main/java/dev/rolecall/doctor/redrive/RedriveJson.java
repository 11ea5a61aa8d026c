package dev.rolecall.doctor.redrive;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rolecall.explanation.redaction.VisibleText;

/// What was sent again, for scripts: one object.
public final class RedriveJson {

  private static final JsonMapper JSON = new JsonMapper();

  private RedriveJson() {}

  public static String write(RedriveReport report) {
    ObjectNode json = JSON.createObjectNode();
    json.put("schema", "rolecall-redrive/1");
    json.put("dryRun", report.dryRun());
    report.problem().ifPresent(problem -> json.put("problem", problem.what()));
    json.put("found", report.found());
    json.put("sent", report.sent());
    json.put("left", report.left());
    ArrayNode queues = json.putArray("queues");
    for (RedriveReport.Queue queue : report.queues()) {
      ObjectNode one = queues.addObject();
      one.put("name", queue.kept().name());
      one.put("queue", queue.kept().queue());
      one.put("to", queue.kept().to());
      one.put("found", queue.found());
      one.put("sent", queue.sent());
      ArrayNode left = one.putArray("left");
      queue.left().forEach((why, number) -> left.addObject().put("why", why).put("number", number));
      queue.unread().ifPresent(why -> one.put("unread", why));
    }
    return VisibleText.lines(json.toString());
  }
}
