package tritonc.codegen.machine;

/// The two registers of a move.
final class MoveEnds implements Machine.Registers {
    int from;
    int to;

    static <I> MoveEnds of(I move, Machine<I> machine) {
        MoveEnds ends = new MoveEnds();
        machine.registers(move, ends);
        return ends;
    }

    @Override
    public void read(int register) {
        from = register;
    }

    @Override
    public void write(int register) {
        to = register;
    }
}
