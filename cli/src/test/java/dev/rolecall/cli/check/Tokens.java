package dev.rolecall.cli.check;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/// Tokens whose secrets can be recognized wherever they appear.
final class Tokens {

  /// In everything of a token that no answer needs.
  static final String CANARY = "CanaryQ9";

  private Tokens() {}

  /// A JWT with such a key ID and such a signature.
  static String jwt(JsonNode claims) {
    return jwt(claims.toString());
  }

  static String jwt(String claims) {
    return part("{\"alg\":\"RS256\",\"kid\":\"" + CANARY + "\"}")
        + "."
        + part(claims)
        + "."
        + CANARY.repeat(20);
  }

  static String part(String text) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  /// A SAML response, issued 10 seconds before the clock of the tests.
  ///
  /// @param attributes of the assertion
  static String saml(String... attributes) {
    return """
    <?xml version="1.0" encoding="UTF-8"?>
    <samlp:Response xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" ID="_%1$s" Version="2.0"
        IssueInstant="2026-11-24T02:59:50Z" Destination="https://signin.aws.amazon.com/saml">
      <saml:Issuer xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion">https://idp.example.com/saml</saml:Issuer>
      <saml:Assertion xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" ID="_%1$s" Version="2.0" IssueInstant="2026-11-24T02:59:50Z">
        <saml:Issuer>https://idp.example.com/saml</saml:Issuer>
        <ds:Signature xmlns:ds="http://www.w3.org/2000/09/xmldsig#"><ds:SignatureValue>%1$s</ds:SignatureValue></ds:Signature>
        <saml:Subject>
          <saml:NameID Format="urn:oasis:names:tc:SAML:2.0:nameid-format:persistent">ana<!-- %1$s --></saml:NameID>
          <saml:SubjectConfirmation Method="urn:oasis:names:tc:SAML:2.0:cm:bearer">
            <saml:SubjectConfirmationData NotOnOrAfter="2026-11-24T03:04:00.000Z" Recipient="https://signin.aws.amazon.com/saml"/>
          </saml:SubjectConfirmation>
        </saml:Subject>
        <saml:Conditions NotBefore="2026-11-24T02:59:40Z" NotOnOrAfter="2026-11-24T04:00:00Z">
          <saml:AudienceRestriction><saml:Audience>urn:amazon:webservices</saml:Audience></saml:AudienceRestriction>
        </saml:Conditions>
        <saml:AuthnStatement SessionIndex="%1$s"/>
        <saml:AttributeStatement>%2$s</saml:AttributeStatement>
      </saml:Assertion>
    </samlp:Response>
    """
        .formatted(CANARY, String.join("\n", attributes));
  }

  /// An attribute that AWS reads: `RoleSessionName`.
  static String ofAws(String name, String... values) {
    return attribute("https://aws.amazon.com/SAML/Attributes/" + name, values);
  }

  static String attribute(String name, String... values) {
    StringBuilder xml = new StringBuilder("<saml:Attribute Name=\"" + name + "\">");
    for (String value : values) {
      xml.append("<saml:AttributeValue>").append(value).append("</saml:AttributeValue>");
    }
    return xml.append("</saml:Attribute>").toString();
  }

  static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
