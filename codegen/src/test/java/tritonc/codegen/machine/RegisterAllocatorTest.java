package tritonc.codegen.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

import tritonc.codegen.machine.Toy.Kind;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/// Random code shows the world the same with virtual registers and with the processor's own, along
/// random paths.
class RegisterAllocatorTest {
    private static final int CASES = 2000;

    @Test
    void codeMeansTheSame() {
        int spilling = 0;
        int folding = 0;
        int constants = 0;
        for (int seed = 0; seed < CASES; seed++) {
            Toy.Explained machine = new Toy.Explained();
            MachineCode<Toy> code = new Programs(new Random(seed), machine).make();
            MachineCode<Toy> real = RegisterAllocator.allocate(code, machine);
            assertOnlyReal(real);
            spilling += real.slots() > 0 ? 1 : 0;
            folding += count(real, Kind.MIX_MEMORY) > 0 ? 1 : 0;
            constants += count(real, Kind.MIX_CONSTANT) > 0 ? 1 : 0;
            for (int path = 0; path < 4; path++) {
                List<Integer> expected = run(code, new Random(path));
                assertThat(run(real, new Random(path))).as("seed " + seed).isEqualTo(expected);
            }
        }
        assertThat(spilling).isBetween(CASES / 10, CASES * 9 / 10);
        assertThat(folding).isGreaterThan(CASES / 50);
        assertThat(constants).isGreaterThan(CASES / 50);
    }

    @Test
    void aCopyDisappearsWhereBothMayBeOne() {
        Toy.Explained machine = new Toy.Explained();
        int a = machine.virtual(0);
        int b = machine.virtual(0);
        MachineCode<Toy> real =
                RegisterAllocator.allocate(
                        straight(
                                new Toy(Kind.MIX, List.of(a), List.of(), 1),
                                new Toy(Kind.MOVE, List.of(b), List.of(a), 0),
                                new Toy(Kind.SHOW, List.of(), List.of(b), 0)),
                        machine);
        assertThat(count(real, Kind.MOVE)).isZero();
    }

    @Test
    void aCopyStaysWhereBothAreWanted() {
        Toy.Explained machine = new Toy.Explained();
        int a = machine.virtual(0);
        int b = machine.virtual(0);
        MachineCode<Toy> real =
                RegisterAllocator.allocate(
                        straight(
                                new Toy(Kind.MIX, List.of(a), List.of(), 1),
                                new Toy(Kind.MOVE, List.of(b), List.of(a), 0),
                                new Toy(Kind.UPDATE, List.of(b), List.of(b), 7),
                                new Toy(Kind.SHOW, List.of(), List.of(a, b), 0)),
                        machine);
        assertThat(count(real, Kind.MOVE)).isOne();
    }

    @Test
    void aConstantIsMadeAgainInsteadOfKept() {
        Toy.Explained machine = new Toy.Explained();
        List<Toy> insns = new ArrayList<>();
        List<Integer> all = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            all.add(machine.virtual(0));
            insns.add(new Toy(Kind.CONSTANT, List.of(all.get(i)), List.of(), i));
        }
        all.forEach(r -> insns.add(new Toy(Kind.SHOW, List.of(), List.of(r), 0)));
        MachineCode<Toy> real =
                RegisterAllocator.allocate(straight(insns.toArray(Toy[]::new)), machine);
        assertThat(real.slots()).isZero();
    }

    @Test
    void anInstructionThatNeedsTooMuchIsABug() {
        Toy.Explained machine = new Toy.Explained();
        List<Integer> four = new ArrayList<>();
        List<Toy> insns = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            four.add(machine.virtual(0));
            insns.add(new Toy(Kind.MIX, List.of(four.get(i)), List.of(), i));
        }
        insns.add(new Toy(Kind.SHOW, List.of(), four, 0));
        assertThatThrownBy(() ->
                        RegisterAllocator.allocate(straight(insns.toArray(Toy[]::new)), machine))
                .isInstanceOf(IllegalStateException.class);
    }

    private static MachineCode<Toy> straight(Toy... insns) {
        return new MachineCode<>(List.of(new MachineBlock<>(List.of(insns), List.of(), 0)), 0);
    }

    private static long count(MachineCode<Toy> code, Kind kind) {
        return code.blocks().stream()
                .flatMap(b -> b.insns().stream())
                .filter(i -> i.kind() == kind)
                .count();
    }

    private static void assertOnlyReal(MachineCode<Toy> code) {
        for (MachineBlock<Toy> block : code.blocks()) {
            for (Toy insn : block.insns()) {
                assertThat(insn.from()).allMatch(r -> r < Machine.VIRTUAL);
                assertThat(insn.to()).allMatch(r -> r < Machine.VIRTUAL);
            }
        }
    }

    private static List<Integer> run(MachineCode<Toy> code, Random path) {
        Map<Integer, Integer> registers = new HashMap<>();
        Map<Integer, Integer> slots = new HashMap<>();
        List<Integer> shown = new ArrayList<>();
        int block = 0;
        for (int steps = 0; steps < 40; steps++) {
            MachineBlock<Toy> now = code.blocks().get(block);
            now.insns().forEach(i -> step(i, registers, slots, shown));
            if (now.successors().isEmpty()) {
                break;
            }
            block = now.successors().get(path.nextInt(now.successors().size()));
        }
        return shown;
    }

    private static void step(
            Toy insn,
            Map<Integer, Integer> registers,
            Map<Integer, Integer> slots,
            List<Integer> shown) {
        int sum = insn.number() % 1000;
        for (int r : insn.from()) {
            sum = 31 * sum + registers.getOrDefault(r, 0);
        }
        switch (insn.kind()) {
            case CONSTANT -> registers.put(insn.to().getFirst(), insn.number());
            case MOVE ->
                    registers.put(
                            insn.to().getFirst(),
                            registers.getOrDefault(insn.from().getFirst(), 0));
            case MIX_MEMORY, MIX_CONSTANT, MIX, UPDATE -> {
                int thousands = insn.number() / 1000;
                int all =
                        switch (insn.kind()) {
                            case MIX_MEMORY -> 31 * sum + slots.getOrDefault(thousands - 1, 0);
                            case MIX_CONSTANT -> 31 * sum + thousands;
                            default -> sum;
                        };
                for (int i = 0; i < insn.to().size(); i++) {
                    registers.put(insn.to().get(i), all + i);
                }
            }
            case RELOAD ->
                    registers.put(insn.to().getFirst(), slots.getOrDefault(insn.number(), 0));
            case SPILL ->
                    slots.put(insn.number(), registers.getOrDefault(insn.from().getFirst(), 0));
            case SHOW -> insn.from().forEach(r -> shown.add(registers.getOrDefault(r, 0)));
        }
    }

    /// Random code: all registers are written in the first block; the processor's own only between
    /// a write and the reads just behind it.
    private record Programs(Random random, Toy.Explained machine) {
        MachineCode<Toy> make() {
            int[][] files = {
                registers(0, 2 + random.nextInt(6)), registers(1, 1 + random.nextInt(4))
            };
            int count = 1 + random.nextInt(6);
            List<MachineBlock<Toy>> blocks = new ArrayList<>();
            for (int b = 0; b < count; b++) {
                List<Toy> insns = new ArrayList<>();
                if (b == 0) {
                    for (int[] file : files) {
                        for (int r : file) {
                            insns.add(
                                    new Toy(
                                            Kind.CONSTANT,
                                            List.of(r),
                                            List.of(),
                                            random.nextInt(99)));
                        }
                    }
                }
                for (int i = random.nextInt(12); i > 0; i--) {
                    insn(files[random.nextInt(2)], insns);
                }
                List<Integer> next = new ArrayList<>();
                for (int i = random.nextInt(3); i > 0; i--) {
                    next.add(random.nextInt(count));
                }
                if (b + 1 < count) {
                    next.add(b + 1);
                }
                blocks.add(new MachineBlock<>(insns, next, random.nextInt(3)));
            }
            return new MachineCode<>(blocks, 0);
        }

        private int[] registers(int file, int count) {
            int[] all = new int[count];
            for (int i = 0; i < count; i++) {
                all[i] = machine.virtual(file);
            }
            return all;
        }

        private void insn(int[] file, List<Toy> out) {
            int a = file[random.nextInt(file.length)];
            int b = file[random.nextInt(file.length)];
            int c = file[random.nextInt(file.length)];
            int number = random.nextInt(99);
            switch (random.nextInt(7)) {
                case 0 -> out.add(new Toy(Kind.CONSTANT, List.of(a), List.of(), number));
                case 1 -> out.add(new Toy(Kind.MOVE, List.of(a), List.of(b), 0));
                case 2 -> out.add(new Toy(Kind.MIX, List.of(a), List.of(b, c), number));
                case 3 -> out.add(new Toy(Kind.UPDATE, List.of(a), List.of(a, b), number));
                case 4 -> out.add(new Toy(Kind.SHOW, List.of(), List.of(a), 0));
                case 5 -> out.add(new Toy(Kind.MIX, List.of(a), List.of(), number));
                default -> {
                    int own = machine.file(a) == 0 ? 2 : 33;
                    out.add(new Toy(Kind.MOVE, List.of(own), List.of(b), 0));
                    out.add(new Toy(Kind.UPDATE, List.of(own), List.of(own), number));
                    out.add(new Toy(Kind.MOVE, List.of(a), List.of(own), 0));
                }
            }
        }
    }
}
