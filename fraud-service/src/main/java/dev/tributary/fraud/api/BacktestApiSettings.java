package dev.tributary.fraud.api;

import org.springframework.util.unit.DataSize;

/**
 * What the way in of backtests needs to know.
 *
 * @param bodyLimit largest body of a request, above 0; with the number of backtests it bounds the
 *     memory that their rules take
 */
public record BacktestApiSettings(DataSize bodyLimit) {
    public BacktestApiSettings {
        if (bodyLimit.toBytes() < 1) {
            throw new IllegalArgumentException("bodyLimit is " + bodyLimit + ", not above 0");
        }
    }
}
