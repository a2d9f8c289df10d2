package tritonc.typecheck.builtin;

import org.jspecify.annotations.Nullable;

import tritonc.ir.diagnostic.Code;
import tritonc.ir.diagnostic.Span;
import tritonc.typecheck.semantic.Mistake;
import tritonc.typecheck.value.BuiltinValue;

import java.util.Set;

/// What is said of functions that cannot be called here.
public final class Refusals {
    private static final String LANGUAGE = "triton.language.";
    private static final String GLUON = "triton.experimental.gluon.";

    /// What ports of Triton to other accelerators have added to `triton.language` itself.
    private static final Set<String> OF_DIALECTS =
            Set.of(
                    "async_task",
                    "async_tasks",
                    "atomic_mul",
                    "compile_hint",
                    "custom",
                    "empty",
                    "extract_slice",
                    "get_element",
                    "insert_slice",
                    "masked_select",
                    "parallel");

    /// Whose names are known without their files, and are host code all the same.
    private static final Set<String> LIBRARIES =
            Set.of(
                    "builtins",
                    "collections",
                    "copy",
                    "functools",
                    "itertools",
                    "json",
                    "logging",
                    "math",
                    "numpy",
                    "operator",
                    "os",
                    "random",
                    "re",
                    "sys",
                    "time",
                    "torch",
                    "triton",
                    "tritonc",
                    "typing",
                    "warnings");

    private Refusals() {}

    /// The mistake of calling a function that [Builtins] does not have.
    public static Mistake function(String name, Span at) {
        String shown = BuiltinValue.shortName(name);
        if (name.contains("inline_asm")) {
            return Mistake.at(
                            at, Code.VENDOR, "`" + shown + "` holds instructions of one processor")
                    .help("write the same with operators of `triton.language`");
        }
        Mistake vendor = vendor(name, shown, at);
        if (vendor != null) {
            return vendor;
        }
        if (name.startsWith(LANGUAGE)) {
            String function = name.substring(LANGUAGE.length());
            if (TritonNames.LANGUAGE.contains(function)) {
                return Mistake.at(at, Code.UNSUPPORTED, "`" + shown + "` is not supported");
            }
            return unknown(shown, function, at);
        }
        if (name.startsWith("libdevice.")) {
            return Mistake.at(at, Code.UNSUPPORTED, "`" + shown + "` is not supported");
        }
        int dot = name.indexOf('.');
        if (dot > 0 && !LIBRARIES.contains(name.substring(0, dot))) {
            return Mistake.at(
                            at,
                            Code.HOST_FUNCTION,
                            "no module was found that defines `" + shown + "`")
                    .help(
                            "looked beside the file that imports it, beside the outermost package"
                                    + " of that file, the same for the main file, in the"
                                    + " folders of `--path`, and in the projects around it");
        }
        return Mistake.at(at, Code.HOST_FUNCTION, "`" + shown + "` cannot be called in a kernel")
                .help("compute it on the host and pass the result as an argument");
    }

    /// The mistake of a name that only some processor has, or a tool beside the language.
    private static @Nullable Mistake vendor(String name, String shown, Span at) {
        String quoted = "`" + shown + "`";
        if (name.startsWith(LANGUAGE + "extra.tlx.")) {
            return Mistake.at(
                            at, Code.VENDOR, quoted + " is TLX, which steers the warps of one GPU")
                    .help(
                            "write the kernel in `triton.language`: `tl.load`, `tl.dot`, loops; no"
                                    + " barriers or copies by hand are needed");
        }
        if (name.startsWith(LANGUAGE + "extra.")) {
            String rest = name.substring((LANGUAGE + "extra.").length());
            String vendor = rest.contains(".") ? rest.substring(0, rest.indexOf('.')) : rest;
            return Mistake.at(
                            at, Code.VENDOR, quoted + " belongs to the devices of `" + vendor + "`")
                    .help("choose by a constexpr flag, and leave it out for other targets");
        }
        if (name.startsWith(GLUON)) {
            return Mistake.at(
                            at, Code.VENDOR, quoted + " is Gluon, which lays out one GPU's threads")
                    .help("write the kernel under `@triton.jit` with `triton.language`");
        }
        if (name.startsWith("triton.profiler.")) {
            return Mistake.at(at, Code.VENDOR, quoted + " is Proton, a profiler for GPUs")
                    .help("leave it out; `tritonc bench` measures kernels");
        }
        boolean dialect =
                name.startsWith(LANGUAGE)
                        && OF_DIALECTS.contains(name.substring(LANGUAGE.length()));
        return dialect
                ? Mistake.at(at, Code.VENDOR, quoted + " is of a dialect of Triton, not of Triton")
                        .help("write the same with operators of `triton.language`")
                : null;
    }

    private static Mistake unknown(String shown, String function, Span at) {
        Mistake mistake =
                Mistake.at(
                        at,
                        Code.UNKNOWN_TRITON_NAME,
                        "`triton.language` has no `" + shown.substring("tl.".length()) + "`");
        String near = Nearness.nearest(function, TritonNames.LANGUAGE.stream().sorted().toList());
        return near == null ? mistake : mistake.help("did you mean `tl." + near + "`?");
    }
}
