package dev.rolecall.cli.input;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolecall.cloudtrail.EventReading;
import dev.rolecall.cloudtrail.SourceLocation;
import dev.rolecall.cloudtrail.text.CallHints;
import dev.rolecall.cloudtrail.text.ErrorText;
import dev.rolecall.cloudtrail.text.ToldError;
import dev.rolecall.denial.Denial;
import dev.rolecall.report.Records;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class HeldDenialsTest {

  private static final ToldError ERROR =
      ErrorText.find("Not authorized to perform sts:AssumeRoleWithWebIdentity").getFirst();

  private static String record(int number) {
    return """
    {"eventVersion":"1.08","userIdentity":{"type":"IAMUser","arn":"arn:aws:iam::111122223333:user/ci","accountId":"111122223333","userName":"ci"},\
    "eventTime":"2026-03-01T10:00:00Z","eventSource":"sts.amazonaws.com","eventName":"AssumeRole","errorCode":"AccessDenied","errorMessage":"ü",\
    "requestParameters":null,"eventID":"%d","recipientAccountId":"111122223333"}\
    """
        .formatted(number);
  }

  private static boolean add(HeldDenials<String> held, int number) {
    byte[] bytes = record(number).getBytes(StandardCharsets.UTF_8);
    Denial denial = Records.read(record(number));
    SourceLocation place = SourceLocation.of("x");
    return number % 7 == 3
        ? held.add(
            "o" + number % 3, new EventReading.Told(denial, ERROR, false, place), new byte[0])
        : held.add("o" + number % 3, new EventReading.Denied(denial, place), bytes);
  }

  private static List<String> release(HeldDenials<String> held) {
    List<String> released = new ArrayList<>();
    held.release(
        (origin, reading) ->
            released.add(
                origin
                    + switch (reading) {
                      case EventReading.Denied(Denial denial, var _) ->
                          " " + denial.eventId().orElse("") + " " + denial.awsMessage();
                      case EventReading.Told(Denial denial, var _, var _, var _) ->
                          " told " + denial.eventId().orElse("");
                      case EventReading.Unrecognized _,
                          EventReading.NotOurs _,
                          EventReading.Malformed _ ->
                          "?";
                    }));
    return released;
  }

  private static List<String> expected(int from, int to) {
    return IntStream.range(from, to)
        .mapToObj(i -> "o" + i % 3 + (i % 7 == 3 ? " told " + i : " " + i + " ü"))
        .toList();
  }

  @Test
  void theyComeBackInTheirOrderFromMemoryAndFromTheFile() {
    try (HeldDenials<String> held = new HeldDenials<>(CallHints.NONE, 10, 1 << 20)) {
      for (int i = 0; i < 100; i++) {
        assertThat(add(held, i)).isTrue();
      }
      assertThat(held.size()).isEqualTo(100);
      assertThat(release(held)).isEqualTo(expected(0, 100));
      assertThat(release(held)).isEmpty();
      for (int i = 0; i < 30; i++) {
        add(held, i);
      }
      assertThat(release(held)).isEqualTo(expected(0, 30));
    }
  }

  @Test
  void whatHasNoRoomIsRefusedAndTheOthersStay() {
    try (HeldDenials<String> held = new HeldDenials<>(CallHints.NONE, 2, 1_000)) {
      int number = 0;
      while (add(held, number)) {
        number++;
      }
      assertThat(number).isBetween(3, 10);
      assertThat(release(held)).isEqualTo(expected(0, number));
    }
  }

  @Test
  void theFileGoesAway() throws Exception {
    Path folder = Path.of(System.getProperty("java.io.tmpdir"));
    long before = files(folder);
    try (HeldDenials<String> held = new HeldDenials<>(CallHints.NONE, 1, 1 << 20)) {
      add(held, 0);
      add(held, 1);
      assertThat(files(folder)).isEqualTo(before + 1);
    }
    assertThat(files(folder)).isEqualTo(before);
  }

  private static long files(Path folder) throws Exception {
    try (var files = Files.list(folder)) {
      return files.filter(file -> file.getFileName().toString().endsWith(".denials")).count();
    }
  }
}
