package tritonc.codegen.stubs;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.ParameterSpec;
import com.palantir.javapoet.TypeName;

import tritonc.ir.artifact.SignatureEntry;
import tritonc.ir.type.DType;

/// A run-time parameter of a kernel as a parameter of Java methods.
///
/// @param java the Java name
record Slot(SignatureEntry.Runtime entry, String java) {
    private static final String RUNTIME = "tritonc.runtime";
    static final ClassName TENSOR = ClassName.get(RUNTIME, "Tensor");
    private static final ClassName SCALAR = ClassName.get(RUNTIME, "Scalar");

    TypeName type() {
        if (!(entry.type() instanceof DType dtype)) {
            return TENSOR;
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
        boolean plain =
                !(entry.type() instanceof DType dtype)
                        || dtype == DType.I32
                        || dtype == DType.FP32
                        || dtype == DType.I1;
        return plain
                ? CodeBlock.of("$N", java)
                : CodeBlock.of(
                        "$T.of($T.$L, $N)",
                        SCALAR,
                        DType.class,
                        ((DType) entry.type()).name(),
                        java);
    }

    ParameterSpec parameter() {
        return ParameterSpec.builder(type(), java).build();
    }

    /// The line that says what it is.
    CodeBlock doc() {
        String multiple =
                entry.divisibility() == 1
                        ? ""
                        : entry.type() instanceof DType
                                ? ", a multiple of " + entry.divisibility()
                                : ", at an address that " + entry.divisibility() + " divides";
        return CodeBlock.of("@param $L {@code $L}$L\n", java, entry.type(), multiple);
    }
}
