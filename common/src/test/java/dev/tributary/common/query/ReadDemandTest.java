package dev.tributary.common.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.common.web.Fault;
import dev.tributary.common.web.ProblemException;

import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;

import java.time.Duration;

class ReadDemandTest {
    private final MockHttpServletRequest request = new MockHttpServletRequest("GET", "/v1/x");

    @Test
    void shouldDemandNothingWhenNothingIsSaid() {
        ReadDemand demand = ReadDemand.of(request);

        assertThat(demand.maxLag()).isEmpty();
        assertThat(demand.minPosition()).isEqualTo(InputPosition.NONE);
        assertThat(demand.patience()).isEqualTo(ReadDemand.WAIT_DEFAULT);
        assertThat(demand.waiting()).isZero();
        assertThat(demand.passedOn()).isFalse();
        assertThat(demand.allows(0)).isFalse();
        assertThat(demand.headers()).isEmpty();
    }

    @Test
    void shouldReadWhatIsSaidAndTellItOn() {
        request.setParameter("maxLag", "10");
        request.setParameter("wait", "PT10S");
        request.addHeader("Tributary-Min-Position", "t-0:5");
        request.addHeader("Tributary-Hop", "1");

        ReadDemand demand = ReadDemand.of(request);

        assertThat(demand.allows(10)).isTrue();
        assertThat(demand.allows(11)).isFalse();
        assertThat(demand.waiting()).isEqualTo(Duration.ofSeconds(10));
        assertThat(demand.within(Duration.ZERO).waiting()).isZero();
        assertThat(demand.within(Duration.ofHours(1)).waiting()).isEqualTo(ReadDemand.WAIT_MAX);
        assertThat(demand.passedOn()).isTrue();
        assertThat(demand.copy()).isFalse();
        assertThat(demand.ofCopy().copy()).isTrue();
        assertThat(demand.headers()).containsEntry("Tributary-Min-Position", "t-0:5");
        assertThat(demand.query()).isEqualTo("maxLag=10&wait=PT10S");
    }

    @Test
    void shouldNameEveryFieldThatCannotBeRead() {
        request.setParameter("maxLag", "-1");
        request.setParameter("wait", "PT10.001S");
        request.addHeader("Tributary-Min-Position", "t");

        assertThatThrownBy(() -> ReadDemand.of(request))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        refused -> {
                            assertThat(refused.problem().status()).isEqualTo(400);
                            assertThat(refused.problem().errors())
                                    .extracting(Fault::field)
                                    .containsExactly("maxLag", "Tributary-Min-Position", "wait");
                        });
    }
}
