package tritonc.typecheck.builtin;

import tritonc.ir.diagnostic.Code;
import tritonc.ir.diagnostic.Span;
import tritonc.typecheck.semantic.Mistake;
import tritonc.typecheck.value.BuiltinValue;

/// What is said of functions that cannot be called here.
public final class Refusals {
    private static final String LANGUAGE = "triton.language.";

    private Refusals() {}

    /// The mistake of calling a function that [Builtins] does not have.
    public static Mistake function(String name, Span at) {
        String shown = BuiltinValue.shortName(name);
        if (name.contains("inline_asm")) {
            return Mistake.at(
                            at, Code.VENDOR, "`" + shown + "` holds instructions of one processor")
                    .help("write the same with operators of `triton.language`");
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
        return Mistake.at(at, Code.HOST_FUNCTION, "`" + shown + "` cannot be called in a kernel")
                .help("compute it on the host and pass the result as an argument");
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
