package tritonc.runtime;

import tritonc.ir.artifact.AccessSite;
import tritonc.ir.artifact.Artifact;
import tritonc.ir.artifact.KernelSignature;
import tritonc.ir.artifact.SignatureEntry;
import tritonc.ir.artifact.SiteTable;
import tritonc.ir.type.DType;
import tritonc.ir.type.PointerType;
import tritonc.runtime.kernel.CompiledKernel;
import tritonc.runtime.kernel.ProgramsKernel;
import tritonc.runtime.kernel.ScaleKernel;
import tritonc.runtime.kernel.ThrowingKernel;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;

/// Artifacts made of classes that were written by hand.
public final class Kernels {
    private Kernels() {}

    public static SignatureEntry pointer(String name, DType type, int divisibility) {
        return new SignatureEntry.Runtime(name, new PointerType(type), divisibility);
    }

    public static SignatureEntry number(String name, DType type, int divisibility) {
        return new SignatureEntry.Runtime(name, type, divisibility);
    }

    public static SignatureEntry constant(String name, String literal) {
        return new SignatureEntry.Constexpr(name, literal);
    }

    public static KernelSignature scaleSignature() {
        return new KernelSignature(
                "scale",
                List.of(
                        pointer("x", DType.FP32, 1),
                        pointer("y", DType.FP32, 1),
                        number("n", DType.I32, 1),
                        number("factor", DType.FP32, 1),
                        constant("BLOCK", "4")));
    }

    public static Artifact scale(KernelSignature signature) {
        AccessSite.Place load = new AccessSite.Place("scale.py", 7, 9);
        AccessSite.Place store = new AccessSite.Place("scale.py", 8, 5);
        return artifact(
                signature,
                ScaleKernel.class,
                List.of(
                        new AccessSite("load", "fp32", 4, 0, List.of(load)),
                        new AccessSite("store", "fp32", 4, 1, List.of(store))));
    }

    public static Artifact scale() {
        return scale(scaleSignature());
    }

    public static Artifact programs() {
        return artifact(
                new KernelSignature(
                        "programs",
                        List.of(
                                pointer("out", DType.I32, 1),
                                number("width", DType.I32, 1),
                                number("height", DType.I32, 1))),
                ProgramsKernel.class,
                List.of());
    }

    public static Artifact throwing() {
        return artifact(
                new KernelSignature("throwing", List.of(number("what", DType.I32, 1))),
                ThrowingKernel.class,
                List.of());
    }

    private static Artifact artifact(
            KernelSignature signature,
            Class<? extends CompiledKernel> kernel,
            List<AccessSite> sites) {
        String path = kernel.getName().replace('.', '/') + ".class";
        try (InputStream in = kernel.getClassLoader().getResourceAsStream(path)) {
            if (in == null) {
                throw new IllegalStateException("no class file " + path);
            }
            return new Artifact(
                    "cpu",
                    signature,
                    "0.1.0",
                    List.of(
                            new Artifact.Payload("jvm-class", path, in.readAllBytes()),
                            new Artifact.Payload(
                                    SiteTable.KIND, "sites.bin", SiteTable.encode(sites))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
