package dev.tributary.cli.fraud;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.cli.load.SimulatedTransaction;
import dev.tributary.cli.load.Simulation;
import dev.tributary.cli.load.SimulationSettings;
import dev.tributary.fraud.domain.rules.RuleDefinition;
import dev.tributary.fraud.domain.rules.RuleDefinition.Mode;
import dev.tributary.fraud.domain.rules.RuleDefinition.Origin;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import picocli.CommandLine;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Mining in a small simulated town: what is kept, told and put on trial. */
class MineCommandTest {
    private static final String HEADER =
            "transactionId,occurredAt,cardId,terminalId,amountMinor,fraud\n";

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir private Path folder;

    @Test
    void shouldPutWhatItMinesOnTrialWithItsProvenance() throws IOException {
        Path rules = folder.resolve("rules.jsonl");
        try (ScriptedFraudService fraud = new ScriptedFraudService()) {
            fraud.noteIn(folder);
            fraud.on("GET /v1/rules", 200, "{\"loaded\":true,\"rules\":[]}").on("PUT", 201, "{}");

            assertThat(mine(rules, "--publish")).as(err.toString()).isZero();

            List<RuleDefinition> mined = RuleLines.read(rules);
            assertThat(mined)
                    .isNotEmpty()
                    .allSatisfy(rule -> {
                        assertThat(rule.mode()).isEqualTo(Mode.SHADOW);
                        assertThat(rule.origin()).isEqualTo(Origin.LEARNED);
                    });
            assertThat(out.toString())
                    .contains(
                            "%d rules kept".formatted(mined.size()),
                            "published: %d rules on trial, 0 were there already"
                                    .formatted(mined.size()));
            List<String> put =
                    fraud.asked().stream().filter(it -> it.startsWith("PUT /v1/rules/")).toList();
            List<String> lines = Files.readAllLines(rules);
            assertThat(put).hasSameSizeAs(lines);
            for (int i = 0; i < put.size(); i++) {
                assertThat(put.get(i))
                        .isEqualTo(
                                "PUT /v1/rules/%s %s"
                                        .formatted(mined.get(i).ruleId(), lines.get(i)))
                        .contains("\"provenance\":\"Mined from 2018-04-01T");
            }
        }
    }

    @Test
    void shouldMineTheSameRulesAgain() throws IOException {
        Path first = folder.resolve("first.jsonl");
        Path second = folder.resolve("second.jsonl");

        assertThat(mine(first)).as(err.toString()).isZero();
        assertThat(mine(second)).as(err.toString()).isZero();

        assertThat(RuleLines.read(second)).isEqualTo(RuleLines.read(first));
    }

    @Test
    void shouldSayAtOnceThatThereIsNoSuiteToPublishTo() throws IOException {
        try (ScriptedFraudService gone = new ScriptedFraudService()) {
            gone.noteIn(folder);
        }
        Path rules = folder.resolve("rules.jsonl");

        assertThat(mine(rules, "--publish")).isEqualTo(1);

        assertThat(err.toString()).contains("nothing answers at");
        assertThat(rules).doesNotExist();
    }

    @Test
    void shouldRefuseImpossibleOptions() throws IOException {
        assertThat(mine(folder.resolve("r"), "--least-precision=2")).isEqualTo(2);
        assertThat(mine(folder.resolve("r"), "--delay-days=-1")).isEqualTo(2);
        assertThat(mine(folder.resolve("r"), "--from=2018-05-01", "--to=2018-05-01")).isEqualTo(2);
        assertThat(mine(folder.resolve("r"), "--features=mood")).isEqualTo(2);
    }

    private int mine(Path rules, String... more) throws IOException {
        List<String> arguments =
                new ArrayList<>(
                        List.of(
                                "mine",
                                "--state-dir=" + folder,
                                "--transactions=" + town(),
                                "--folds=3",
                                "--least-folds=1",
                                "--least-precision=0.3",
                                "--least-gain=1",
                                "--out=" + rules));
        arguments.addAll(List.of(more));
        return new CommandLine(new Root())
                .addSubcommand(new MineCommand())
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .setOverwrittenOptionsAllowed(true)
                .execute(arguments.toArray(String[]::new));
    }

    @CommandLine.Command(name = "tributary")
    private static final class Root {}

    /** 100 cards for eight weeks. */
    private Path town() throws IOException {
        StringBuilder text = new StringBuilder(HEADER);
        for (SimulatedTransaction it :
                new Simulation(new SimulationSettings(100, 300, 56, SimulationSettings.START, 3))) {
            text.append(
                    "%s,%s,%s,%s,%d,%s%n"
                            .formatted(
                                    it.transactionId(),
                                    it.occurredAt(),
                                    it.cardId(),
                                    it.terminalId(),
                                    it.amountMinor(),
                                    it.fraud()));
        }
        return Files.writeString(folder.resolve("town.csv"), text);
    }
}
