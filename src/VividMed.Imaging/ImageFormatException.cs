using VividMed.Taxonomy;

namespace VividMed.Imaging;

/// <summary>
/// A file is not the image it claims to be. The message says what is wrong and, where there is one, the cure. Codes: such as
/// <c>truncated-pixel-data</c>.
/// </summary>
public sealed class ImageFormatException(string code, string message, Exception? inner = null) : ReasonException(code, message, inner)
{
    public override bool LiesInInput => true;
}
