namespace VividMed.Datasets.Inputs;

/// <summary>
/// An image as planned: the file's content and what the tables say of it, which decides its values and where they lie. The name and the
/// place of the file are no part of it.
/// </summary>
public static class ImageInput
{
    /// <summary>Rises with every change of the form, so that no digest of one form is taken for one of another.</summary>
    internal const int Version = 1;

    /// <param name="fileSha256">The digest of the file's content.</param>
    public static string DigestOf(StudyImage image, string fileSha256)
    {
        var text = new InputText("image", Version)
            .Add("file", fileSha256)
            .Add("rescale", image.Rescale is { } rescale ? [rescale.Slope, rescale.Intercept] : null)
            .Add("spacing", image.Spacing is { } spacing ? [spacing.X, spacing.Y, spacing.Z] : null)
            .Add("geometry", image.Geometry is { } a ? [a.Xi, a.Xj, a.Xk, a.Xt, a.Yi, a.Yj, a.Yk, a.Yt, a.Zi, a.Zj, a.Zk, a.Zt] : null);
        if (image.Series is { } series) text.Add("series", series);
        return text.Digest;
    }
}
