package dev.rolecall.gate.token;

import dev.rolecall.gate.wording.TokenWords;
import java.io.IOException;
import java.io.StringReader;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.ErrorHandler;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;

/// Reads the XML of a SAML response or assertion. Nothing that the XML refers to is loaded.
final class SamlReader {

  private static final String ASSERTION = "urn:oasis:names:tc:SAML:2.0:assertion";
  private static final String PROTOCOL = "urn:oasis:names:tc:SAML:2.0:protocol";
  private static final String METADATA = "urn:oasis:names:tc:SAML:2.0:metadata";

  /// Where the parser prints what it cannot read, this keeps silent.
  private static final ErrorHandler SILENT =
      new ErrorHandler() {
        @Override
        public void warning(SAXParseException warning) {}

        @Override
        public void error(SAXParseException error) throws SAXException {
          throw error;
        }

        @Override
        public void fatalError(SAXParseException error) throws SAXException {
          throw error;
        }
      };

  private SamlReader() {}

  static SamlAssertion read(String xml) {
    Element root = document(xml).getDocumentElement();
    List<Element> assertions =
        is(root, ASSERTION, "Assertion") ? List.of(root) : below(root, "Assertion");
    if (assertions.isEmpty()) {
      throw new UnusableToken(whatElse(root));
    }
    if (assertions.size() > 1) {
      throw new UnusableToken(TokenWords.severalAssertions());
    }
    return assertion(assertions.getFirst());
  }

  /// A document type can name files and grow without end; no assertion has one.
  private static Document document(String xml) {
    try {
      DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultNSInstance();
      factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
      factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
      factory.setAttribute(XMLConstants.ACCESS_EXTERNAL_DTD, "");
      factory.setAttribute(XMLConstants.ACCESS_EXTERNAL_SCHEMA, "");
      factory.setXIncludeAware(false);
      factory.setExpandEntityReferences(false);
      factory.setIgnoringComments(true);
      factory.setCoalescing(true);
      DocumentBuilder builder = factory.newDocumentBuilder();
      builder.setErrorHandler(SILENT);
      builder.setEntityResolver((_, _) -> new InputSource(new StringReader("")));
      return builder.parse(new InputSource(new StringReader(xml)));
    } catch (ParserConfigurationException e) {
      throw new IllegalStateException("the JDK has no XML parser", e);
    } catch (SAXException | IOException _) {
      throw new UnusableToken(
          xml.contains("<!DOCTYPE") ? TokenWords.documentType() : TokenWords.notXml());
    }
  }

  private static String whatElse(Element root) {
    if (!below(root, "EncryptedAssertion").isEmpty() || is(root, ASSERTION, "EncryptedAssertion")) {
      return TokenWords.encryptedAssertion();
    }
    if (is(root, PROTOCOL, "AuthnRequest")) {
      return TokenWords.samlRequest();
    }
    if (METADATA.equals(root.getNamespaceURI())) {
      return TokenWords.samlMetadata();
    }
    return is(root, PROTOCOL, "Response")
        ? TokenWords.responseWithoutAssertion()
        : TokenWords.notSaml();
  }

  private static SamlAssertion assertion(Element assertion) {
    List<Element> confirmed =
        below(assertion, "SubjectConfirmation").stream()
            .flatMap(it -> below(it, "SubjectConfirmationData").stream())
            .toList();
    Optional<Element> nameId =
        below(assertion, "Subject").stream()
            .flatMap(it -> below(it, "NameID").stream())
            .findFirst();
    Instant issued = time(assertion, "IssueInstant").orElse(Instant.MAX);
    return new SamlAssertion(
        children(assertion, "Issuer").stream().map(SamlReader::text).findFirst(),
        nameId.map(SamlReader::text),
        nameId.flatMap(it -> attribute(it, "Format")),
        confirmed.stream().flatMap(it -> attribute(it, "Recipient").stream()).toList(),
        below(assertion, "Audience").stream().map(SamlReader::text).toList(),
        Optional.of(issued).filter(it -> !it.equals(Instant.MAX)),
        times(confirmed, below(assertion, "Conditions"), "NotOnOrAfter").min(Instant::compareTo),
        times(confirmed, below(assertion, "Conditions"), "NotBefore").max(Instant::compareTo),
        below(assertion, "Attribute").stream().map(SamlReader::attribute).toList());
  }

  private static Stream<Instant> times(List<Element> one, List<Element> other, String name) {
    return Stream.concat(one.stream(), other.stream()).flatMap(it -> time(it, name).stream());
  }

  private static SamlAssertion.Attribute attribute(Element attribute) {
    return new SamlAssertion.Attribute(
        attribute.getAttribute("Name").strip(),
        attribute.getAttribute("FriendlyName").strip(),
        children(attribute, "AttributeValue").stream().map(SamlReader::text).toList());
  }

  private static Optional<Instant> time(Element element, String name) {
    try {
      return attribute(element, name).map(it -> OffsetDateTime.parse(it).toInstant());
    } catch (DateTimeException _) {
      return Optional.empty();
    }
  }

  private static Optional<String> attribute(Element element, String name) {
    return Optional.of(element.getAttribute(name).strip()).filter(it -> !it.isEmpty());
  }

  private static String text(Element element) {
    return element.getTextContent().strip();
  }

  private static boolean is(Element element, String namespace, String name) {
    return namespace.equals(element.getNamespaceURI()) && name.equals(element.getLocalName());
  }

  private static List<Element> children(Element parent, String name) {
    return below(parent, name).stream()
        .filter(it -> parent.isSameNode(it.getParentNode()))
        .toList();
  }

  /// Elements of an assertion, at any depth.
  private static List<Element> below(Element parent, String name) {
    NodeList found = parent.getElementsByTagNameNS(ASSERTION, name);
    List<Element> elements = new ArrayList<>();
    IntStream.range(0, found.getLength())
        .mapToObj(found::item)
        .forEach(it -> elements.add((Element) it));
    return elements;
  }
}
