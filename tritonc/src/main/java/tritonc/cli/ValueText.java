package tritonc.cli;

import org.jspecify.annotations.Nullable;

import tritonc.ir.diagnostic.Code;
import tritonc.ir.diagnostic.Diagnostic;
import tritonc.ir.diagnostic.TritonException;
import tritonc.ir.type.DType;
import tritonc.typecheck.signature.CommaList;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// The value of an `-a NAME=VALUE`, read but not yet made: nothing is loaded or allocated.
sealed interface ValueText {
    /// A whole number; `type` is `null` unless the value was written `i64:3`.
    record Int(BigInteger value, @Nullable DType type) implements ValueText {}

    record Real(double value, @Nullable DType type) implements ValueText {}

    record Bool(boolean value) implements ValueText {}

    record None() implements ValueText {}

    record Text(String value) implements ValueText {}

    record Type(DType value) implements ValueText {}

    /// An array in a file; `name` is the tensor's in a safetensors file; `as` the format its bits
    /// are to be read as.
    record FileArray(String file, @Nullable String name, @Nullable DType as) implements ValueText {}

    /// An array made here.
    ///
    /// @param maker `zeros`, `full`, `arange`, `rand` or `randn`
    /// @param fill the value of `full`
    record Made(String maker, DType dtype, long[] shape, @Nullable String fill)
            implements ValueText {}

    /// A tensor descriptor: `desc:[64,64]:` or, for a padding of NaN, `desc:[64,64],nan:`, and an
    /// array.
    record Descriptor(int[] block, boolean nan, ValueText array) implements ValueText {}

    /// A table of the addresses of arrays, `table:[@x.npy,zeros:fp32[8]]`.
    record Table(List<ValueText> arrays) implements ValueText {}

    /// A tuple, `(@x.npy, 3, constexpr(16))`; named, `(x=@x.npy, n=3)`.
    ///
    /// @param fields the names; none for a plain tuple
    record Tuple(List<ValueText> elements, List<String> fields) implements ValueText {}

    /// An element of a tuple that is compiled as a constant, `constexpr(16)`.
    record Constant(ValueText value) implements ValueText {}

    /// A function by name, `leaky_relu` or `tl.maximum`.
    record Function(String name) implements ValueText {}

    /// What array makers there are.
    List<String> MAKERS = List.of("zeros", "full", "arange", "rand", "randn");

    /// Reads the text behind `NAME=`.
    ///
    /// @throws TritonException (T0902) saying what the text is taken for and how values are written
    static ValueText parse(String parameter, String text) {
        if (TupleValueText.isTuple(text)) {
            return TupleValueText.parse(parameter, text);
        }
        int colon = text.indexOf(':');
        String head = colon < 0 ? "" : text.substring(0, colon);
        if (head.equals("table")) {
            return table(parameter, text.substring(colon + 1));
        }
        if (head.equals("desc")) {
            return descriptor(parameter, text.substring(colon + 1));
        }
        if (MAKERS.contains(head)) {
            return made(parameter, head, text.substring(colon + 1));
        }
        if (text.startsWith("@")) {
            return file(parameter, text.substring(1), null);
        }
        DType type = head.isEmpty() ? null : dtype(head);
        if (type != null) {
            String rest = text.substring(colon + 1);
            return rest.startsWith("@")
                    ? file(parameter, rest.substring(1), type)
                    : typed(parameter, text, rest, type);
        }
        ValueText plain = plain(text);
        if (plain == null && TupleValueText.isFunction(text)) {
            return new Function(text);
        }
        if (plain == null) {
            throw bad(parameter, "cannot read value `" + text + "`", hint(text));
        }
        return plain;
    }

    private static String hint(String text) {
        if (text.endsWith(".npy") || text.endsWith(".safetensors")) {
            return "an array from a file is written `@" + text + "`";
        }
        return "values are written 42, 1.5, true, none, 'text', fp16, i64:3, @file.npy,"
                + " desc:[64,64]:@file.npy,"
                + " table:[@x.npy,@y.npy], (@x.npy,3), leaky_relu,"
                + " zeros:fp32[4,1024], full:i32[8]=7, arange:i32[16], rand:fp32[8],"
                + " randn:fp32[8]";
    }

    private static @Nullable ValueText plain(String text) {
        switch (text.toLowerCase(Locale.ROOT)) {
            case "true" -> {
                return new Bool(true);
            }
            case "false" -> {
                return new Bool(false);
            }
            case "none" -> {
                return new None();
            }
            default -> {
                // Not a word of its own: a number, a text or a dtype.
            }
        }
        BigInteger whole = whole(text);
        if (whole != null) {
            return new Int(whole, null);
        }
        Double real = real(text);
        if (real != null) {
            return new Real(real, null);
        }
        boolean quoted =
                text.length() >= 2
                        && (text.charAt(0) == '\'' || text.charAt(0) == '"')
                        && text.charAt(text.length() - 1) == text.charAt(0);
        if (quoted) {
            return new Text(text.substring(1, text.length() - 1));
        }
        DType type = dtype(text);
        return type == null ? null : new Type(type);
    }

    private static ValueText typed(String parameter, String text, String rest, DType type) {
        BigInteger whole = whole(rest);
        if (whole != null && type.isInteger()) {
            return new Int(whole, type);
        }
        Double real = real(rest);
        if (real != null && type.isFloat()) {
            return new Real(real, type);
        }
        throw bad(parameter, "`" + text + "` is no value of " + type, hint(rest));
    }

    private static ValueText table(String parameter, String text) {
        if (!text.startsWith("[") || !text.endsWith("]")) {
            throw bad(
                    parameter,
                    "`table:" + text + "` is no list of arrays",
                    "write table:[@x.npy,zeros:fp32[8]]");
        }
        List<ValueText> arrays = new ArrayList<>();
        for (String element : CommaList.parts(text.substring(1, text.length() - 1))) {
            arrays.add(array(parameter, element));
        }
        return new Table(List.copyOf(arrays));
    }

    private static ValueText array(String parameter, String text) {
        ValueText array = parse(parameter, text);
        if (!(array instanceof FileArray || array instanceof Made)) {
            throw bad(parameter, "`" + text + "` is no array", hint(text));
        }
        return array;
    }

    private static ValueText descriptor(String parameter, String text) {
        String form = "desc:[64,64]:@x.npy, or desc:[64,64],nan:@x.npy";
        int colon = text.indexOf(':');
        String tile = colon < 0 ? "" : text.substring(0, colon);
        boolean nan = tile.endsWith(",nan");
        String extents = nan ? tile.substring(0, tile.length() - ",nan".length()) : tile;
        if (!extents.startsWith("[") || !extents.endsWith("]")) {
            throw bad(parameter, "`desc:" + text + "` has no tile and array", "write " + form);
        }
        long[] dims = shape(parameter, extents.substring(1, extents.length() - 1), form);
        ValueText array = array(parameter, text.substring(colon + 1));
        int[] block = new int[dims.length];
        for (int i = 0; i < block.length; i++) {
            block[i] = (int) Math.min(dims[i], Integer.MAX_VALUE);
        }
        return new Descriptor(block, nan, array);
    }

    private static ValueText file(String parameter, String text, @Nullable DType as) {
        int hash = text.lastIndexOf('#');
        String file = hash < 0 ? text : text.substring(0, hash);
        if (file.isEmpty()) {
            throw bad(parameter, "no file name behind `@`", "write `@x.npy`");
        }
        return new FileArray(file, hash < 0 ? null : text.substring(hash + 1), as);
    }

    private static ValueText made(String parameter, String maker, String text) {
        int open = text.indexOf('[');
        int close = text.indexOf(']', Math.max(open, 0));
        String form = maker + (maker.equals("full") ? ":fp32[4,1024]=7" : ":fp32[4,1024]");
        if (open < 0 || close < 0) {
            throw bad(parameter, "`" + maker + ":" + text + "` has no shape", "write " + form);
        }
        DType type = dtype(text.substring(0, open));
        if (type == null) {
            throw bad(
                    parameter,
                    "`" + text.substring(0, open) + "` is no dtype",
                    "dtypes are i1 i8 i16 i32 i64 u8 u16 u32 u64 fp16 bf16 fp32 fp64 fp8e4nv"
                            + " fp8e5");
        }
        String tail = text.substring(close + 1);
        boolean full = maker.equals("full");
        if (full != tail.startsWith("=") || !full && !tail.isEmpty()) {
            throw bad(parameter, "`" + maker + ":" + text + "` is not an array", "write " + form);
        }
        long[] shape = shape(parameter, text.substring(open + 1, close), form);
        return new Made(maker, type, shape, full ? tail.substring(1) : null);
    }

    private static long[] shape(String parameter, String text, String form) {
        List<Long> dims = new ArrayList<>();
        for (String part : CommaList.parts(text)) {
            BigInteger dim = whole(part);
            if (dim == null || dim.signum() < 0 || dim.bitLength() > 62) {
                throw bad(parameter, "`" + part + "` is no extent", "write " + form);
            }
            dims.add(dim.longValue());
        }
        return dims.stream().mapToLong(Long::longValue).toArray();
    }

    /// The dtype by its name in signatures, in `triton.language`, or with a module before it.
    static @Nullable DType dtype(String text) {
        String name = text.substring(text.lastIndexOf('.') + 1);
        DType type = DType.parse(name);
        return type != null ? type : DType.ofTritonName(name);
    }

    /// A whole number as Python writes it: digits with `_`, or hex with `0x`.
    private static @Nullable BigInteger whole(String text) {
        String digits = text.replace("_", "");
        boolean minus = digits.startsWith("-");
        String bare = minus || digits.startsWith("+") ? digits.substring(1) : digits;
        boolean hex = bare.startsWith("0x") || bare.startsWith("0X");
        String number = hex ? bare.substring(2) : bare;
        if (number.isEmpty() || number.length() > 64) {
            return null;
        }
        for (int i = 0; i < number.length(); i++) {
            if (Character.digit(number.charAt(i), hex ? 16 : 10) < 0) {
                return null;
            }
        }
        BigInteger value = new BigInteger(number, hex ? 16 : 10);
        return minus ? value.negate() : value;
    }

    private static @Nullable Double real(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "inf", "+inf" -> Double.POSITIVE_INFINITY;
            case "-inf" -> Double.NEGATIVE_INFINITY;
            case "nan" -> Double.NaN;
            default -> isNumeric(text) ? parseDouble(text) : null;
        };
    }

    private static boolean isNumeric(String text) {
        return !text.isEmpty() && text.chars().allMatch(c -> "0123456789+-.eE".indexOf(c) >= 0);
    }

    private static @Nullable Double parseDouble(String text) {
        try {
            return Double.valueOf(text);
        } catch (NumberFormatException e) {
            return null;
        }
    }

    private static TritonException bad(String parameter, String message, String help) {
        return new TritonException(
                Diagnostic.error(Code.BAD_VALUE, "-a " + parameter + ": " + message).help(help));
    }
}
