package dev.rolecall.report.terraform;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import dev.rolecall.json.JsonSyntax;
import dev.rolecall.report.terraform.HclBlock.Attribute;
import dev.rolecall.report.wording.SourceWords;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Reads the `resource` and `data` blocks of a file in HCL's JSON syntax. A list of objects may
/// stand wherever one object may.
/// [Syntax](https://developer.hashicorp.com/terraform/language/syntax/json)
final class JsonFile {

  private static final JsonFactory JSON = new JsonFactory();

  private final JsonParser json;
  private final List<HclBlock> blocks = new ArrayList<>();

  private JsonFile(JsonParser json) {
    this.json = json;
  }

  private interface Field {
    void read(String name, HclLocation hclLocation) throws IOException, MalformedHcl;
  }

  static List<HclBlock> read(String text) throws MalformedHcl {
    try (JsonParser json = JSON.createParser(text)) {
      JsonFile file = new JsonFile(json);
      json.nextToken();
      file.fields(
          (type, _) -> {
            if (type.equals("resource") || type.equals("data")) {
              file.fields(
                  (kind, _) ->
                      file.fields(
                          (name, hclLocation) -> file.block(type, kind, name, hclLocation)));
            } else {
              json.skipChildren();
            }
          });
      return file.blocks;
    } catch (JsonProcessingException e) {
      throw new MalformedHcl(place(e.getLocation()), SourceWords.notJson(JsonSyntax.what(e)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The fields of the object here, or of each object of the list here.
  private void fields(Field each) throws IOException, MalformedHcl {
    if (json.currentToken() == JsonToken.START_ARRAY) {
      while (json.nextToken() != JsonToken.END_ARRAY) {
        fields(each);
      }
      return;
    }
    if (json.currentToken() != JsonToken.START_OBJECT) {
      throw new MalformedHcl(place(json.currentTokenLocation()), SourceWords.notAnObject());
    }
    while (json.nextToken() != JsonToken.END_OBJECT) {
      String name = json.currentName();
      HclLocation hclLocation = place(json.currentTokenLocation());
      json.nextToken();
      each.read(name, hclLocation);
    }
  }

  private void block(String type, String kind, String name, HclLocation hclLocation)
      throws IOException, MalformedHcl {
    Map<String, Attribute> attributes = new HashMap<>();
    fields(
        (attribute, where) -> {
          HclTemplate value =
              json.currentToken() == JsonToken.VALUE_STRING
                  ? new Cursor(json.getText(), 0).template(false).orElseThrow()
                  : HclTemplate.expression("");
          attributes.put(attribute, new Attribute(value, where));
          json.skipChildren();
        });
    blocks.add(new HclBlock(type, List.of(kind, name), hclLocation, attributes));
  }

  /// A place that is not known is the beginning.
  private static HclLocation place(@Nullable JsonLocation location) {
    JsonLocation known = Objects.requireNonNullElse(location, JsonLocation.NA);
    return new HclLocation(Math.max(1, known.getLineNr()), Math.max(1, known.getColumnNr()));
  }
}
