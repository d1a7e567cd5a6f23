using VividMed.Exports.Coordinates;

namespace VividMed.Exports.Tokens;

/// <summary>How long a line may be, so that a trainer that cuts never cuts a picture's tokens.</summary>
/// <param name="Meaning">How pictures are counted, for people.</param>
/// <param name="Most">The limit where none is asked for.</param>
/// <param name="OfPicture">Tokens of one picture.</param>
public sealed record TokenRule(string Meaning, int Most, Func<PictureSize, long> OfPicture)
{
    /// <summary>Role marks, end marks and a short system text.</summary>
    private const int Frame = 64;

    private const int LongestTiles = 12;
    private const int TileSide = 448;
    private const int TileTokens = 256;

    /// <summary>A token for each 28 x 28 pixels after the model's own resize, and two marks.</summary>
    public static TokenRule Qwen(SmartResize resize) => new(
        "one for each 28 x 28 pixels after Qwen's resize, and two marks", 32_768,
        size => resize.Of(size) is var to ? ((long)to.Width / SmartResize.Factor * (to.Height / SmartResize.Factor)) + 2 : 0);

    /// <summary>Tiles of 448 pixels, as many as its published rule may take, and a thumbnail.</summary>
    public static TokenRule InternVl { get; } = new(
        "256 a tile of 448 x 448, at most 12 tiles by the picture's aspect and a thumbnail", 8192, static size => (Tiles(size) * TileTokens) + 2);

    public static TokenRule Llava { get; } = new("576 a picture", 2048, static _ => 576);

    public static TokenRule MedGemma { get; } = new("256 a picture and two marks", 8192, static _ => 258);

    /// <summary>Of a line as a whole.</summary>
    public long Estimate(IEnumerable<PictureSize> pictures, params IEnumerable<string> texts) =>
        Frame + pictures.Sum(OfPicture) + texts.Sum(static text => (long)TextTokens.Estimate(text));

    /// <summary>The most tiles among the grids of up to 12 that are as near to the picture's aspect as any; a thumbnail where there is more than one.</summary>
    private static long Tiles(PictureSize size)
    {
        var aspect = (double)size.Width / size.Height;
        var (nearest, most) = (double.PositiveInfinity, 1);
        for (var columns = 1; columns <= LongestTiles; columns++)
        {
            for (var rows = 1; columns * rows <= LongestTiles; rows++)
            {
                var distance = Math.Abs(aspect - ((double)columns / rows));
                if (distance < nearest) (nearest, most) = (distance, columns * rows);
                else if (distance == nearest && Enough(size, columns * rows)) most = Math.Max(most, columns * rows);
            }
        }

        return most > 1 ? most + 1 : most;
    }

    private static bool Enough(PictureSize size, int tiles) => (double)size.Width * size.Height > 0.5 * TileSide * TileSide * tiles;
}
