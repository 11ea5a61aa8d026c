package dev.rolecall.report.terraform.hcl;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.rolecall.json.JsonSyntax;
import dev.rolecall.report.terraform.hcl.HclBlock.Attribute;
import dev.rolecall.report.wording.SourceWords;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Reads the blocks of a file in HCL's JSON syntax. A list of objects may stand wherever one object
/// may. [Syntax](https://developer.hashicorp.com/terraform/language/syntax/json)
public final class JsonFile {

  private static final JsonMapper JSON = new JsonMapper();

  /// How many labels the blocks of a type have.
  private static final Map<String, Integer> LABELS =
      Map.of(
          "resource",
          2,
          "data",
          2,
          "ephemeral",
          2,
          "module",
          1,
          "variable",
          1,
          "output",
          1,
          "provider",
          1,
          "locals",
          0,
          "terraform",
          0);

  private final String file;
  private final JsonParser json;
  private final List<HclBlock> blocks = new ArrayList<>();

  private JsonFile(String file, JsonParser json) {
    this.file = file;
    this.json = json;
  }

  private interface Field {
    void read(String name, FilePlace place) throws IOException, MalformedHcl;
  }

  /// The content of a file as a block without a type.
  ///
  /// @param name of the file, for places
  public static HclBlock read(String name, String text) throws MalformedHcl {
    try (JsonParser json = JSON.createParser(text)) {
      JsonFile file = new JsonFile(name, json);
      Map<String, Attribute> attributes = new HashMap<>();
      json.nextToken();
      FilePlace begin = file.place(json.currentTokenLocation());
      file.fields(
          (type, place) -> {
            Integer labels = LABELS.get(type);
            if (labels == null) {
              attributes.put(
                  type, new Attribute(new HclExpression.Json(json.readValueAsTree()), place));
            } else {
              file.blocks(type, List.of(), labels, place);
            }
          });
      return new HclBlock("", List.of(), begin, attributes, file.blocks);
    } catch (JsonProcessingException e) {
      throw new MalformedHcl(location(e.getLocation()), SourceWords.notJson(JsonSyntax.what(e)));
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
      throw new MalformedHcl(location(json.currentTokenLocation()), SourceWords.notAnObject());
    }
    while (json.nextToken() != JsonToken.END_OBJECT) {
      String name = json.currentName();
      FilePlace place = place(json.currentTokenLocation());
      json.nextToken();
      each.read(name, place);
    }
  }

  private void blocks(String type, List<String> labels, int more, FilePlace place)
      throws IOException, MalformedHcl {
    if (more > 0) {
      fields(
          (label, where) -> {
            List<String> all = new ArrayList<>(labels);
            all.add(label);
            blocks(type, all, more - 1, where);
          });
      return;
    }
    Map<String, Attribute> attributes = new HashMap<>();
    fields(
        (attribute, where) ->
            attributes.put(
                attribute, new Attribute(new HclExpression.Json(json.readValueAsTree()), where)));
    blocks.add(new HclBlock(type, labels, place, attributes, List.of()));
  }

  private FilePlace place(@Nullable JsonLocation location) {
    return new FilePlace(file, location(location));
  }

  /// A place that is not known is the beginning.
  private static HclLocation location(@Nullable JsonLocation location) {
    JsonLocation known = Objects.requireNonNullElse(location, JsonLocation.NA);
    return new HclLocation(Math.max(1, known.getLineNr()), Math.max(1, known.getColumnNr()));
  }
}
