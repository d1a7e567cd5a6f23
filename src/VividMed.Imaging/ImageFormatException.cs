namespace VividMed.Imaging;

/// <summary>A file is not the image it claims to be. The message says what is wrong and, where there is one, the cure; it never carries patient data.</summary>
public sealed class ImageFormatException : Exception
{
    public ImageFormatException(string code, string message, Exception? inner = null)
        : base(message, inner) => Code = code;

    /// <summary>A stable reason code in kebab case, such as <c>truncated-pixel-data</c>, for quarantine and statistics.</summary>
    public string Code { get; }
}
