using System.CommandLine;
using VividMed.Cli.CommandOptions;
using VividMed.Cli.Output;
using VividMed.Cli.Running;
using VividMed.Phantoms.Writing;

namespace VividMed.Cli.Commands;

/// <summary>vividmed phantom: synthetic datasets in the two real layouts, with ground truth.</summary>
internal static class PhantomCommand
{
    public static Command Create()
    {
        var outFolder = CommonOptions.Out("Folder to write mimic-cxr/, ct-rate/, ct-csv/, mr-csv/ and truth.json into");
        var cxr = NumberOptions.Count("--cxr", 24, "Chest X-ray studies");
        var ct = NumberOptions.Count("--ct", 8, "Chest CT scans");
        var series = NumberOptions.Count("--ct-series", 0, "Chest CT as DICOM series, as one's own data have it (ct-csv)");
        var mr = NumberOptions.Count("--mr", 0, "MR of heads, as one's own data have it (mr-csv)");
        var radiographs = ChoiceOptions.Of(
            "--radiographs", RadiographKinds.Drawn, "How radiographs come about: drawn, projected from bodies of three dimensions, or mixed: every second study projected");
        var pictures = NumberOptions.Count("--pictures", 0, "Draw so many radiographs beside the outlines of their truth into pictures/");
        var seed = NumberOptions.Seed(1);
        var command = new Command("phantom", "Write synthetic MIMIC-CXR and CT-RATE folders with genuine DICOM and NIfTI files, reports and ground truth")
        {
            outFolder, cxr, ct, series, mr, radiographs, pictures, seed,
        };
        CliAction.Set(command, async (parsed, cancellationToken) =>
        {
            var root = parsed.GetRequiredValue(outFolder);
            var counts = new PhantomCounts(parsed.GetValue(cxr), parsed.GetValue(ct), parsed.GetValue(series), parsed.GetValue(radiographs), parsed.GetValue(mr));
            if (counts.All == 0) throw CliException.WrongCall("there is nothing to make: --cxr, --ct, --ct-series and --mr are all 0");
            var claim = PhantomClaim.Of(root);
            await using var progress = StepProgress.Start("writing phantoms", counts.All);
            var truth = await PhantomDataset.WriteAsync(root, counts, parsed.GetValue(seed), progress, cancellationToken);
            claim.Finish();
            PhantomPictures.Write(root, truth, parsed.GetValue(pictures));
            Console.Out.WriteLine(Path.GetFullPath(root));
            return ExitCode.Ok;
        });
        return command;
    }
}
