package tritonc.ir.text;

import tritonc.ir.tile.Block;
import tritonc.ir.tile.Fold;
import tritonc.ir.tile.ReduceBy;
import tritonc.ir.tile.ScanBy;
import tritonc.ir.tile.Value;

import java.util.ArrayList;
import java.util.List;

/// Reads the ops that join lanes by a block: `reduce_by %1, %2 axis 0 (%3: fp32, …) { … }`.
final class FoldReader {
    private final Scanner scanner;
    private final Reader reader;

    FoldReader(Scanner scanner, Reader reader) {
        this.scanner = scanner;
        this.reader = reader;
    }

    /// What follows the name.
    Fold read(String name) {
        int start = scanner.here();
        List<Value> xs = new ArrayList<>();
        do {
            xs.add(reader.use());
        } while (scanner.accept(","));
        scanner.expectWord("axis");
        int axis = scanner.integer();
        boolean reverse = name.equals("scan_by") && scanner.acceptWord("reverse");
        scanner.expect("(");
        List<Value> parameters = new ArrayList<>();
        do {
            parameters.add(reader.typedValue());
        } while (scanner.accept(","));
        scanner.expect(")");
        Block combine = reader.block(parameters);
        try {
            return name.equals("scan_by")
                    ? new ScanBy(xs, axis, reverse, combine)
                    : new ReduceBy(xs, axis, combine);
        } catch (IllegalArgumentException e) {
            throw scanner.badAt(start, String.valueOf(e.getMessage()));
        }
    }
}
