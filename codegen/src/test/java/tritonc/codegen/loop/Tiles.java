package tritonc.codegen.loop;

import static org.assertj.core.api.Assertions.assertThat;

import tritonc.codegen.vector.VectorFile;
import tritonc.codegen.vector.Vectorizer;
import tritonc.ir.diagnostic.SourceFile;
import tritonc.ir.text.Reader;
import tritonc.ir.tile.TileKernel;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// The golden files: a tile kernel, and the loops it becomes. Lines that begin with `#` say what
/// the file shows.
final class Tiles {
    static final String MARK = "---- output\n";
    private static final Path FOLDER = Path.of("src/test/resources/tritonc/codegen/loop/golden");

    private Tiles() {}

    static List<Path> files() {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static TileKernel named(String name) {
        return kernel(FOLDER.resolve(name + ".golden"));
    }

    static TileKernel kernel(Path file) {
        String all = text(file);
        return parse(all.substring(0, all.indexOf(MARK)));
    }

    static TileKernel parse(String text) {
        StringBuilder code = new StringBuilder();
        for (String line : text.split("\n", -1)) {
            code.append(line.startsWith("#") ? "" : line).append('\n');
        }
        TileKernel kernel = Reader.read(new SourceFile("golden.tile", code.toString()));
        assertThat(kernel).isNotNull();
        return kernel;
    }

    /// How often a kind of node stands in a kernel as it is vectorised for 32 bytes.
    ///
    /// @param word what the line of such a node begins with
    static long vectorised(TileKernel kernel, String word) {
        LoopKernel loops =
                Vectorizer.vectorize(LoopLowering.lower(kernel), new VectorFile(32, 16, 0));
        return LoopPrinter.print(loops)
                .lines()
                .filter(line -> line.strip().startsWith(word + " "))
                .count();
    }

    static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
