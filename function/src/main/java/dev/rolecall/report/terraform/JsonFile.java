package dev.rolecall.report.terraform;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import dev.rolecall.report.terraform.Block.Attribute;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Reads the `resource` and `data` blocks of a file in HCL's JSON syntax. A list of objects may
/// stand wherever one object may.
/// [Syntax](https://developer.hashicorp.com/terraform/language/syntax/json)
final class JsonFile {

  private static final JsonFactory JSON = new JsonFactory();

  private final JsonParser json;
  private final List<Block> blocks = new ArrayList<>();

  private JsonFile(JsonParser json) {
    this.json = json;
  }

  private interface Field {
    void read(String name, Place place) throws IOException, Malformed;
  }

  static List<Block> read(String text) throws Malformed {
    try (JsonParser json = JSON.createParser(text)) {
      JsonFile file = new JsonFile(json);
      json.nextToken();
      file.fields(
          (type, _) -> {
            if (type.equals("resource") || type.equals("data")) {
              file.fields(
                  (kind, _) -> file.fields((name, place) -> file.block(type, kind, name, place)));
            } else {
              json.skipChildren();
            }
          });
      return file.blocks;
    } catch (JsonProcessingException e) {
      throw new Malformed(place(e.getLocation()), "no JSON: " + e.getOriginalMessage());
    } catch (IOException e) {
      throw new UncheckedIOException("a text in memory could not be read", e);
    }
  }

  /// The fields of the object here, or of each object of the list here.
  private void fields(Field each) throws IOException, Malformed {
    if (json.currentToken() == JsonToken.START_ARRAY) {
      while (json.nextToken() != JsonToken.END_ARRAY) {
        fields(each);
      }
      return;
    }
    if (json.currentToken() != JsonToken.START_OBJECT) {
      throw new Malformed(place(json.currentTokenLocation()), "no object where one should be");
    }
    while (json.nextToken() != JsonToken.END_OBJECT) {
      String name = json.currentName();
      Place place = place(json.currentTokenLocation());
      json.nextToken();
      each.read(name, place);
    }
  }

  private void block(String type, String kind, String name, Place place)
      throws IOException, Malformed {
    Map<String, Attribute> attributes = new HashMap<>();
    fields(
        (attribute, where) -> {
          Template value =
              json.currentToken() == JsonToken.VALUE_STRING
                  ? Template.string(json.getText(), false)
                  : Template.expression("");
          attributes.put(attribute, new Attribute(value, where));
          json.skipChildren();
        });
    blocks.add(new Block(type, List.of(kind, name), place, attributes));
  }

  private static Place place(@Nullable JsonLocation location) {
    return location == null
        ? new Place(1, 1)
        : new Place(Math.max(1, location.getLineNr()), Math.max(1, location.getColumnNr()));
  }
}
