using System.CommandLine;

namespace VividMed.Cli.Commands;

/// <summary>vividmed image: what image files hold, what a whole dataset's files are, and pictures of them.</summary>
internal static class ImageCommand
{
    public const string Inputs = "Files, folders, quoted patterns such as 'files/**/*.dcm', or @list (@- reads the list from stdin)";

    public static Command Create() => new("image", "Look at DICOM and NIfTI files, one or 400,000") { ImageInfoCommand.Create(), ImageCensusCommand.Create(), ImageRenderCommand.Create() };
}
