package dev.tributary.cli.load;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;

/** The transactions of one load: up to a limit, counted, their labels written as they go by. */
final class Feed implements Iterator<SimulatedTransaction> {
    private final Iterator<SimulatedTransaction> transactions;
    private final Tally tally;
    private final @Nullable LineFile labels;
    private long left;

    Feed(Simulation simulation, long limit, Tally tally, @Nullable LineFile labels) {
        this.transactions = simulation.iterator();
        this.left = limit;
        this.tally = tally;
        this.labels = labels;
    }

    @Override
    public boolean hasNext() {
        return left > 0 && transactions.hasNext();
    }

    @Override
    public SimulatedTransaction next() {
        SimulatedTransaction transaction = transactions.next();
        left--;
        tally.generated(transaction);
        if (labels != null) {
            try {
                labels.write(transaction);
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
        }
        return transaction;
    }
}
