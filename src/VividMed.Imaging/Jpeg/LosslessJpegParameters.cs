namespace VividMed.Imaging;

/// <summary>What a lossless JPEG codestream is to look like. Restart intervals are whole rows, as the standard demands.</summary>
internal sealed record LosslessJpegParameters(
    int Width,
    int Height,
    int Precision,
    int Components = 1,
    int Predictor = 1,
    int PointTransform = 0,
    int RestartRows = 0,
    bool Interleaved = true);
