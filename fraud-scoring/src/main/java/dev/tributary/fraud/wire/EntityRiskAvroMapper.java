package dev.tributary.fraud.wire;

import dev.tributary.fraud.domain.EntityDay;
import dev.tributary.fraud.domain.EntityRisk;
import dev.tributary.fraud.domain.Outcomes;
import dev.tributary.schemas.fraud.EntityDays;
import dev.tributary.schemas.fraud.EntityOutcomes;
import dev.tributary.schemas.fraud.EntityUses;

import java.util.ArrayList;
import java.util.List;

/** What is known of an entity between the domain and the wire; nothing is lost either way. */
public final class EntityRiskAvroMapper {
    private EntityRiskAvroMapper() {}

    public static dev.tributary.schemas.fraud.EntityRisk toAvro(EntityRisk risk) {
        List<Integer> epochDays = new ArrayList<>(risk.days().size());
        List<Integer> labelled = new ArrayList<>(risk.days().size());
        List<Integer> frauds = new ArrayList<>(risk.days().size());
        List<Long> labelledAtMs = new ArrayList<>(risk.days().size());
        for (EntityDay day : risk.days()) {
            epochDays.add(day.epochDay());
            labelled.add(day.labelled());
            frauds.add(day.frauds());
            labelledAtMs.add(day.labelledAtMs());
        }
        return new dev.tributary.schemas.fraud.EntityRisk(
                outcomes(risk.frauds()),
                outcomes(risk.honest()),
                new EntityDays(epochDays, labelled, frauds, labelledAtMs),
                new EntityUses(
                        list(risk.uses().ids()),
                        list(risk.uses().cards()),
                        list(risk.uses().timesMs())));
    }

    private static EntityOutcomes outcomes(Outcomes outcomes) {
        List<Float> evidences = new ArrayList<>(outcomes.size());
        for (float evidence : outcomes.cardEvidences()) {
            evidences.add(evidence);
        }
        return new EntityOutcomes(
                list(outcomes.ids()),
                list(outcomes.timesMs()),
                list(outcomes.labelledAtMs()),
                list(outcomes.amountsMinor()),
                evidences);
    }

    /**
     * @throws IllegalArgumentException where columns differ in length, rows are out of order or
     *     hold impossible values
     */
    public static EntityRisk toDomain(dev.tributary.schemas.fraud.EntityRisk risk) {
        EntityUses uses = risk.getUses();
        return new EntityRisk(
                outcomes(risk.getFrauds()),
                outcomes(risk.getHonest()),
                days(risk.getDays()),
                dev.tributary.fraud.domain.EntityUses.ofColumns(
                        array(uses.getIds()), array(uses.getCards()), array(uses.getTimesMs())));
    }

    private static Outcomes outcomes(EntityOutcomes outcomes) {
        float[] evidences = new float[outcomes.getCardEvidences().size()];
        for (int i = 0; i < evidences.length; i++) {
            evidences[i] = outcomes.getCardEvidences().get(i);
        }
        return Outcomes.ofColumns(
                array(outcomes.getIds()),
                array(outcomes.getTimesMs()),
                array(outcomes.getLabelledAtMs()),
                array(outcomes.getAmountsMinor()),
                evidences);
    }

    private static List<EntityDay> days(EntityDays days) {
        int size = days.getEpochDays().size();
        if (days.getLabelled().size() != size
                || days.getFrauds().size() != size
                || days.getLabelledAtMs().size() != size) {
            throw new IllegalArgumentException("columns of days differ in length");
        }
        List<EntityDay> all = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            all.add(
                    new EntityDay(
                            days.getEpochDays().get(i),
                            days.getLabelled().get(i),
                            days.getFrauds().get(i),
                            days.getLabelledAtMs().get(i)));
        }
        return all;
    }

    private static List<Long> list(long[] column) {
        List<Long> list = new ArrayList<>(column.length);
        for (long value : column) {
            list.add(value);
        }
        return list;
    }

    private static long[] array(List<Long> column) {
        long[] array = new long[column.size()];
        for (int i = 0; i < array.length; i++) {
            array[i] = column.get(i);
        }
        return array;
    }
}
