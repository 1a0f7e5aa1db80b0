package dev.tributary.fraud.topology;

import dev.tributary.common.streams.StoreRound;
import dev.tributary.fraud.domain.EntitySettings;
import dev.tributary.fraud.domain.EntityUse;
import dev.tributary.fraud.domain.Outcome;
import dev.tributary.fraud.store.LearningStores;
import dev.tributary.fraud.wire.EntityRiskAvroMapper;
import dev.tributary.schemas.fraud.EntityRisk;
import dev.tributary.schemas.fraud.state.EntityNews;
import dev.tributary.schemas.fraud.state.EntityOutcome;

import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

import java.util.OptionalLong;

/**
 * Folds what is told of an entity into its summary, and publishes summaries above the reporting
 * floor: each at most once an interval, however busy the entity is, and with a tombstone when it
 * falls below or is over. Entities that are over are forgotten.
 */
final class FoldEntityRiskProcessor implements Processor<String, EntityNews, String, EntityRisk> {
    private static final String NOTHING = "";

    private final EntitySettings entities;
    private final LearningSettings settings;

    private ProcessorContext<String, EntityRisk> context;
    private KeyValueStore<String, EntityRisk> risks;
    private KeyValueStore<String, String> published;
    private DueKeys due;
    private StoreRound<EntityRisk> round;
    private LatestTime newest;

    FoldEntityRiskProcessor(EntitySettings entities, LearningSettings settings) {
        this.entities = entities;
        this.settings = settings;
    }

    @Override
    public void init(ProcessorContext<String, EntityRisk> context) {
        this.context = context;
        this.risks = context.getStateStore(LearningStores.ENTITY_RISK);
        this.published = context.getStateStore(LearningStores.PUBLISHED_ENTITIES);
        this.due = new DueKeys(context.getStateStore(LearningStores.DUE_ENTITIES));
        this.newest =
                new LatestTime(context.getStateStore(LearningStores.ENTITY_TIMES), "occurred-at");
        this.round = new StoreRound<>(risks, settings.sweepMax());
        schedule();
    }

    private void schedule() {
        context.schedule(
                settings.entityInterval(),
                PunctuationType.WALL_CLOCK_TIME,
                _ -> {
                    forgetWhatIsOver();
                    publish();
                });
    }

    @Override
    public void process(Record<String, EntityNews> record) {
        String entity = record.key();
        EntityNews news = record.value();
        newest.see(news.getOccurredAtMs());
        dev.tributary.fraud.domain.EntityRisk before = read(risks.get(entity));
        dev.tributary.fraud.domain.EntityRisk after = fold(before, news);
        if (after.equals(before)) {
            return;
        }
        risks.put(entity, EntityRiskAvroMapper.toAvro(after));
        if (after.isReported(entities) || published.get(entity) != null) {
            due.mark(entity);
        }
    }

    private dev.tributary.fraud.domain.EntityRisk fold(
            dev.tributary.fraud.domain.EntityRisk risk, EntityNews news) {
        Long card = news.getCard();
        EntityOutcome outcome = news.getOutcome();
        if (card != null) {
            risk =
                    risk.plus(
                            new EntityUse(news.getTransaction(), card, news.getOccurredAtMs()),
                            entities);
        }
        if (outcome != null) {
            risk =
                    risk.plus(
                            new Outcome(
                                    news.getTransaction(),
                                    news.getOccurredAtMs(),
                                    outcome.getLabelledAtMs(),
                                    outcome.getFraud(),
                                    outcome.getAmountMinor(),
                                    outcome.getCardEvidence()),
                            entities);
        }
        return risk;
    }

    private void forgetWhatIsOver() {
        OptionalLong newestMs = newest.ms();
        if (newestMs.isEmpty()) {
            return;
        }
        for (KeyValue<String, EntityRisk> entry : round.turn()) {
            if (read(entry.value).isOver(newestMs.getAsLong(), entities)) {
                risks.delete(entry.key);
                if (published.get(entry.key) != null) {
                    due.mark(entry.key);
                }
            }
        }
    }

    private void publish() {
        for (String entity : due.take(settings.publishMax())) {
            EntityRisk risk = risks.get(entity);
            if (risk != null && read(risk).isReported(entities)) {
                published.put(entity, NOTHING);
                tell(entity, risk);
            } else if (published.delete(entity) != null) {
                tell(entity, null);
            }
        }
    }

    private void tell(String entity, @Nullable EntityRisk risk) {
        context.forward(new Record<>(entity, risk, Math.max(0, context.currentStreamTimeMs())));
    }

    private static dev.tributary.fraud.domain.EntityRisk read(@Nullable EntityRisk state) {
        return state == null
                ? dev.tributary.fraud.domain.EntityRisk.NONE
                : EntityRiskAvroMapper.toDomain(state);
    }
}
