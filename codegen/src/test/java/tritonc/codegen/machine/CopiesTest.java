package tritonc.codegen.machine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import tritonc.codegen.machine.Toy.Kind;

import java.util.List;

class CopiesTest {
    private final Toy.Explained machine = new Toy.Explained();
    private final int a = machine.virtual(0);
    private final int b = machine.virtual(0);
    private final int c = machine.virtual(0);

    private List<Toy> rest(Toy... insns) {
        MachineBlock<Toy> block = new MachineBlock<>(List.of(insns), List.of(), 0);
        return Copies.leaveOut(new MachineCode<>(List.of(block), 0), machine)
                .blocks()
                .getFirst()
                .insns();
    }

    private static Toy make(int to) {
        return new Toy(Kind.MIX, List.of(to), List.of(), 1);
    }

    private static Toy copy(int to, int from) {
        return new Toy(Kind.MOVE, List.of(to), List.of(from), 0);
    }

    private static Toy show(int register) {
        return new Toy(Kind.SHOW, List.of(), List.of(register), 0);
    }

    private static Toy update(int register) {
        return new Toy(Kind.UPDATE, List.of(register), List.of(register), 2);
    }

    @Test
    void whatEndsWithACopyIsMadeWhereItGoes() {
        assertThat(rest(make(a), update(a), copy(b, a), show(b)))
                .containsExactly(make(b), update(b), show(b));
    }

    private static Toy mix(int to, int from) {
        return new Toy(Kind.MIX, List.of(to), List.of(from), 3);
    }

    @Test
    void whatIsMadeOfTheOtherGoesOverIt() {
        assertThat(rest(make(a), mix(b, a), copy(a, b), show(a)))
                .containsExactly(make(a), mix(a, a), show(a));
        assertThat(rest(make(a), mix(b, a), update(b), mix(c, b), copy(a, c), show(a)))
                .containsExactly(make(a), mix(b, a), update(b), mix(a, b), show(a));
    }

    @Test
    void aCopyStaysWhereTheOtherIsReadBehindWhatIsMadeOfIt() {
        Toy[] read = {make(a), mix(b, a), show(a), copy(a, b), show(a)};
        assertThat(rest(read)).containsExactly(read);
        Toy both = new Toy(Kind.MIX, List.of(a, b), List.of(a), 3);
        Toy[] written = {make(a), both, copy(a, b), show(a)};
        assertThat(rest(written)).containsExactly(written);
    }

    @Test
    void copiesOfCopiesGoToo() {
        assertThat(rest(make(a), copy(b, a), update(b), copy(c, b), show(c)))
                .containsExactly(make(c), update(c), show(c));
    }

    @Test
    void aCopyStaysWhereWhatItReadsIsWantedLater() {
        Toy[] code = {make(a), copy(b, a), update(b), show(a), show(b)};
        assertThat(rest(code)).containsExactly(code);
    }

    @Test
    void aCopyStaysWhereTheOtherIsStillWanted() {
        Toy[] code = {make(b), make(a), show(b), copy(b, a), show(b)};
        assertThat(rest(code)).containsExactly(code);
    }

    @Test
    void aCopyStaysOfWhatAnotherBlockMade() {
        MachineBlock<Toy> first = new MachineBlock<>(List.of(make(a)), List.of(1), 0);
        MachineBlock<Toy> second = new MachineBlock<>(List.of(copy(b, a), show(b)), List.of(), 0);
        MachineCode<Toy> code = new MachineCode<>(List.of(first, second), 0);
        assertThat(Copies.leaveOut(code, machine)).isSameAs(code);
    }

    @Test
    void aCopyStaysOfWhatIsOnlyAddedTo() {
        Toy[] code = {update(a), copy(b, a), show(b)};
        assertThat(rest(code)).containsExactly(code);
    }

    @Test
    void aCopyOfTheProcessorsOwnStays() {
        Toy[] code = {make(2), copy(b, 2), show(b)};
        assertThat(rest(code)).containsExactly(code);
    }
}
