namespace VividMed.Phantoms.Projection;

/// <summary>
/// From Hounsfield units to what a beam loses on a millimeter (Beer-Lambert's linear coefficient). The Hounsfield scale is that coefficient
/// by definition, in thousandths of water's above water's; what is taken of the beam is one energy in place of a spectrum.
/// </summary>
public static class Attenuation
{
    /// <summary>
    /// Water at about 65 keV, the mean energy of a chest beam of 120 kV behind its filters (NIST's tables: 0.206 cm²/g at 60 keV, 0.184 at 80).
    /// </summary>
    public const double WaterPerMm = 0.020;

    private const double Air = -1000;
    private const double DensestBone = 3071;

    /// <summary>Per millimeter; nothing is thinner than air, and what is beyond the scale of CT (metal, padding) counts as its end.</summary>
    public static double PerMm(double hounsfield) => WaterPerMm * (1 + (Math.Clamp(hounsfield, Air, DensestBone) / 1000));
}
