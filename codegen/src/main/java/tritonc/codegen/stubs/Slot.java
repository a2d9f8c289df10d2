package tritonc.codegen.stubs;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.ParameterSpec;
import com.palantir.javapoet.TypeName;

import org.jspecify.annotations.Nullable;

import tritonc.ir.artifact.SignatureEntry;
import tritonc.ir.type.DType;

import java.util.List;

/// What a kernel takes at launch, as a parameter of Java methods.
///
/// @param entry a run-time value or a tensor descriptor
/// @param java the Java name
record Slot(SignatureEntry entry, String java) {
    private static final String RUNTIME = "tritonc.runtime";
    static final ClassName TENSOR = ClassName.get(RUNTIME, "Tensor");
    private static final ClassName DESCRIPTOR = ClassName.get(RUNTIME, "TensorDescriptor");
    private static final ClassName SCALAR = ClassName.get(RUNTIME, "Scalar");

    /// What an entry takes at launch: a tuple what its elements take.
    static List<SignatureEntry> given(SignatureEntry entry) {
        return switch (entry) {
            case SignatureEntry.Runtime _, SignatureEntry.Descriptor _ -> List.of(entry);
            case SignatureEntry.Tuple t ->
                    t.elements().stream().flatMap(e -> given(e).stream()).toList();
            case SignatureEntry.One _, SignatureEntry.Constexpr _ -> List.of();
        };
    }

    /// The dtype of a number; null for what is none.
    private @Nullable DType dtype() {
        return entry instanceof SignatureEntry.Runtime r && r.type() instanceof DType d ? d : null;
    }

    TypeName type() {
        DType dtype = dtype();
        if (dtype == null) {
            return entry instanceof SignatureEntry.Descriptor ? DESCRIPTOR : TENSOR;
        }
        return switch (dtype) {
            case I1 -> TypeName.BOOLEAN;
            case I8, I16, I32, U8, U16 -> TypeName.INT;
            case I64, U32, U64 -> TypeName.LONG;
            case FP64 -> TypeName.DOUBLE;
            case FP32, FP16, BF16 -> TypeName.FLOAT;
            case FP8E4NV, FP8E4B8, FP8E4B15, FP8E5, FP8E5B16 -> TypeName.FLOAT;
        };
    }

    /// What the runtime is given: the value itself where its Java type says the dtype, else a
    /// scalar of the dtype.
    CodeBlock value() {
        DType dtype = dtype();
        if (dtype == null || dtype == DType.I32 || dtype == DType.FP32 || dtype == DType.I1) {
            return CodeBlock.of("$N", java);
        }
        return CodeBlock.of("$T.of($T.$L, $N)", SCALAR, DType.class, dtype.name(), java);
    }

    ParameterSpec parameter() {
        return ParameterSpec.builder(type(), java).build();
    }

    /// The line that says what it is.
    CodeBlock doc() {
        if (!(entry instanceof SignatureEntry.Runtime r)) {
            return CodeBlock.of("@param $L {@code $L}\n", java, entry.text());
        }
        String multiple =
                r.divisibility() == 1
                        ? ""
                        : r.type() instanceof DType
                                ? ", a multiple of " + r.divisibility()
                                : ", at an address that " + r.divisibility() + " divides";
        return CodeBlock.of("@param $L {@code $L}$L\n", java, r.type(), multiple);
    }
}
