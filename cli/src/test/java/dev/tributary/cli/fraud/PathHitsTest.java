package dev.tributary.cli.fraud;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.fraud.domain.learning.DayCounts;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.BitSet;

/** Folds of ten rows each, and what candidates hit on those after the ones they were grown on. */
class PathHitsTest {
    @TempDir private Path folder;
    private Folds folds;

    @BeforeEach
    void divide() throws IOException {
        StringBuilder lines =
                new StringBuilder("transactionId,occurredAt,cardId,terminalId,amountMinor,fraud\n");
        Instant first = Instant.parse("2026-01-01T00:00:00Z");
        for (int row = 0; row < 40; row++) {
            lines.append("t%02d,%s,c,t,100,false%n".formatted(row, first.plusSeconds(row)));
        }
        Path file = Files.writeString(folder.resolve("rows.csv"), lines);
        folds = new Folds(TransactionTable.read(file), first, first.plusSeconds(40), 4);
    }

    @Test
    void shouldDivideTheTimeIntoEqualParts() {
        assertThat(folds.firstRow(0)).isZero();
        assertThat(folds.firstRow(3)).isEqualTo(30);
        assertThat(folds.endRow()).isEqualTo(40);
        assertThat(folds.of(9)).isZero();
        assertThat(folds.of(10)).isEqualTo(1);
        assertThat(folds.of(39)).isEqualTo(3);
        assertThat(folds.of(40)).isEqualTo(-1);
    }

    @Test
    void shouldCountLaterFoldsOnly() {
        PathHits hits = hits(1, 100, 5, 12, 13, 31);

        assertThat(hits.later())
                .containsExactly(
                        new DayCounts(2, 1, 1), new DayCounts(0, 0, 0), new DayCounts(1, 0, 1));
        assertThat(hits.all()).isEqualTo(new DayCounts(3, 1, 2));
        assertThat(hits.isTooMany()).isFalse();
    }

    @Test
    void shouldGiveUpWhatHitsTooMuch() {
        assertThat(hits(1, 3, 5, 12, 13, 31).isTooMany()).isFalse();
        assertThat(hits(1, 3, 12, 13, 14, 31).isTooMany()).isTrue();
    }

    @Test
    void shouldCountWhatOthersDoNotFind() {
        BitSet frauds = new BitSet();
        frauds.set(12);
        frauds.set(14);
        BitSet found = new BitSet();
        PathHits first = hits(1, 100, 12, 13);
        first.mark(found);

        assertThat(first.beside(found, frauds)).isEqualTo(DayCounts.NONE);
        assertThat(hits(1, 100, 13, 14, 15).beside(found, frauds))
                .isEqualTo(new DayCounts(2, 1, 1));
    }

    @Test
    void shouldCompareHitsOnFoldsThatAreLaterForBoth() {
        assertThat(hits(1, 100, 12, 21).alike(hits(1, 100, 12, 21))).isEqualTo(1);
        assertThat(hits(1, 100, 12, 21).alike(hits(2, 100, 21))).isEqualTo(1);
        assertThat(hits(1, 100, 12, 21, 22).alike(hits(1, 100, 12, 21, 23))).isEqualTo(0.5);
        assertThat(hits(1, 100, 12).alike(hits(1, 100, 13))).isZero();
        assertThat(hits(1, 100, 12).alike(hits(2, 100, 35))).isZero();
    }

    /** Even rows are frauds. */
    private PathHits hits(int grownOn, int most, int... rows) {
        PathHits hits = new PathHits(new RuleMiner.Path("night", grownOn, 1), folds, most);
        for (int row : rows) {
            hits.add(folds.of(row), row, row % 2 == 0);
        }
        return hits;
    }
}
