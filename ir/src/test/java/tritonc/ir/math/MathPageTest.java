package tritonc.ir.math;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import tritonc.ir.tile.BinaryKind;
import tritonc.ir.tile.UnaryKind;
import tritonc.ir.type.DType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/// `docs/math.md` lists every recipe with its number of ops.
class MathPageTest {
    @Test
    void pageCountsOps() throws IOException {
        Map<String, Integer> stated = new TreeMap<>();
        for (String line : Files.readAllLines(Path.of("../docs/math.md"))) {
            String[] cells = line.split("\\s*\\|\\s*");
            if (cells.length > 4 && DType.parse(cells[2]) != null && !cells[1].contains(" of ")) {
                stated.put(cells[1] + " " + cells[2], Integer.parseInt(cells[3]));
            }
        }
        Map<String, Integer> counted = new TreeMap<>();
        for (DType dtype : List.of(DType.FP32, DType.FP64)) {
            for (Enum<?> kind : recipes()) {
                String name = kind.name().toLowerCase(Locale.ROOT);
                counted.put(name + " " + dtype, CompiledRecipe.ops(kind, dtype));
            }
        }
        for (LibraryFunction f : LibraryFunction.values()) {
            String name = f.name().toLowerCase(Locale.ROOT);
            counted.put(name + " fp32", CompiledRecipe.ops(f, DType.FP32));
            counted.put(name + " fp64", CompiledRecipe.ops(f, DType.FP64));
        }
        assertThat(stated).isEqualTo(counted);
    }

    private static List<Enum<?>> recipes() {
        List<Enum<?>> recipes = new ArrayList<>(List.of(BinaryKind.POW));
        for (UnaryKind kind : UnaryKind.values()) {
            if (kind.isRecipe()) {
                recipes.add(kind);
            }
        }
        return recipes;
    }
}
