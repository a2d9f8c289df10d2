package tritonc.typecheck.builtin;

import org.jspecify.annotations.Nullable;

import tritonc.ir.type.DType;
import tritonc.typecheck.value.Constexpr;
import tritonc.typecheck.value.Constexpr.PyBool;
import tritonc.typecheck.value.Constexpr.PyNone;
import tritonc.typecheck.value.Constexpr.PyString;
import tritonc.typecheck.value.Constexpr.PyType;
import tritonc.typecheck.value.DictValue;
import tritonc.typecheck.value.PyValue;
import tritonc.typecheck.value.TupleValue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What host code finds when it asks where it runs: a current Triton whose target is a CPU, no GPU
/// of any vendor, and no environment variable set. It is the same on every machine, so that a
/// source means one thing.
final class Environment {
    private static final String TRITON_VERSION = "3.8.0";
    private static final String TORCH_VERSION = "2.13.0";
    private static final Set<String> TRITON =
            Set.of(
                    "triton.autotune",
                    "triton.heuristics",
                    "triton.Config",
                    "triton.jit",
                    "triton.JITFunction",
                    "triton.constexpr_function",
                    "triton.runtime",
                    "triton.compiler",
                    "triton.testing",
                    "triton.tools",
                    "triton.language",
                    "triton.set_allocator");

    private Environment() {}

    /// A constant of the environment; null for other names.
    static @Nullable PyValue constant(String name) {
        return switch (name) {
            case "triton.__version__", "triton.language.__version__" ->
                    new PyString(TRITON_VERSION);
            case "torch.__version__", "torch.version.__version__" -> new PyString(TORCH_VERSION);
            case "torch.version.hip", "torch.version.cuda", "torch.version.xpu" -> PyNone.NONE;
            case "os.environ" -> new DictValue(Map.of());
            case "sys.platform" -> new PyString("linux");
            case "sys.version_info" ->
                    TupleValue.of(Constexpr.of(3), Constexpr.of(12), Constexpr.of(0));
            case "typing.TYPE_CHECKING" -> PyBool.FALSE;
            default -> null;
        };
    }

    /// Whether Triton has a name that nothing in a kernel can call.
    static boolean has(String name) {
        return TRITON.contains(name);
    }

    /// What a function says of the environment; null for other functions.
    static @Nullable PyValue call(String name, Call call) {
        if (name.startsWith("torch.") && name.endsWith(".is_available")) {
            return PyBool.FALSE;
        }
        if (name.startsWith("torch.") && name.endsWith(".device_count")) {
            return Constexpr.of(0);
        }
        return switch (name) {
            case "triton.runtime.driver.active.get_current_target",
                    "triton.language.target_info.current_target" ->
                    new TupleValue(
                            List.of(new PyString("cpu"), new PyString("cpu"), Constexpr.of(1)),
                            List.of("backend", "arch", "warp_size"));
            case "triton.language.target_info.is_cuda",
                    "triton.language.target_info.is_hip",
                    "triton.language.target_info.is_hip_cdna3",
                    "triton.language.target_info.is_hip_cdna4",
                    "triton.language.target_info.is_hip_gfx1250",
                    "triton.language.target_info.is_xpu",
                    "triton.language.target_info.cuda_capability_geq",
                    "triton._internal_testing.is_cuda",
                    "triton._internal_testing.is_hip",
                    "triton._internal_testing.is_xpu" ->
                    PyBool.FALSE;
            case "importlib.util.find_spec" -> installed(call);
            case "packaging.version.parse",
                    "packaging.version.Version",
                    "distutils.version.LooseVersion",
                    "torch.torch_version.TorchVersion" ->
                    version(call);
            case "triton.language.get_int_dtype", "triton.language._get_int_dtype" ->
                    integerType(call);
            case "triton.language._log2" -> {
                Bound args = call.bind(Parameters.of(1, "i"));
                yield Constexpr.of(63 - Long.numberOfLeadingZeros(Math.max(1, args.constant(0))));
            }
            case "triton.language._unwrap_if_constexpr", "triton.language.unwrap_if_constexpr" ->
                    call.bind(Parameters.of(1, "o")).get(0);
            default -> null;
        };
    }

    /// `find_spec(name)`: what kernels are written with is there, as far as files ask; nothing
    /// else.
    private static PyValue installed(Call call) {
        String name = call.bind(Parameters.of(1, "name", "package")).text(0);
        boolean there = name.equals("triton") || name.equals("torch");
        return there ? new PyString(name) : PyNone.NONE;
    }

    /// A version as the tuple of its numbers, which compares like it.
    private static PyValue version(Call call) {
        String text = call.bind(Parameters.of(1, "version")).text(0);
        List<PyValue> numbers = new ArrayList<>();
        for (String part : text.split("[.+-]", -1)) {
            boolean number =
                    !part.isEmpty()
                            && part.length() < 9
                            && part.chars().allMatch(c -> c >= '0' && c <= '9');
            if (!number) {
                break;
            }
            numbers.add(Constexpr.of(Integer.parseInt(part)));
        }
        while (numbers.size() < 3) {
            numbers.add(Constexpr.of(0));
        }
        return new TupleValue(numbers);
    }

    private static PyValue integerType(Call call) {
        Bound args = call.bind(Parameters.of(2, "bitwidth", "signed"));
        long bits = args.constant(0);
        // one bit has no sign
        DType type = bits == 1 ? DType.I1 : DType.parse((args.flag(1, true) ? "i" : "u") + bits);
        if (type == null) {
            throw args.wrongKind(0, "1, 8, 16, 32 or 64");
        }
        return new PyType(type);
    }
}
