package dev.tributary.local;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;

class FreePortsTest {
    @Test
    void shouldHandOutEachPortOnce() {
        List<Integer> ports = FreePorts.some(100);

        assertThat(ports).doesNotHaveDuplicates().allMatch(FreePorts::isFree);
        assertThat(FreePorts.some(100)).doesNotContainAnyElementsOf(ports);
    }

    @Test
    void shouldSeeThatAPortIsTaken() throws IOException {
        int port = FreePorts.one();
        try (ServerSocket taken = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            assertThat(FreePorts.isFree(taken.getLocalPort())).isFalse();
        }
        assertThat(FreePorts.isFree(port)).isTrue();
    }
}
