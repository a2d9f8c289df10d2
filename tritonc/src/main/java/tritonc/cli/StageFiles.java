package tritonc.cli;

import tritonc.codegen.jvm.JvmCodegen;
import tritonc.codegen.loop.LoopPrinter;
import tritonc.codegen.stubs.JavaStubs;
import tritonc.driver.Compilation;
import tritonc.driver.MachineCode;
import tritonc.frontend.JitFunction;
import tritonc.frontend.Program;
import tritonc.frontend.ast.AstPrinter;
import tritonc.ir.artifact.Artifact;
import tritonc.ir.artifact.KernelSignature;
import tritonc.ir.target.CpuFeature;
import tritonc.ir.target.CpuTier;
import tritonc.ir.text.Printer;
import tritonc.runtime.file.ArtifactFile;
import tritonc.runtime.file.AtomicFile;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Writes what `compile` makes: the artifact, and the stages that `--emit` asks for.
final class StageFiles {
    /// Where `--emit java` puts its classes.
    private static final String PACKAGE = "kernels";

    private final Path folder;
    private final Set<CompileFlags.Emitted> emitted;
    private final CpuTier listed;
    private final Set<CpuFeature> features;
    private final List<Path> written = new ArrayList<>();

    /// @param tier what is listed as machine code, the fastest where it is none
    /// @param features what that may ask of the processor besides
    StageFiles(
            Path folder,
            Set<CompileFlags.Emitted> emitted,
            CpuTier tier,
            Set<CpuFeature> features) {
        this.listed = CpuTier.MACHINE_CODE.contains(tier) ? tier : CpuTier.MACHINE_CODE.getFirst();
        this.features = features;
        this.folder = folder;
        this.emitted = emitted;
    }

    /// The files written so far.
    List<Path> written() {
        return written;
    }

    /// @throws tritonc.ir.diagnostic.TritonException (T0707) if a file cannot be written
    void write(Program program, JitFunction kernel, Compilation made) {
        writeTree(program);
        if (emitted.contains(CompileFlags.Emitted.JAVA)) {
            JavaStubs.Source source = JavaStubs.generate(made.artifact().signature(), PACKAGE);
            text(source.path(), source.text());
        }
        write(made);
    }

    /// The syntax tree, if it is asked for.
    void writeTree(Program program) {
        if (emitted.contains(CompileFlags.Emitted.AST)) {
            Path source = Path.of(program.main().file().path()).getFileName();
            String name = source == null ? "source" : source.toString();
            text(name + ".ast", AstPrinter.print(program.main().ast()));
        }
    }

    void write(Compilation made) {
        KernelSignature signature = made.artifact().signature();
        String kernel = signature.kernel();
        if (emitted.contains(CompileFlags.Emitted.TILE)) {
            text(kernel + ".tile", Printer.print(made.optimized()));
        }
        if (emitted.contains(CompileFlags.Emitted.LOOP)) {
            text(kernel + ".loop", LoopPrinter.print(made.loop()));
        }
        if (emitted.contains(CompileFlags.Emitted.ASM)) {
            text(kernel + ".asm", MachineCode.listing(made.loop(), listed, features));
        }
        if (emitted.contains(CompileFlags.Emitted.CLASS)) {
            for (Artifact.Payload payload : made.artifact().payloads()) {
                if (payload.kind().equals(JvmCodegen.CLASS)) {
                    bytes(
                            JvmCodegen.className(signature).replace('.', '/') + ".class",
                            payload.bytes());
                }
            }
        }
        Path artifact =
                folder.resolve(
                        kernel
                                + "-"
                                + signature.hash8()
                                + "."
                                + made.artifact().target()
                                + ArtifactFile.SUFFIX);
        AtomicFile.createFolders(artifact);
        ArtifactFile.write(artifact, made.artifact());
        written.add(artifact);
    }

    private void text(String name, String text) {
        bytes(name, text.getBytes(StandardCharsets.UTF_8));
    }

    private void bytes(String name, byte[] bytes) {
        Path path = folder.resolve(name);
        AtomicFile.createFolders(path);
        AtomicFile.write(path, bytes);
        written.add(path);
    }
}
