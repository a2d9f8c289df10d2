package tritonc.fuzz.source;

import tritonc.fuzz.Choices;
import tritonc.ir.type.DType;

import java.util.ArrayList;
import java.util.List;

/// Writes the steps that compute tiles and scalars of a row, all of one format.
final class RowTextValues {
    private static final String[] FUNCTIONS = {"tl.exp", "tl.abs", "tl.sqrt", "tl.exp2", "tl.sin"};
    static final String[] REDUCTIONS = {"sum", "max", "sum", "min"};

    private final RowTextGenerator make;
    private final Choices choices;
    private final Lines out;
    private final DType dtype;
    private final Columns columns;
    private final List<String> tiles = new ArrayList<>();
    private final List<String> scalars = new ArrayList<>();

    /// The names of some columns of a row.
    ///
    /// @param mask of those that count, empty for all
    /// @param other of those that count now and then
    record Columns(String numbers, String mask, String other) {}

    RowTextValues(RowTextGenerator make, Choices choices, Lines out, DType dtype, Columns columns) {
        this.make = make;
        this.choices = choices;
        this.out = out;
        this.dtype = dtype;
        this.columns = columns;
    }

    /// The same with other columns, of which no tile is known yet.
    RowTextValues over(Columns others) {
        RowTextValues inner = new RowTextValues(make, choices, out, dtype, others);
        inner.scalars.addAll(scalars);
        return inner;
    }

    void step() {
        int form = choices.below(10);
        if (form < 4) {
            tiles.add(named(changed()));
        } else if (form < 8) {
            scalars.add(named(reduced(choices.of(REDUCTIONS), tile())));
        } else if (form == 8) {
            scalars.add(named(scalar()));
        } else {
            load();
        }
    }

    private String named(String value) {
        String name = make.name();
        out.add(name + " = " + value);
        return name;
    }

    void addScalar(String value) {
        scalars.add(named(value));
    }

    /// Loads of the row, or of what all rows share.
    void load() {
        RowTextTensors.Tensor from = make.tensors.input();
        String start = choices.chance(20) ? from.name() : make.start(from);
        String mask = mask();
        String other = mask.isEmpty() ? "" : other(from.dtype());
        tiles.add(named(cast("tl.load(" + start + " + " + columns.numbers + mask + other + ")")));
    }

    private String cast(String number) {
        return number + ".to(tl." + dtype.tritonName() + ")";
    }

    private String mask() {
        String mask = choices.chance(85) ? columns.mask : columns.other;
        return mask.isEmpty() ? "" : ", mask=" + mask;
    }

    private String other(DType stored) {
        String least = stored.isFloat() ? "-float(\"inf\")" : "-100";
        return switch (choices.below(6)) {
            case 0, 1 -> ", other=0";
            case 2 -> ", other=" + least;
            case 3 -> ", other=tl.cast(row, tl." + stored.tritonName() + ")";
            case 4 -> ", other=" + (1 + choices.below(3));
            default -> "";
        };
    }

    /// The newest tile, or now and then another.
    private String tile() {
        if (tiles.isEmpty()) {
            load();
        }
        int back = choices.chance(30) ? choices.below(tiles.size()) : 0;
        return tiles.get(tiles.size() - 1 - back);
    }

    private String changed() {
        String x = tile();
        if (choices.chance(6)) {
            return (choices.chance(50) ? "tl.flip(" : "tl.cumsum(") + x + ", 0)";
        }
        int form = choices.below(10);
        if (form >= 7) {
            return applied(x);
        }
        if (form == 6 && !columns.mask.isEmpty()) {
            return "tl.where(" + columns.mask + ", " + x + ", " + number(choices.below(3)) + ")";
        }
        return joined(x, form < 3 ? scalarOf() : tile());
    }

    private String applied(String x) {
        return dtype.isFloat()
                ? choices.of(FUNCTIONS) + "(" + x + ")"
                : choices.chance(50) ? "-" + x : "tl.abs(" + x + ")";
    }

    private String joined(String x, String y) {
        int form = choices.below(dtype.isFloat() ? 8 : 6);
        return switch (form) {
            case 0, 1 -> x + " - " + y;
            case 2 -> x + " + " + y;
            case 3 -> x + " * " + y;
            case 4 -> "tl.maximum(" + x + ", " + y + ")";
            case 5 -> "tl.minimum(" + x + ", " + y + ")";
            case 6 -> x + " / " + y;
            default -> x + " * " + x;
        };
    }

    private String number(int value) {
        return dtype.isFloat() ? value + ".0" : String.valueOf(value);
    }

    /// The newest scalar mostly, or a number of the row.
    private String scalarOf() {
        int form = choices.below(10);
        if (form < 7 && !scalars.isEmpty()) {
            int back = choices.chance(30) ? choices.below(scalars.size()) : 0;
            return scalars.get(scalars.size() - 1 - back);
        }
        return form < 9
                ? "tl.cast(" + (form == 7 ? "row" : "length") + ", tl." + dtype.tritonName() + ")"
                : "tl.full([], "
                        + number(1 + choices.below(5))
                        + ", tl."
                        + dtype.tritonName()
                        + ")";
    }

    private String scalar() {
        return switch (choices.below(8)) {
            case 0 -> cast(RowTextMasks.TOLD);
            case 1 -> {
                RowTextTensors.Tensor from = make.tensors.input();
                int most = Integer.highestOneBit(make.tensors.sizes.stride());
                String label = "(" + RowTextMasks.TOLD + " & " + (most - 1) + ")";
                yield cast("tl.load(" + make.start(from) + " + " + label + ")");
            }
            case 2, 3 -> applied(scalarOf());
            default -> joined(scalarOf(), scalarOf());
        };
    }

    /// A tile's lanes as one, mostly those alone that count.
    private String reduced(String kind, String tile) {
        boolean isMasked = !columns.mask.isEmpty() && choices.chance(50);
        String counted =
                isMasked
                        ? "tl.where(" + columns.mask + ", " + tile + ", " + start(kind) + ")"
                        : tile;
        return all(kind, counted);
    }

    static String all(String kind, String tile) {
        return "tl." + kind + "(" + tile + ", axis=0)";
    }

    private String start(String kind) {
        String most = dtype.isFloat() ? "float(\"inf\")" : "1000";
        return kind.equals("sum") ? number(0) : kind.equals("max") ? "-" + most : most;
    }

    /// What a reduction over many tiles begins with.
    String first(String kind, boolean isTile) {
        String shape = isTile ? "[BLOCK]" : "[]";
        return "tl.full(" + shape + ", " + start(kind) + ", tl." + dtype.tritonName() + ")";
    }

    /// Joins what was joined before with a tile of these columns.
    void join(String kind, String before, boolean isTile) {
        String tile = tile();
        String more = isTile ? tile : reduced(kind, tile);
        String function = kind.equals("max") ? "tl.maximum(" : "tl.minimum(";
        out.add(
                kind.equals("sum")
                        ? before + " += " + more
                        : before + " = " + function + before + ", " + more + ")");
    }

    /// The greatest lane and a sum that is scaled by it, as both grow.
    void joinScaled(String most, String sum) {
        String tile = tile();
        String greater = named("tl.maximum(" + most + ", " + all("max", tile) + ")");
        String more = all("sum", "tl.exp(" + tile + " - " + greater + ")");
        out.add(sum + " = " + sum + " * tl.exp(" + most + " - " + greater + ") + " + more);
        out.add(most + " = " + greater);
    }

    /// Stores a tile that depends on what was reduced, mostly.
    void store() {
        RowTextTensors.Tensor to = make.tensors.output();
        String value = choices.chance(85) ? joined(tile(), scalarOf()) : tile();
        String pointer = make.start(to) + " + " + columns.numbers;
        out.add("tl.store(" + pointer + ", " + value + mask() + ")");
    }

    void storeScalar() {
        out.add("tl.store(numbers + row, " + scalarOf() + ")");
    }
}
