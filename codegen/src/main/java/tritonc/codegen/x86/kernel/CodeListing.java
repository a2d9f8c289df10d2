package tritonc.codegen.x86.kernel;

import tritonc.codegen.x86.Insn;
import tritonc.codegen.x86.Label;
import tritonc.codegen.x86.Listing;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/// What was assembled, in its order, to be read as text.
final class CodeListing {
    private sealed interface Line {}

    /// @param line of the source, 0 where none is known
    private record At(Label label, int line) implements Line {}

    private record Does(Insn insn) implements Line {}

    private record Holds(Label label, byte[] data) implements Line {}

    private final List<Line> lines = new ArrayList<>();
    private final Map<Label, String> names = new HashMap<>();

    /// Gives a label a name of its own; the others are numbered.
    void name(Label label, String name) {
        names.put(label, name);
    }

    void label(Label label, int line) {
        lines.add(new At(label, line));
    }

    void add(Insn insn) {
        lines.add(new Does(insn));
    }

    void data(Label label, byte[] data) {
        lines.add(new Holds(label, data));
    }

    String text() {
        number();
        StringBuilder text = new StringBuilder();
        for (Line line : lines) {
            switch (line) {
                case At(Label label, int at) ->
                        text.append(names.get(label)).append(at == 0 ? ":" : ":  # line " + at);
                case Does(Insn insn) ->
                        text.append("    ")
                                .append(Listing.of(insn, l -> names.getOrDefault(l, "?")));
                case Holds(Label label, byte[] data) ->
                        text.append(names.get(label)).append(": ").append(words(data));
            }
            text.append('\n');
        }
        return text.toString();
    }

    private void number() {
        int places = 0;
        int constants = 0;
        for (Line line : lines) {
            switch (line) {
                case At(Label label, int _) when !names.containsKey(label) ->
                        names.put(label, ".L" + places++);
                case Holds(Label label, byte[] _) when !names.containsKey(label) ->
                        names.put(label, ".C" + constants++);
                default -> {}
            }
        }
    }

    /// A constant as words of 4 bytes.
    private static String words(byte[] data) {
        ByteBuffer bytes = ByteBuffer.wrap(data).order(ByteOrder.LITTLE_ENDIAN);
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < data.length; i += Integer.BYTES) {
            text.append(i == 0 ? "" : " ").append(HexFormat.of().toHexDigits(bytes.getInt(i)));
        }
        return text.toString();
    }
}
