using VividMed.Imaging;

namespace VividMed.Grounding;

/// <summary>
/// What a model found for one target in one image, before it is tied to any phrase. Target is a taxonomy id (for a sided
/// segmenter prompt the side is given too); a mask comes with its tight box.
/// </summary>
public sealed record Candidate(
    int Image,
    string Target,
    Reports.Side Side,
    Box Box,
    RunLengthMask? Mask,
    double Score,
    string Model);
