package tritonc.ir.text;

import org.jspecify.annotations.Nullable;

import tritonc.ir.tile.BitonicMerge;
import tritonc.ir.tile.Gather;
import tritonc.ir.tile.Histogram;
import tritonc.ir.tile.ReduceKind;
import tritonc.ir.tile.Scan;
import tritonc.ir.tile.ScanOrder;
import tritonc.ir.tile.Value;

/// Reads the ops that mix lanes: the twin of the part of [OpText] that prints them.
final class CrossLaneReader {
    private final Scanner scanner;
    private final Reader reader;

    CrossLaneReader(Scanner scanner, Reader reader) {
        this.scanner = scanner;
        this.reader = reader;
    }

    OpReader.Making read(String name) {
        return switch (name) {
            case "scan" -> scan();
            case "bitonic_merge" -> merge();
            case "gather" -> gather();
            default -> histogram();
        };
    }

    ReduceKind reduceKind() {
        int start = scanner.here();
        ReduceKind kind = ReduceKind.parse(scanner.word());
        if (kind == null) {
            throw scanner.badAt(start, "unknown kind of reduce");
        }
        return kind;
    }

    private OpReader.Making scan() {
        ReduceKind kind = reduceKind();
        Value x = reader.use();
        scanner.expectWord("axis");
        int axis = scanner.integer();
        boolean reverse = scanner.acceptWord("reverse");
        int lanes = scanner.acceptWord("lanes") ? count() : 1;
        return _ -> new Scan(kind, x, axis, reverse, new ScanOrder(lanes));
    }

    /// The number of `lanes(n)`.
    int lanes() {
        scanner.expectWord("lanes");
        return count();
    }

    private int count() {
        scanner.expect("(");
        int count = scanner.integer();
        scanner.expect(")");
        return count;
    }

    private OpReader.Making merge() {
        Value x = reader.use();
        scanner.expectWord("stages");
        int first = scanner.integer();
        scanner.expect(",");
        int last = scanner.integer();
        boolean descending = scanner.acceptWord("descending");
        return _ -> new BitonicMerge(x, first, last, descending);
    }

    private OpReader.Making gather() {
        Value x = reader.use();
        scanner.expect(",");
        Value index = reader.use();
        scanner.expectWord("axis");
        int axis = scanner.integer();
        return _ -> new Gather(x, index, axis);
    }

    private OpReader.Making histogram() {
        Value x = reader.use();
        @Nullable Value mask = scanner.acceptWord("mask") ? reader.use() : null;
        scanner.expectWord("bins");
        int bins = scanner.integer();
        return _ -> new Histogram(x, mask, bins);
    }
}
