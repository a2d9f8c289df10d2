package tritonc.grammar;

import tritonc.ir.diagnostic.SourceFile;
import tritonc.ir.diagnostic.Span;

import java.util.Arrays;

/// The comments of a file, in order.
public final class Comments {
    private final SourceFile file;
    private int[] places = new int[32];
    private int count;

    Comments(SourceFile file) {
        this.file = file;
    }

    void add(int start, int end, boolean ownLine) {
        if (count * 2 == places.length) {
            places = Arrays.copyOf(places, places.length * 2);
        }
        places[count * 2] = start;
        places[count * 2 + 1] = ownLine ? end : -end;
        count++;
    }

    public int count() {
        return count;
    }

    /// From the `#` of the comment to the end of its line.
    public Span span(int index) {
        return new Span(file, places[index * 2], Math.abs(places[index * 2 + 1]));
    }

    /// Whether only blanks stand before the comment in its line.
    public boolean ownLine(int index) {
        return places[index * 2 + 1] > 0;
    }
}
