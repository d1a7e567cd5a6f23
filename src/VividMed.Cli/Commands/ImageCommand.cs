using System.CommandLine;
using VividMed.Imaging;

namespace VividMed.Cli;

/// <summary>vividmed image: what an image file holds, and a picture of it.</summary>
internal static class ImageCommand
{
    public static Command Create() => new("image", "Look at DICOM and NIfTI files") { Info(), Render() };

    private static Command Info()
    {
        var files = new Argument<string[]>("files") { Description = "DICOM (.dcm) or NIfTI (.nii, .nii.gz) files", Arity = ArgumentArity.OneOrMore };
        var output = CommonOptions.Output();
        var command = new Command("info", "Size, encoding, geometry, value range and a digest of the stored values; one JSON object a line with --output json") { files, output };
        CliAction.Set(command, (parsed, cancellation) =>
        {
            var paths = parsed.GetRequiredValue(files);
            var exit = ExitCode.Ok;
            foreach (var path in paths)
            {
                cancellation.ThrowIfCancellationRequested();
                try
                {
                    Write(ImageFile.Summarise(path), parsed.GetValue(output));
                }
                catch (Exception failure) when (UserError.Explain(failure) is { } error)
                {
                    exit = ExitCode.Failed;
                    if (paths.Length == 1) Console.Error.WriteLine($"vividmed: {path}: {error}");
                    else Write(new ImageError(path, error), parsed.GetValue(output));
                }
            }

            return Task.FromResult(exit);
        });
        return command;
    }

    private static Command Render()
    {
        var file = new Argument<string>("file") { Description = "A radiograph (DICOM) or a volume (NIfTI)" };
        var output = new Option<string>("--out") { Description = "The PNG to write", Required = true };
        var plain = new Option<bool>("--no-equalise") { Description = "Radiographs: leave out the histogram equalisation of the published 8-bit rendering" };
        var command = new Command("render", "Write a picture: a radiograph as MIMIC-CXR-JPG renders it, a volume on three planes") { file, output, plain };
        CliAction.Set(command, (parsed, _) =>
        {
            var target = parsed.GetRequiredValue(output);
            var picture = ImageFile.Render(parsed.GetRequiredValue(file), equalise: !parsed.GetValue(plain));
            using (var png = File.Create(target)) picture(png);
            Console.Out.WriteLine(Path.GetFullPath(target));
            return Task.FromResult(ExitCode.Ok);
        });
        return command;
    }

    private static void Write(object summary, OutputFormat format)
    {
        if (format == OutputFormat.Json) JsonOutput.Write(summary);
        else TableOutput.WriteRecord(summary);
    }
}
