package dev.rolecall.gate.token;

import dev.rolecall.denial.KeyState;
import dev.rolecall.gate.wording.TokenWords;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// Which attributes of an assertion become condition keys. [Mapping SAML attributes to AWS trust
/// policy context
/// keys](https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_create_saml_assertions.html#saml-attribute-mapping)
final class SamlAttributes {

  /// Name of the attribute, key.
  private static final Map<String, String> DOCUMENTED = new TreeMap<>();

  /// Keys that have a list of texts.
  private static final Set<String> LISTS =
      Set.of(
          "eduPersonAffiliation",
          "eduPersonNickname",
          "eduPersonOrgUnitDN",
          "eduPersonEntitlement",
          "eduPersonScopedAffiliation",
          "eduPersonTargetedID",
          "eduPersonAssurance",
          "eduOrgHomePageURI",
          "eduOrgIdentityAuthNPolicyURI",
          "eduOrgLegalName",
          "eduOrgSuperiorURI",
          "eduOrgWhitePagesURI",
          "cn");

  static {
    String person = "urn:oid:1.3.6.1.4.1.5923.1.1.1.";
    List<String> ofPerson =
        List.of(
            "Affiliation",
            "Nickname",
            "OrgDN",
            "OrgUnitDN",
            "PrimaryAffiliation",
            "PrincipalName",
            "Entitlement",
            "PrimaryOrgUnitDN",
            "ScopedAffiliation",
            "TargetedID",
            "Assurance");
    for (int i = 0; i < ofPerson.size(); i++) {
      DOCUMENTED.put(person + (i + 1), "eduPerson" + ofPerson.get(i));
    }
    String org = "urn:oid:1.3.6.1.4.1.5923.1.2.1.";
    List<String> ofOrg =
        List.of(
            "HomePageURI", "IdentityAuthNPolicyURI", "LegalName", "SuperiorURI", "WhitePagesURI");
    for (int i = 0; i < ofOrg.size(); i++) {
      DOCUMENTED.put(org + (i + 2), "eduOrg" + ofOrg.get(i));
    }
    DOCUMENTED.put("urn:oid:2.5.4.3", "cn");
    String soap = "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/";
    DOCUMENTED.put(soap + "name", "name");
    DOCUMENTED.put("http://schemas.xmlsoap.org/claims/CommonName", "commonName");
    DOCUMENTED.put(soap + "givenname", "givenName");
    DOCUMENTED.put(soap + "surname", "surname");
    DOCUMENTED.put(soap + "emailaddress", "mail");
    DOCUMENTED.put("2.5.4.3", "commonName");
    DOCUMENTED.put("2.5.4.4", "surname");
    DOCUMENTED.put("2.5.4.45", "x500UniqueIdentifier");
    DOCUMENTED.put("0.9.2342.19200300.100.1.45", "organizationStatus");
  }

  /// Names for which the documentation contradicts itself, misspells a number, or says nothing:
  /// they may become the key.
  private static final Map<String, String> DOUBTFUL =
      Map.ofEntries(
          Map.entry(
              "http://schemas.microsoft.com/ws/2008/06/identity/claims/primarygroupsid", "uid"),
          Map.entry("http://schemas.xmlsoap.org/claims/primarygroupsid", "primaryGroupSID"),
          Map.entry("2.5.4.42", "givenName"),
          Map.entry("2.4.5.42", "givenName"),
          Map.entry("0.9.2342.19200300.100.1.1", "uid"),
          Map.entry("0.9.2342.19200300100.1.1", "uid"),
          Map.entry("0.9.2342.19200300.100.1.3", "mail"),
          Map.entry("0.9.2342.19200300100.1.3", "mail"),
          Map.entry("urn:oid:2.5.4.4", "surname"),
          Map.entry("urn:oid:2.5.4.42", "givenName"),
          Map.entry("urn:oid:2.5.4.45", "x500UniqueIdentifier"),
          Map.entry("urn:oid:0.9.2342.19200300.100.1.1", "uid"),
          Map.entry("urn:oid:0.9.2342.19200300.100.1.3", "mail"),
          Map.entry("urn:oid:0.9.2342.19200300.100.1.45", "organizationStatus"));

  private static final Map<String, String> BY_KEY = new TreeMap<>();

  static {
    DOCUMENTED.values().forEach(key -> BY_KEY.put(key.toLowerCase(Locale.ROOT), key));
    DOUBTFUL.values().forEach(key -> BY_KEY.put(key.toLowerCase(Locale.ROOT), key));
  }

  private SamlAttributes() {}

  /// AWS maps one attribute to a key: where there are several, it is not known which.
  static void put(List<SamlAssertion.Attribute> attributes, Map<String, KeyState> keys) {
    for (SamlAssertion.Attribute attribute : attributes) {
      String documented = DOCUMENTED.get(attribute.name());
      String key = documented == null ? perhaps(attribute) : documented;
      if (!key.isEmpty()) {
        KeyState state = state("saml:" + key, attribute, documented != null);
        keys.merge(
            "saml:" + key, state, (one, other) -> one.equals(other) ? one : unknown("saml:" + key));
      }
    }
  }

  private static String perhaps(SamlAssertion.Attribute attribute) {
    String byNumber = DOUBTFUL.getOrDefault(attribute.name(), "");
    return byNumber.isEmpty()
        ? BY_KEY.getOrDefault(
            attribute.name().toLowerCase(Locale.ROOT),
            BY_KEY.getOrDefault(attribute.friendlyName().toLowerCase(Locale.ROOT), ""))
        : byNumber;
  }

  private static KeyState state(String key, SamlAssertion.Attribute attribute, boolean documented) {
    List<String> values = attribute.values();
    boolean list = LISTS.contains(key.substring("saml:".length()));
    if (values.isEmpty() || (values.size() > 1 && !list)) {
      return unknown(key);
    }
    KeyState.Present present = new KeyState.Present(values);
    return documented ? present : KeyState.unknown(TokenWords.notDocumented(key), present);
  }

  private static KeyState unknown(String key) {
    return KeyState.unknown(TokenWords.notDocumented(key));
  }
}
