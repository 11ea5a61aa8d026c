package dev.rolecall.gate;

import static dev.rolecall.gate.plan.Plans.APP;
import static dev.rolecall.gate.plan.Plans.DEPLOYER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rolecall.explanation.document.WritingOptions;
import dev.rolecall.gate.pairs.AccessPair;
import dev.rolecall.gate.pairs.RequestValue;
import dev.rolecall.gate.plan.Plans;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.xml.sax.SAXException;

class VerdictsJunitTest {

  private static final Instant NOW = Instant.parse("2026-11-27T12:00:00Z");

  /// What a stranger may have for a subject.
  private static final List<String> HOSTILE =
      List.of(
          "repo:x/<script>alert(1)</script>",
          "]]>&amp;\"'",
          "\u0000\u0001\u001b[31m",
          "\ufffe\uffff",
          "\ud800",
          "<![CDATA[",
          "\u202e\u2028");

  private static Document parse(String xml) {
    try {
      return DocumentBuilderFactory.newDefaultInstance()
          .newDocumentBuilder()
          .parse(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)));
    } catch (ParserConfigurationException | SAXException | IOException e) {
      throw new AssertionError(xml, e);
    }
  }

  private static Verdicts judge(List<AccessPair> pairs) {
    Gate gate = new Gate(Optional.empty(), NOW);
    return new Verdicts(
        pairs.stream().map(accessPair -> gate.judge(accessPair, _ -> Plans.evidence())).toList());
  }

  private static List<Element> elements(Document document, String name) {
    List<Element> elements = new ArrayList<>();
    for (int i = 0; i < document.getElementsByTagName(name).getLength(); i++) {
      elements.add((Element) document.getElementsByTagName(name).item(i));
    }
    return elements;
  }

  @Test
  void aPairIsATestCaseOfItsRole() {
    List<AccessPair> pairs =
        List.of(
            Plans.pair(DEPLOYER, APP, AccessPair.Expectation.ALLOWED),
            Plans.pair(DEPLOYER, APP, AccessPair.Expectation.DENIED),
            Plans.pair("arn:aws:iam::555555555555:role/x", APP, AccessPair.Expectation.ALLOWED));
    Document junit = parse(VerdictsJunit.write(judge(pairs), WritingOptions.plain(), NOW));
    Element suite = elements(junit, "testsuite").getFirst();
    assertThat(suite.getAttribute("tests")).isEqualTo("3");
    assertThat(suite.getAttribute("failures")).isEqualTo("2");
    assertThat(suite.getAttribute("errors")).isEqualTo("0");
    assertThat(elements(junit, "testcase"))
        .extracting(test -> test.getAttribute("classname"))
        .containsOnly(APP);
    assertThat(elements(junit, "testcase"))
        .extracting(test -> test.getAttribute("name"))
        .containsExactly(DEPLOYER, DEPLOYER + " (2)", "arn:aws:iam::555555555555:role/x");
    assertThat(elements(junit, "failure"))
        .extracting(failure -> failure.getAttribute("type"))
        .containsExactly("ALREADY_ALLOWED", "ALREADY_DENIED");
  }

  /// What Ant's schema wants of a suite, in its order.
  @Test
  void strictReadersAcceptTheReport() {
    Document junit =
        parse(
            VerdictsJunit.write(
                judge(List.of(Plans.pair(DEPLOYER, APP, AccessPair.Expectation.DENIED))),
                WritingOptions.plain(),
                NOW));
    Element suite = elements(junit, "testsuite").getFirst();
    assertThat(
            List.of("package", "id", "name", "timestamp", "hostname", "tests", "failures", "time"))
        .allMatch(suite::hasAttribute);
    assertThat(suite.getAttribute("timestamp"))
        .matches("\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}");
    assertThat(elements(junit, "testcase")).allMatch(test -> test.hasAttribute("time"));
    List<String> children = new ArrayList<>();
    for (int i = 0; i < suite.getChildNodes().getLength(); i++) {
      if (suite.getChildNodes().item(i) instanceof Element child) {
        children.add(child.getTagName());
      }
    }
    assertThat(children).containsExactly("properties", "testcase", "system-out", "system-err");
  }

  @Test
  void whateverStrangersWriteTheReportIsXml() {
    List<AccessPair> pairs = new ArrayList<>();
    for (String subject : HOSTILE) {
      AccessPair accessPair = Plans.pair(Plans.PROVIDER, APP, AccessPair.Expectation.ALLOWED);
      java.util.SortedMap<String, RequestValue> context =
          new java.util.TreeMap<>(accessPair.context());
      context.put("token.actions.githubusercontent.com:sub", RequestValue.value(subject));
      pairs.add(
          new AccessPair(
              accessPair.caller(),
              accessPair.role(),
              context,
              accessPair.expect(),
              accessPair.seen()));
    }
    Document junit = parse(VerdictsJunit.write(judge(pairs), WritingOptions.plain(), NOW));
    assertThat(elements(junit, "failure")).hasSize(HOSTILE.size());
    assertThat(elements(junit, "failure").getFirst().getTextContent())
        .contains("<script>alert(1)</script>");
    assertThat(elements(junit, "script")).isEmpty();
  }

  @Test
  void externalIdsAreMaskedInPoliciesToo() {
    List<AccessPair> pairs =
        Plans.pairs(
            "{\"pairs\": [{\"caller\": \"%s\", \"role\": \"%s\"}]}".formatted(DEPLOYER, APP));
    assertThat(VerdictsJunit.write(judge(pairs), WritingOptions.plain(), NOW))
        .doesNotContain("deploy-7");
  }
}
