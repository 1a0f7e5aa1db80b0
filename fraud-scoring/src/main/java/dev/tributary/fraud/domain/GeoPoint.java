package dev.tributary.fraud.domain;

import net.sf.geographiclib.Geodesic;
import net.sf.geographiclib.GeodesicMask;

/**
 * A place on the WGS84 ellipsoid.
 *
 * @param latitude degrees north, -90 to 90
 * @param longitude degrees east, -180 to 180
 */
public record GeoPoint(double latitude, double longitude) {
    private static final double METRES_PER_KM = 1_000;

    public GeoPoint {
        // Written so that NaN fails, too.
        if (!(latitude >= -90 && latitude <= 90 && longitude >= -180 && longitude <= 180)) {
            throw new IllegalArgumentException(
                    "no place on Earth: latitude " + latitude + ", longitude " + longitude);
        }
    }

    /**
     * Length of the geodesic between two places, in km (C. F. F. Karney, Algorithms for geodesics,
     * Journal of Geodesy 87, 2013).
     */
    public double kilometresTo(GeoPoint other) {
        return Geodesic.WGS84.Inverse(
                                latitude,
                                longitude,
                                other.latitude,
                                other.longitude,
                                GeodesicMask.DISTANCE)
                        .s12
                / METRES_PER_KM;
    }
}
