namespace VividMed.Inference;

/// <summary>
/// From an 8-bit grey image to a tensor [B, Channels, Size, Size]: resize, equalise, (value * Scale - Mean) / Std per
/// channel, pad with PadValue (after normalisation).
/// </summary>
/// <param name="Antialias">Bilinear with a support that grows with the reduction, as image libraries do; otherwise two taps an axis.</param>
/// <param name="BatchHint">Images a call where the caller does not choose.</param>
public sealed record RadiographPreprocessing(
    int Channels,
    int Size,
    ResizeMode Resize,
    bool Antialias,
    EqualiseStage Equalise,
    double Scale,
    IReadOnlyList<double> Mean,
    IReadOnlyList<double> Std,
    double PadValue,
    int BatchHint);
