package tritonc.codegen.loop;

/// An index that runs over from ≤ i < to, times a stride.
public record Sweep(Amount stride, Amount from, Amount to) {}
