namespace VividMed.Imaging;

/// <summary>A window of values to be shown (PS3.3 C.11.2.1.2), in the units of the modality transform's output.</summary>
/// <param name="Centre">The middle of the window.</param>
/// <param name="Width">At least 1 for <see cref="WindowFunction.Linear"/>, above 0 for the others.</param>
/// <param name="Function">How grey values depend on the window.</param>
public sealed record DicomWindow(double Centre, double Width, WindowFunction Function = WindowFunction.Linear)
{
    /// <summary>The grey value, 0 to 1, of a value.</summary>
    public double Apply(double value) => Function switch
    {
        WindowFunction.Sigmoid => 1 / (1 + Math.Exp(-4 * (value - Centre) / Width)),
        WindowFunction.LinearExact => Math.Clamp(((value - Centre) / Width) + 0.5, 0, 1),
        _ => Width <= 1 ? value > Centre - 0.5 ? 1 : 0 : Math.Clamp(((value - (Centre - 0.5)) / (Width - 1)) + 0.5, 0, 1),
    };
}
