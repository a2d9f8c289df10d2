package tritonc.typecheck.builtin;

import org.jspecify.annotations.Nullable;

import tritonc.frontend.ast.BinaryOp;
import tritonc.ir.diagnostic.Span;
import tritonc.ir.tile.AtomicKind;
import tritonc.ir.tile.BinaryKind;
import tritonc.ir.tile.ReduceKind;
import tritonc.ir.tile.UnaryKind;
import tritonc.ir.tile.Value;
import tritonc.typecheck.semantic.Mistake;
import tritonc.typecheck.semantic.Semantics;
import tritonc.typecheck.value.BuiltinValue;
import tritonc.typecheck.value.Constexpr.PyNone;
import tritonc.typecheck.value.PyValue;

import java.util.List;

/// Every known function, by canonical name.
public final class Builtins {
    private static final String LANGUAGE = "triton.language.";
    private static final String LIBDEVICE = "libdevice.";

    private final Creation creation;
    private final Memory memory;
    private final BlockPointers pointers;
    private final Descriptors descriptors;
    private final Atomics atomics;
    private final Elementwise elementwise;
    private final Layout layout;
    private final Reductions reductions;
    private final Scans scans;
    private final Folds folds;
    private final Maps maps;
    private final ArgReductions indices;
    private final Pairs pairs;
    private final LaneMoves lanes;
    private final MatrixProduct product;
    private final ScaledProduct scaledProduct;
    private final Host host;
    private final HostFunctions hostFunctions;
    private final Libdevice libdevice;
    private final Philox philox;
    private final Effects effects;

    public Builtins(Semantics semantics) {
        creation = new Creation(semantics);
        Tiled tiled = new Tiled(semantics);
        memory = new Memory(semantics, tiled);
        pointers = new BlockPointers(semantics);
        descriptors = new Descriptors(semantics, memory, tiled);
        atomics = new Atomics(semantics, memory);
        elementwise = new Elementwise(semantics);
        layout = new Layout(semantics);
        indices = new ArgReductions(semantics);
        pairs = new Pairs(semantics);
        lanes = new LaneMoves(semantics);
        reductions = new Reductions(semantics, elementwise, indices);
        scans = new Scans(semantics);
        folds = new Folds(semantics);
        maps = new Maps(semantics, pairs);
        product = new MatrixProduct(semantics);
        scaledProduct = new ScaledProduct(semantics);
        host = new Host(semantics);
        effects = new Effects(semantics);
        hostFunctions =
                new HostFunctions(
                        new Attributes(semantics),
                        elementwise,
                        host,
                        effects,
                        (function, at) -> refusal(function, at) == null);
        libdevice = new Libdevice(semantics, elementwise);
        philox = new Philox(semantics);
    }

    /// Everything that `triton.language` exports, supported or not, in alphabetical order.
    public static List<String> names() {
        return TritonNames.LANGUAGE.stream().sorted().toList();
    }

    /// Calls a known function.
    ///
    /// @param functions calls what the kernel hands over to be called
    /// @throws Mistake if it is not supported, or does not take these arguments
    public PyValue call(BuiltinValue function, Call call, Functions functions) {
        return switch (function.name()) {
            case LANGUAGE + "reduce" -> folds.reduce(call, functions);
            case LANGUAGE + "associative_scan" -> folds.scan(call, functions);
            case LANGUAGE + "map_elementwise" -> maps.map(call, functions);
            default -> call(function.name(), call);
        };
    }

    private PyValue call(String name, Call call) {
        PyValue result =
                name.startsWith(LANGUAGE)
                        ? language(name.substring(LANGUAGE.length()), call)
                        : name.startsWith(LIBDEVICE)
                                ? libdevice.call(name.substring(LIBDEVICE.length()), call)
                                : hostFunctions.call(name, call);
        if (result == null) {
            throw Refusals.function(name, call.span());
        }
        return result;
    }

    /// Why a function cannot be called at all; null if it can, given the right arguments.
    public @Nullable Mistake refusal(BuiltinValue function, Span at) {
        try {
            Call nothing = new Call(function.name(), at, List.of(), List.of());
            call(function, nothing, (handed, arguments) -> handed);
            return null;
        } catch (Mistake mistake) {
            return switch (mistake.diagnostic().code()) {
                case UNSUPPORTED, UNKNOWN_TRITON_NAME, HOST_FUNCTION, VENDOR -> mistake;
                default -> null;
            };
        }
    }

    public PyValue dot(Call call) {
        return product.dot(call);
    }

    /// `addend + tl.dot(…)` in one; null if it cannot be.
    public @Nullable PyValue dotOnto(Value addend, Call call) {
        return product.dotOnto(addend, call);
    }

    /// A method of a tensor descriptor, which stands before the arguments; null if it has none
    /// such.
    public @Nullable PyValue ofDescriptor(String method, Call call) {
        return descriptors.method(method, call);
    }

    /// Whether a function of `triton.language` can be called on a tensor as a method.
    public static boolean isMethod(String name) {
        return TritonNames.METHODS.contains(name);
    }

    private @Nullable PyValue language(String name, Call call) {
        PyValue result = core(name, call);
        if (result == null) {
            result = math(name, call);
        }
        if (result == null) {
            result = random(name, call);
        }
        if (result == null) {
            result = other(name, call);
        }
        if (result == null) {
            result = Environment.call(LANGUAGE + name, call);
        }
        // early releases had what libdevice has in `triton.language` itself
        return result == null && !TritonNames.LANGUAGE.contains(name)
                ? libdevice.call(name, call)
                : result;
    }

    private @Nullable PyValue core(String name, Call call) {
        return switch (name) {
            case "load" -> memory.load(call);
            case "store" -> memory.store(call);
            case "program_id" -> creation.programId(call, true);
            case "num_programs" -> creation.programId(call, false);
            case "arange" -> creation.arange(call);
            case "where" -> elementwise.where(call);
            case "zeros" -> creation.zeros(call);
            case "full" -> creation.full(call);
            case "zeros_like" -> creation.zerosLike(call);
            case "full_like" -> creation.fullLike(call);
            case "cast", "to" -> creation.cast(call);
            case "dot" -> product.dot(call);
            case "dot_scaled" -> scaledProduct.dot(call);
            case "sum" -> reductions.sum(call);
            case "max" -> reductions.extremum(ReduceKind.MAX, call);
            case "min" -> reductions.extremum(ReduceKind.MIN, call);
            case "xor_sum" -> reductions.bits(ReduceKind.XOR, call);
            case "reduce_or" -> reductions.bits(ReduceKind.OR, call);
            case "argmax" -> indices.index(ReduceKind.MAX, call);
            case "argmin" -> indices.index(ReduceKind.MIN, call);
            case "cumsum" -> scans.sum(call);
            case "cumprod" -> scans.product(call);
            case "softmax" -> reductions.softmax(call);
            case "atomic_add" -> atomics.rmw(AtomicKind.ADD, call);
            case "atomic_max" -> atomics.rmw(AtomicKind.MAX, call);
            case "atomic_min" -> atomics.rmw(AtomicKind.MIN, call);
            case "atomic_and" -> atomics.rmw(AtomicKind.AND, call);
            case "atomic_or" -> atomics.rmw(AtomicKind.OR, call);
            case "atomic_xor" -> atomics.rmw(AtomicKind.XOR, call);
            case "atomic_cas" -> atomics.cas(call);
            case "atomic_xchg" -> atomics.rmw(AtomicKind.XCHG, call);
            default -> null;
        };
    }

    private @Nullable PyValue math(String name, Call call) {
        return switch (name) {
            case "exp" -> elementwise.unary(UnaryKind.EXP, call);
            case "exp2" -> elementwise.unary(UnaryKind.EXP2, call);
            case "log" -> elementwise.unary(UnaryKind.LOG, call);
            case "log2" -> elementwise.unary(UnaryKind.LOG2, call);
            case "sqrt", "sqrt_rn" -> elementwise.unary(UnaryKind.SQRT, call);
            case "rsqrt" -> elementwise.unary(UnaryKind.RSQRT, call);
            case "sin" -> elementwise.unary(UnaryKind.SIN, call);
            case "cos" -> elementwise.unary(UnaryKind.COS, call);
            case "erf" -> elementwise.unary(UnaryKind.ERF, call);
            case "floor" -> elementwise.unary(UnaryKind.FLOOR, call);
            case "ceil" -> elementwise.unary(UnaryKind.CEIL, call);
            case "abs" -> elementwise.abs(call);
            case "maximum" -> elementwise.extremum(true, call);
            case "minimum" -> elementwise.extremum(false, call);
            case "clamp" -> elementwise.clamp(call);
            case "fma" -> elementwise.fma(call);
            case "fdiv" -> elementwise.divide(call);
            case "div_rn" -> elementwise.divideRounded(call);
            case "umulhi" -> elementwise.umulhi(call);
            case "sigmoid" -> elementwise.sigmoid(call);
            case "logical_and" -> elementwise.logical(BinaryKind.AND, call);
            case "logical_or" -> elementwise.logical(BinaryKind.OR, call);
            case "cdiv" -> elementwise.cdiv(call);
            case "swizzle2d" -> elementwise.swizzle(call);
            case "add" -> elementwise.binary(BinaryOp.ADD, call);
            case "sub" -> elementwise.binary(BinaryOp.SUB, call);
            case "mul" -> elementwise.binary(BinaryOp.MUL, call);
            default -> null;
        };
    }

    private @Nullable PyValue other(String name, Call call) {
        return switch (name) {
            case "join" -> pairs.join(call);
            case "split" -> pairs.split(call);
            case "cat" -> pairs.cat(call);
            case "interleave" -> pairs.interleave(call);
            case "flip" -> lanes.flip(call);
            case "gather" -> lanes.gather(call);
            case "sort" -> lanes.sort(call);
            case "topk" -> lanes.topK(call);
            case "bitonic_merge" -> lanes.merge(call);
            case "histogram" -> lanes.histogram(call);
            case "reshape", "view" -> layout.reshape(call);
            case "ravel" -> layout.ravel(call);
            case "item" -> layout.item(call);
            case "broadcast_to" -> layout.broadcastTo(call);
            case "broadcast" -> layout.broadcast(call);
            case "trans" -> layout.permute(call, true);
            case "permute" -> layout.permute(call, false);
            case "expand_dims" -> layout.expandDims(call);
            case "squeeze" -> layout.squeeze(call);
            case "unsqueeze" -> layout.unsqueeze(call);
            case "make_block_ptr" -> pointers.make(call);
            case "advance" -> pointers.advance(call);
            case "make_tensor_descriptor", "_experimental_make_tensor_descriptor" ->
                    descriptors.make(call);
            case "load_tensor_descriptor" -> descriptors.load(call);
            case "store_tensor_descriptor" -> descriptors.store(call);
            case "_experimental_descriptor_load" -> descriptors.loadOld(call);
            case "_experimental_descriptor_store" -> descriptors.storeOld(call);
            case "dtype" -> host.dtype(call);
            case "multiple_of", "max_contiguous", "max_constancy" -> host.hint(call);
            // hints
            case "debug_barrier", "assume" -> PyNone.NONE;
            case "static_print" -> effects.staticPrint(call);
            case "device_assert" -> effects.deviceAssert(call);
            case "device_print" -> effects.print(call);
            case "static_assert" -> host.staticAssert(call);
            case "range" -> host.range(call, false);
            case "static_range" -> host.range(call, true);
            case "constexpr" -> host.constexpr(call);
            case "condition" -> host.condition(call);
            case "_is_power_of_two" -> host.isPowerOfTwo(call);
            // a kernel starts when the one before it has ended
            case "extra.cuda.gdc_wait", "extra.cuda.gdc_launch_dependents" -> PyNone.NONE;
            case "to_tensor" -> host.toTensor(call);
            case "pointer_type" -> host.pointerType(call);
            case "block_type" -> host.blockType(call);
            case "tuple" -> HostSequences.call(name, call);
            case "expect_zero" -> effects.expectZero(call);
            default -> null;
        };
    }

    private @Nullable PyValue random(String name, Call call) {
        return switch (name) {
            case "randint" -> philox.integers(call, false);
            case "randint4x" -> philox.integers(call, true);
            case "rand" -> philox.uniform(call, false);
            case "rand4x" -> philox.uniform(call, true);
            case "randn" -> philox.normal(call, false);
            case "randn4x" -> philox.normal(call, true);
            case "philox" -> philox.philox(call);
            case "philox_impl" -> philox.impl(call);
            case "uint_to_uniform_float" -> philox.toUniform(call);
            case "pair_uniform_to_normal" -> philox.toNormal(call);
            default -> null;
        };
    }
}
