package tritonc.codegen.jvm;

import org.objectweb.asm.ClassTooLargeException;
import org.objectweb.asm.MethodTooLargeException;

import tritonc.codegen.loop.LoopKernel;
import tritonc.codegen.loop.Site;
import tritonc.ir.artifact.AccessSite;
import tritonc.ir.artifact.Artifact;
import tritonc.ir.artifact.KernelSignature;
import tritonc.ir.artifact.SiteTable;
import tritonc.ir.diagnostic.Code;
import tritonc.ir.diagnostic.Diagnostic;
import tritonc.ir.diagnostic.TritonException;
import tritonc.ir.tile.Location;

import java.util.ArrayList;
import java.util.List;

/// The door of the JVM back end.
public final class JvmCodegen {
    /// The kind of the payload that holds the class file.
    public static final String CLASS = "jvm-class";

    /// Where generated classes live, so that they reach the runtime's support.
    private static final String PACKAGE = "tritonc/runtime/kernel/";

    private static final int MOST_PLACES = 255;

    private JvmCodegen() {}

    /// Prints a kernel as a class file.
    ///
    /// @return the class (kind `jvm-class`, named by its path in a jar) and the table of its access
    ///   sites (kind `sites`), in this order; equal input gives equal bytes
    /// @throws TritonException (T0801) if the kernel is larger than a class may be
    public static List<Artifact.Payload> generate(LoopKernel kernel, KernelSignature signature) {
        String type = className(signature).replace('.', '/');
        byte[] bytes;
        try {
            bytes = new KernelClass(kernel, type).write();
        } catch (ClassTooLargeException | MethodTooLargeException e) {
            throw tooLarge(kernel.name());
        }
        byte[] sites = SiteTable.encode(sites(kernel));
        return List.of(
                new Artifact.Payload(CLASS, type + ".class", bytes),
                new Artifact.Payload(SiteTable.KIND, "sites.bin", sites));
    }

    private static TritonException tooLarge(String kernel) {
        return new TritonException(
                Diagnostic.error(
                                Code.ARTIFACT_UNFIT,
                                "kernel `"
                                        + kernel
                                        + "` has no bytecode: a class of the JVM does not hold it")
                        .help(
                                "unroll less: `range` in place of `static_range`, smaller"
                                        + " constants"));
    }

    /// The binary name of the class of a kernel, as `Class.forName` takes it.
    public static String className(KernelSignature signature) {
        StringBuilder name = new StringBuilder(PACKAGE.replace('/', '.'));
        for (int i = 0; i < signature.kernel().length(); i++) {
            char c = signature.kernel().charAt(i);
            name.append(Character.isJavaIdentifierPart(c) ? c : '_');
        }
        return name.append('_').append(signature.hash8()).toString();
    }

    private static List<AccessSite> sites(LoopKernel kernel) {
        List<AccessSite> sites = new ArrayList<>();
        for (Site site : kernel.sites()) {
            String op =
                    switch (site.kind()) {
                        case LOAD -> "load";
                        case STORE -> "store";
                        case ATOMIC -> "atomic_rmw";
                    };
            String element = site.type().toString();
            int bytes = site.type().bytes();
            sites.add(new AccessSite(op, element, bytes, site.parameter(), places(site.at())));
        }
        return sites;
    }

    private static List<AccessSite.Place> places(Location at) {
        List<AccessSite.Place> places = new ArrayList<>();
        for (Location l = at; l != null && places.size() < MOST_PLACES; l = l.inlinedAt()) {
            places.add(new AccessSite.Place(l.file(), l.line(), l.column()));
        }
        return places;
    }
}
