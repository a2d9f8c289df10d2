package tritonc.runtime;

/// A constant in the notation of signatures, for what has no Java type of its own: a function by
/// the name that it has in the module of the kernel, `new Literal("leaky_relu")`, or in Triton,
/// `new Literal("tl.maximum")`.
public record Literal(String text) {
    @Override
    public String toString() {
        return text;
    }
}
