namespace VividMed.Imaging.Fingerprints;

/// <summary>The fingerprint of a flat picture.</summary>
public static class PictureFingerprint
{
    /// <summary>Takes one pass over the pixels. Null where the picture shows nothing.</summary>
    public static Fingerprint? Of(GrayImage picture)
    {
        ArgumentNullException.ThrowIfNull(picture);
        var grid = new CellGrid(picture.Width, picture.Height);
        for (var y = 0; y < picture.Height; y++) grid.Add<byte>(picture.Pixels.AsSpan(y * picture.Width, picture.Width));
        return grid.Ranks() is { } ranks ? FrequencySigns.Of(ranks) : null;
    }
}
