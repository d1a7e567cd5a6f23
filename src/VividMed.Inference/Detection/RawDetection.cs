namespace VividMed.Inference;

/// <summary>A decoded box as (x0, y0, x1, y1) in the model's own frame: shares of it, or pixels where the model decodes itself.</summary>
internal readonly record struct RawDetection(int Label, double Score, double X0, double Y0, double X1, double Y1)
{
    public double IoU(RawDetection other)
    {
        var width = Math.Min(X1, other.X1) - Math.Max(X0, other.X0);
        var height = Math.Min(Y1, other.Y1) - Math.Max(Y0, other.Y0);
        var shared = Math.Max(0, width) * Math.Max(0, height);
        var union = Area + other.Area - shared;
        return union > 0 ? shared / union : 0;
    }

    private double Area => Math.Max(0, X1 - X0) * Math.Max(0, Y1 - Y0);
}
