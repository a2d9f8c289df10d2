package tritonc.ir.type;

import org.jspecify.annotations.Nullable;

/// The number formats of Triton, by the names its signatures use (`fp16`, `i32`, `u8`), each with
/// the name it has in `triton.language` (`float16`, `int32`, `uint8`). Order within a class is by
/// width.
public enum DType implements ElementType {
    I1("i1", "int1", 1, Kind.BOOL),
    I8("i8", "int8", 8, Kind.SIGNED),
    I16("i16", "int16", 16, Kind.SIGNED),
    I32("i32", "int32", 32, Kind.SIGNED),
    I64("i64", "int64", 64, Kind.SIGNED),
    U8("u8", "uint8", 8, Kind.UNSIGNED),
    U16("u16", "uint16", 16, Kind.UNSIGNED),
    U32("u32", "uint32", 32, Kind.UNSIGNED),
    U64("u64", "uint64", 64, Kind.UNSIGNED),
    FP8E4NV("fp8e4nv", "float8e4nv", 8, Kind.FLOAT),
    FP8E4B8("fp8e4b8", "float8e4b8", 8, Kind.FLOAT),
    FP8E4B15("fp8e4b15", "float8e4b15", 8, Kind.FLOAT),
    FP8E5("fp8e5", "float8e5", 8, Kind.FLOAT),
    FP8E5B16("fp8e5b16", "float8e5b16", 8, Kind.FLOAT),
    FP16("fp16", "float16", 16, Kind.FLOAT),
    BF16("bf16", "bfloat16", 16, Kind.FLOAT),
    FP32("fp32", "float32", 32, Kind.FLOAT),
    FP64("fp64", "float64", 64, Kind.FLOAT);

    private enum Kind {
        BOOL,
        SIGNED,
        UNSIGNED,
        FLOAT
    }

    private static final DType[] ALL = values();

    private final String text;
    private final String tritonName;
    private final int bits;
    private final Kind kind;

    DType(String text, String tritonName, int bits, Kind kind) {
        this.text = text;
        this.tritonName = tritonName;
        this.bits = bits;
        this.kind = kind;
    }

    /// The dtype called `text` in signatures; `u1` and `bool` are `i1`.
    public static @Nullable DType parse(String text) {
        for (DType d : ALL) {
            if (d.text.equals(text)) {
                return d;
            }
        }
        return text.equals("u1") || text.equals("bool") ? I1 : null;
    }

    /// The dtype called `name` in `triton.language`.
    public static @Nullable DType ofTritonName(String name) {
        for (DType d : ALL) {
            if (d.tritonName.equals(name)) {
                return d;
            }
        }
        return null;
    }

    /// The name in `triton.language`, such as `float32`.
    public String tritonName() {
        return tritonName;
    }

    @Override
    public int bits() {
        return bits;
    }

    @Override
    public int bytes() {
        return (bits + 7) / 8;
    }

    public boolean isFloat() {
        return kind == Kind.FLOAT;
    }

    /// True for every integer format, `i1` included.
    public boolean isInteger() {
        return kind != Kind.FLOAT;
    }

    public boolean isBool() {
        return kind == Kind.BOOL;
    }

    /// True for `i8` to `i64`; `i1` counts as unsigned, as in Triton's casts.
    public boolean isSigned() {
        return kind == Kind.SIGNED;
    }

    public boolean isUnsigned() {
        return kind == Kind.UNSIGNED || kind == Kind.BOOL;
    }

    /// One of the 8-bit float formats.
    public boolean isFp8() {
        return kind == Kind.FLOAT && bits == 8;
    }

    /// The name in signatures, such as `fp32`.
    @Override
    public String toString() {
        return text;
    }
}
