package tritonc.fuzz.source;

import tritonc.fuzz.Choices;
import tritonc.fuzz.FuzzCase;
import tritonc.ir.type.DType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Writes random kernel texts as files of the suite of results, so that Triton's own interpreter
/// can be asked what they store. It is run by hand:
///
/// ```
/// java … tritonc.fuzz.source.WriteTexts FOLDER FIRST COUNT
/// TRITON_INTERPRET=1 python make.py FOLDER/*.py
/// … test ResultsTest -Dresults.folder=FOLDER
/// ```
final class WriteTexts {
    private WriteTexts() {}

    public static void main(String[] args) throws IOException {
        long first = Long.parseLong(args[1]);
        for (long seed = first; seed < first + Long.parseLong(args[2]); seed++) {
            SourceCase made = SourceGenerator.integers(Choices.random(seed));
            String text =
                    made.text()
                            .replace(
                                    "@triton.jit\ndef kernel",
                                    line(made) + "\n@triton.jit\ndef kernel");
            Files.writeString(Path.of(args[0], "text" + seed + ".py"), text);
        }
    }

    private static String line(SourceCase made) {
        // one program, as those of a random text step on each other
        StringBuilder line = new StringBuilder("# case:");
        String[] entries = made.signature().split(", ");
        int scalars = 0;
        int pointers = 0;
        for (int i = 0; i < made.arguments().size(); i++) {
            switch (made.arguments().get(i)) {
                case FuzzCase.Argument.Pointer p -> {
                    FuzzCase.Storage storage = made.storages().get(p.storage());
                    String kind = storage.dtype().isFloat() ? "uniform(8)" : "ints(0,50)";
                    line.append(
                            " p%d=%s:%s[%d]"
                                    .formatted(
                                            pointers++, kind, storage.dtype(), storage.length()));
                }
                case FuzzCase.Argument.Scalar s -> {
                    boolean last = i == made.arguments().size() - 1;
                    boolean real = DType.parse(entries[i]) instanceof DType d && d.isFloat();
                    String value = (s.lane() & 7) + 2 + (real ? ".5" : "");
                    line.append(last ? " n=" + s.lane() : " s" + scalars++ + "=" + value);
                }
            }
        }
        return line.append(" FLAG=").append(entries[entries.length - 2]).append(" K=3").toString();
    }
}
