package fairlead.files;

import java.util.Iterator;
import java.util.List;
import java.util.Map;

/** Maps, lists, text, numbers and truths as the text of a JSON value. */
final class Json {
    private final StringBuilder text = new StringBuilder();

    private Json() {
    }

    static String of(Object value) {
        Json json = new Json();
        json.write(value);
        return json.text.toString();
    }

    private void write(Object value) {
        if (value instanceof Map) {
            writeMap((Map<?, ?>) value);
        } else if (value instanceof List) {
            writeList((List<?>) value);
        } else if (value == null || value instanceof Number || value instanceof Boolean) {
            text.append(value);
        } else {
            writeText(value.toString());
        }
    }

    private void writeMap(Map<?, ?> map) {
        text.append('{');
        Iterator<? extends Map.Entry<?, ?>> entries = map.entrySet().iterator();
        while (entries.hasNext()) {
            Map.Entry<?, ?> entry = entries.next();
            writeText(entry.getKey().toString());
            text.append(':');
            write(entry.getValue());
            if (entries.hasNext()) {
                text.append(',');
            }
        }
        text.append('}');
    }

    private void writeList(List<?> list) {
        text.append('[');
        for (int index = 0; index < list.size(); index++) {
            if (index > 0) {
                text.append(',');
            }
            write(list.get(index));
        }
        text.append(']');
    }

    private void writeText(String value) {
        text.append('"');
        for (int index = 0; index < value.length(); index++) {
            char character = value.charAt(index);
            if (character == '"' || character == '\\') {
                text.append('\\').append(character);
            } else if (character < 32 || character > 126) {
                text.append(String.format("\\u%04x", Integer.valueOf(character)));
            } else {
                text.append(character);
            }
        }
        text.append('"');
    }
}
