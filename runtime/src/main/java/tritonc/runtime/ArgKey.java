package tritonc.runtime;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;

/// What of the arguments of a launch chooses the code.
final class ArgKey {
    private final int hash;
    private final int[] kinds;
    private final long[] lanes;
    private final @Nullable Object[] objects;

    ArgKey(ArgSlots args) {
        this.hash = args.hash();
        this.kinds = args.kinds.clone();
        this.lanes = args.lanes.clone();
        this.objects = new @Nullable Object[kinds.length];
        for (int i = 0; i < kinds.length; i++) {
            Object object = args.objects[i];
            if (object instanceof ArgTuple tuple) {
                objects[i] = tuple.key();
            } else if (ArgKind.form(kinds[i]) == ArgKind.CONSTANT_OBJECT) {
                objects[i] = object;
            }
        }
    }

    boolean fits(int hash, ArgSlots args) {
        if (this.hash != hash || !Arrays.equals(kinds, args.kinds)) {
            return false;
        }
        for (int i = 0; i < kinds.length; i++) {
            if (ArgKind.isConstant(kinds[i])
                    && (lanes[i] != args.lanes[i] || !fits(objects[i], args.objects[i]))) {
                return false;
            }
        }
        return true;
    }

    private static boolean fits(@Nullable Object known, @Nullable Object argument) {
        return switch (known) {
            case null -> true;
            case ArgTuple.Key tuple -> tuple.fits(argument);
            default -> known.equals(argument);
        };
    }
}
