package tritonc.fuzz.source;

import tritonc.driver.CompileOptions;
import tritonc.driver.Compiler;
import tritonc.frontend.Program;
import tritonc.fuzz.FuzzCase;
import tritonc.ir.diagnostic.Diagnostics;
import tritonc.ir.diagnostic.SourceFile;
import tritonc.ir.tile.TileKernel;
import tritonc.typecheck.Lowering;

import java.util.List;
import java.util.Set;

/// A kernel text with everything a run of it needs.
record SourceCase(
        String text,
        String signature,
        List<FuzzCase.Storage> storages,
        List<FuzzCase.Argument> arguments,
        int gridX,
        int gridY,
        long dataSeed,
        Set<String> traits) {
    private static final Compiler COMPILER = new Compiler(CompileOptions.ofLevel(0));

    /// The case with its kernel lowered.
    ///
    /// @throws tritonc.ir.diagnostic.TritonException if the text is refused
    FuzzCase lowered() {
        Program program = COMPILER.load(new SourceFile("fuzz.py", text));
        Diagnostics diagnostics = new Diagnostics();
        var kernel = program.kernel("kernel").orElseThrow();
        var tile =
                Lowering.parse(kernel, signature, diagnostics)
                        .flatMap(a -> Lowering.lower(program, kernel, a, diagnostics));
        diagnostics.throwIfErrors();
        TileKernel lowered = tile.orElseThrow();
        return new FuzzCase(lowered, storages, arguments, gridX, gridY, dataSeed, traits);
    }

    @Override
    public String toString() {
        return text
                + "\n# "
                + signature
                + "\n# "
                + storages
                + "\n# "
                + arguments
                + "\n# grid "
                + gridX
                + ", "
                + gridY;
    }
}
