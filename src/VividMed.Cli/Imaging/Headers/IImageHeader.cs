namespace VividMed.Cli;

/// <summary>What can be said of an image file without its pixels.</summary>
internal interface IImageHeader
{
    /// <summary>What a census counts together.</summary>
    CensusKey Key();

    (int Width, int Height, int Depth) Size();
}
