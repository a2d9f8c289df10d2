package tritonc.runtime.file;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;

import org.jspecify.annotations.Nullable;

import tritonc.runtime.file.ArtifactFile.Unfit;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A JSON object of strings, whole numbers, and lists of such objects.
final class JsonObject {
    private static final JsonFactory JSON =
            JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .streamReadConstraints(
                            StreamReadConstraints.builder().maxNestingDepth(80).build())
                    .build();

    private final Map<String, Object> fields = new LinkedHashMap<>();

    private JsonObject() {}

    static JsonObject parse(byte[] bytes) throws Unfit {
        try (JsonParser parser = JSON.createParser(bytes)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new Unfit("has a manifest.json that is no object");
            }
            JsonObject object = read(parser);
            if (parser.nextToken() != null) {
                throw new Unfit("has a manifest.json with something behind it");
            }
            return object;
        } catch (JacksonException e) {
            throw new Unfit("has a manifest.json that is no valid JSON");
        } catch (IOException e) {
            throw new Unfit("has a manifest.json that cannot be read");
        }
    }

    private static JsonObject read(JsonParser parser) throws IOException, Unfit {
        JsonObject object = new JsonObject();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            object.fields.put(name, value(parser, parser.nextToken()));
        }
        return object;
    }

    private static Object value(JsonParser parser, @Nullable JsonToken token)
            throws IOException, Unfit {
        if (token == JsonToken.VALUE_STRING) {
            return parser.getText();
        }
        if (token == JsonToken.VALUE_NUMBER_INT
                && parser.getNumberType() != JsonParser.NumberType.BIG_INTEGER) {
            return parser.getLongValue();
        }
        if (token != JsonToken.START_ARRAY) {
            throw new Unfit("has a manifest.json with an unexpected value");
        }
        List<JsonObject> objects = new ArrayList<>();
        while (parser.nextToken() == JsonToken.START_OBJECT) {
            objects.add(read(parser));
        }
        if (parser.currentToken() != JsonToken.END_ARRAY) {
            throw new Unfit("has a manifest.json with an unexpected list");
        }
        return objects;
    }

    boolean has(String name) {
        return fields.containsKey(name);
    }

    String text(String name) throws Unfit {
        if (fields.get(name) instanceof String text) {
            return text;
        }
        throw new Unfit("has a manifest.json without a proper `" + name + "`");
    }

    long number(String name) throws Unfit {
        if (fields.get(name) instanceof Long number) {
            return number;
        }
        throw new Unfit("has a manifest.json without a proper `" + name + "`");
    }

    List<JsonObject> objects(String name) throws Unfit {
        if (!(fields.get(name) instanceof List<?> list)) {
            throw new Unfit("has a manifest.json without a proper `" + name + "`");
        }
        List<JsonObject> objects = new ArrayList<>();
        for (Object item : list) {
            if (item instanceof JsonObject object) {
                objects.add(object);
            }
        }
        return objects;
    }
}
