package tritonc.driver;

import tritonc.ir.artifact.KernelSignature;
import tritonc.ir.artifact.SignatureEntry;
import tritonc.ir.diagnostic.Code;
import tritonc.ir.diagnostic.Diagnostic;
import tritonc.ir.diagnostic.SourceFile;
import tritonc.ir.diagnostic.TritonException;
import tritonc.ir.text.Reader;
import tritonc.ir.tile.Parameter;
import tritonc.ir.tile.TileKernel;
import tritonc.ir.verify.Verifier;
import tritonc.ir.verify.Violation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Tile IR in a file, in its text form.
public final class TileFile {
    /// How the names of such files end.
    public static final String SUFFIX = ".tile";

    private TileFile() {}

    /// The kernel of a file.
    ///
    /// @throws TritonException if the file has another ending or cannot be read, or its text is no
    ///   valid kernel
    public static TileKernel read(Path path) {
        if (!path.toString().endsWith(SUFFIX)) {
            throw new TritonException(
                    Diagnostic.error(Code.START_FROM, path + " does not end in " + SUFFIX)
                            .help("`--emit tile` writes such files"));
        }
        String text;
        try {
            text = Files.readString(path);
        } catch (IOException e) {
            throw new TritonException(
                    Diagnostic.error(Code.UNREADABLE_SOURCE, path + " cannot be read as text"));
        }
        TileKernel kernel = Reader.read(new SourceFile(path.toString(), text));
        List<Violation> broken = Verifier.verify(kernel);
        if (!broken.isEmpty()) {
            throw new TritonException(
                    Diagnostic.error(Code.IR_INVALID, path + ": " + broken.getFirst()));
        }
        return kernel;
    }

    /// The signature of a kernel that has no source: its run-time parameters.
    public static KernelSignature signature(TileKernel kernel) {
        List<SignatureEntry> entries = new ArrayList<>();
        for (Parameter p : kernel.parameters()) {
            entries.add(new SignatureEntry.Runtime(p.name(), p.type(), p.divisibility()));
        }
        return new KernelSignature(kernel.name(), entries);
    }
}
