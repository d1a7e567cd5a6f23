using System.CommandLine;
using VividMed.Cli.CommandOptions;
using VividMed.Cli.Output;
using VividMed.Phantoms.Writing;

namespace VividMed.Cli.Commands;

/// <summary>vividmed phantom: synthetic datasets in the two real layouts, with ground truth.</summary>
internal static class PhantomCommand
{
    public static Command Create()
    {
        var outFolder = CommonOptions.Out("Folder to write mimic-cxr/, ct-rate/ and truth.json into");
        var cxr = NumberOptions.Count("--cxr", 24, "Chest X-ray studies");
        var ct = NumberOptions.Count("--ct", 8, "Chest CT scans");
        var seed = NumberOptions.Seed(1);
        var command = new Command("phantom", "Write synthetic MIMIC-CXR and CT-RATE folders with genuine DICOM and NIfTI files, reports and ground truth")
        {
            outFolder, cxr, ct, seed,
        };
        CliAction.Set(command, async (parsed, cancellationToken) =>
        {
            var root = parsed.GetRequiredValue(outFolder);
            await using var progress = StepProgress.Start("writing phantoms", parsed.GetValue(cxr) + parsed.GetValue(ct));
            await PhantomDataset.WriteAsync(
                root, parsed.GetValue(cxr), parsed.GetValue(ct), parsed.GetValue(seed), progress, cancellationToken);
            Console.Out.WriteLine(Path.GetFullPath(root));
            return ExitCode.Ok;
        });
        return command;
    }
}
