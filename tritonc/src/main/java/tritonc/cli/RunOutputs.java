package tritonc.cli;

import org.jspecify.annotations.Nullable;

import tritonc.ir.diagnostic.Code;
import tritonc.ir.diagnostic.Diagnostic;
import tritonc.ir.diagnostic.TritonException;
import tritonc.runtime.PointerTable;
import tritonc.runtime.Tensor;
import tritonc.runtime.TensorDescriptor;
import tritonc.runtime.file.Npy;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;

/// What happens to the arrays of a run: some go to files, the others that were written are
/// summarised.
final class RunOutputs {
    private final SequencedMap<String, Path> files = new LinkedHashMap<>();
    private final SequencedMap<String, @Nullable Object> arguments;
    private final List<String> lines = new ArrayList<>();
    private final SequencedMap<String, String> summaries = new LinkedHashMap<>();

    /// @param texts what stands behind `-o`: `NAME=FILE`
    /// @throws TritonException (T0905) for a name that no array has
    RunOutputs(List<String> texts, SequencedMap<String, @Nullable Object> arguments) {
        this.arguments = arguments;
        for (String text : texts) {
            int equals = text.indexOf('=');
            if (equals <= 0 || equals == text.length() - 1) {
                throw bad(
                        Code.COMMAND_LINE,
                        "`-o " + text + "` has no name and file",
                        "NAME=FILE.npy");
            }
            String name = text.substring(0, equals);
            if (array(name) == null) {
                String what = arguments.containsKey(name) ? "is no array" : "is no argument";
                throw bad(
                        Code.OUTPUT_NAME,
                        "`" + name + "` " + what,
                        "-o NAME=FILE.npy with an array");
            }
            files.put(name, path(text.substring(equals + 1)));
        }
    }

    private static Path path(String text) {
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw bad(Code.COMMAND_LINE, "`" + text + "` is no file name", "another one");
        }
    }

    /// Writes the files; without any, makes a summary of every array that was written.
    void write(Set<String> written) {
        for (Map.Entry<String, Path> file : files.entrySet()) {
            Tensor tensor = array(file.getKey());
            if (tensor != null) {
                Npy.write(file.getValue(), tensor);
                lines.add(file.getKey() + " -> " + file.getValue());
            }
        }
        for (String name : written) {
            int count = arguments.get(name) instanceof PointerTable t ? t.tensors().size() : 0;
            for (int i = 0; i < count; i++) {
                summarize(name + "." + i);
            }
            summarize(name);
        }
    }

    private void summarize(String name) {
        Tensor tensor = array(name);
        if (tensor != null) {
            summaries.put(name, tensor.summary());
            if (files.isEmpty()) {
                lines.add(name + ": " + tensor.summary());
            }
        }
    }

    /// The array that an argument is or describes, or by `NAME.i` one of a table or a tuple; null
    /// for another argument.
    private @Nullable Tensor array(String name) {
        String[] path = name.split("\\.", -1);
        Object at = arguments.get(path[0]);
        for (int i = 1; i < path.length; i++) {
            at = element(at, path[i]);
        }
        return switch (at) {
            case Tensor t -> t;
            case TensorDescriptor d -> d.base();
            case null, default -> null;
        };
    }

    private static @Nullable Object element(@Nullable Object of, String index) {
        List<?> elements =
                switch (of) {
                    case PointerTable t -> t.tensors();
                    case List<?> l -> l;
                    case SequencedMap<?, ?> m -> new ArrayList<>(m.values());
                    case null, default -> List.of();
                };
        for (int i = 0; i < elements.size(); i++) {
            if (index.equals(Integer.toString(i))) {
                return elements.get(i);
            }
        }
        return null;
    }

    /// What a person is told, a line each.
    List<String> lines() {
        return lines;
    }

    /// The summary of each array that was written, by name.
    SequencedMap<String, String> summaries() {
        return summaries;
    }

    private static TritonException bad(Code code, String message, String form) {
        return new TritonException(Diagnostic.error(code, message).help("write " + form));
    }
}
