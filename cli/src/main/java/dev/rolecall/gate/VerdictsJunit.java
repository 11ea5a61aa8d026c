package dev.rolecall.gate;

import dev.rolecall.explanation.document.WritingOptions;
import dev.rolecall.explanation.redaction.VisibleText;
import dev.rolecall.gate.pairs.AccessPair;
import java.io.StringWriter;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/// Verdicts as JUnit's XML, which CI systems show: a test case a pair, named by its caller, in the
/// class of its role. What fails is a `failure`; what is not decided is an `error`. It has all that
/// the schema of Ant's JUnit task asks for; a pair takes no time that is worth telling.
///
/// Reports of CI are read by many: external IDs inside of policies are masked too. Characters that
/// XML does not have are made visible.
public final class VerdictsJunit {

  private static final XMLOutputFactory XML = XMLOutputFactory.newDefaultFactory();

  /// Without a zone, as Ant writes it.
  private static final DateTimeFormatter TIMESTAMP =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final XMLStreamWriter xml;
  private final WritingOptions writingOptions;
  private final Map<String, Integer> names = new HashMap<>();

  private VerdictsJunit(XMLStreamWriter xml, WritingOptions writingOptions) {
    this.xml = xml;
    this.writingOptions = writingOptions;
  }

  /// The whole document.
  ///
  /// @param time of the check
  public static String write(Verdicts verdicts, WritingOptions writingOptions, Instant time) {
    StringWriter out = new StringWriter();
    try {
      XMLStreamWriter xml = XML.createXMLStreamWriter(out);
      new VerdictsJunit(xml, writingOptions).document(verdicts, time);
      xml.close();
    } catch (XMLStreamException e) {
      throw new IllegalStateException(e);
    }
    return out.toString();
  }

  private void document(Verdicts verdicts, Instant time) throws XMLStreamException {
    xml.writeStartDocument("UTF-8", "1.0");
    line("");
    xml.writeStartElement("testsuites");
    line("");
    xml.writeStartElement("testsuite");
    xml.writeAttribute("id", "0");
    xml.writeAttribute("package", "");
    xml.writeAttribute("name", "rolecall check");
    xml.writeAttribute("timestamp", TIMESTAMP.format(time));
    xml.writeAttribute("hostname", "localhost");
    xml.writeAttribute("time", "0");
    xml.writeAttribute("tests", String.valueOf(verdicts.judgements().size()));
    xml.writeAttribute("failures", number(verdicts, Outcome.Grade.FAILED));
    xml.writeAttribute("errors", number(verdicts, Outcome.Grade.OPEN));
    xml.writeAttribute("skipped", "0");
    line("");
    empty("properties");
    for (Judgement judgement : verdicts.judgements()) {
      testCase(judgement);
    }
    empty("system-out");
    empty("system-err");
    xml.writeEndElement();
    line("");
    xml.writeEndElement();
    xml.writeEndDocument();
    line("");
  }

  private void line(String text) throws XMLStreamException {
    xml.writeCharacters(text + "\n");
  }

  private void empty(String element) throws XMLStreamException {
    xml.writeEmptyElement(element);
    line("");
  }

  private static String number(Verdicts verdicts, Outcome.Grade grade) {
    return String.valueOf(verdicts.of(grade).size());
  }

  private void testCase(Judgement judgement) throws XMLStreamException {
    xml.writeStartElement("testcase");
    xml.writeAttribute("classname", VisibleText.line(judgement.pair().role().toString()));
    xml.writeAttribute("name", name(judgement.pair()));
    xml.writeAttribute("time", "0");
    switch (judgement.outcome().grade()) {
      case PASSED -> {}
      case FAILED -> problem("failure", judgement);
      case OPEN -> problem("error", judgement);
    }
    xml.writeEndElement();
    line("");
  }

  /// Names that stand more than once are numbered.
  private String name(AccessPair accessPair) {
    String name = VisibleText.line(accessPair.caller());
    int number = names.merge(accessPair.role() + " " + name, 1, Integer::sum);
    return number == 1 ? name : name + " (" + number + ")";
  }

  private void problem(String element, Judgement judgement) throws XMLStreamException {
    List<String> reasons = VerdictsText.reasons(judgement, writingOptions, false);
    xml.writeStartElement(element);
    xml.writeAttribute("type", judgement.outcome().name());
    xml.writeAttribute("message", judgement.title());
    xml.writeCharacters(VisibleText.lines(String.join("\n", reasons)));
    xml.writeEndElement();
  }
}
