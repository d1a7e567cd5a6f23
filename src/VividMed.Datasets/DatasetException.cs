namespace VividMed.Datasets;

/// <summary>A dataset's folder, table or report is not as its layout says. The message names the file, the cause and the cure, never report text.</summary>
public sealed class DatasetException : Exception
{
    public DatasetException(string code, string message, Exception? inner = null)
        : base(message, inner) => Code = code;

    /// <summary>A stable reason code in kebab case, such as <c>missing-report</c>.</summary>
    public string Code { get; }
}
