using System.CommandLine;
using VividMed.Cli.CommandOptions;
using VividMed.Cli.Configuration;
using VividMed.Cli.Images.Censuses;
using VividMed.Cli.Images.Inputs;
using VividMed.Cli.Output;
using VividMed.Datasets.Files;
using VividMed.Storage.Stores;

namespace VividMed.Cli.Commands;

/// <summary>vividmed image census: what the files of a whole dataset are, from their headers alone.</summary>
internal static class ImageCensusCommand
{
    public static Command Create()
    {
        var places = new Argument<string[]>("places") { Description = ImageCommand.Inputs + ", or one container (https://account.blob.core.windows.net/container/folder)", Arity = ArgumentArity.OneOrMore };
        var output = CommonOptions.Output();
        var command = new Command("census", "Count transfer syntaxes, photometric interpretations, bit depths and sizes of a whole dataset; reads headers only") { places, output };
        CliAction.Set(command, async (parsed, cancellationToken) =>
        {
            CensusReport report;
            await using (var progress = CountProgress.Start("files"))
            {
                report = await ReadAsync(parsed.GetRequiredValue(places), progress, cancellationToken);
            }

            if (parsed.GetValue(output) == OutputFormat.Json) JsonOutput.Write(report);
            else Write(report);
            return report.Files > 0 && report.Groups.Count == 0 ? ExitCode.Failed : ExitCode.Ok;
        });
        return command;
    }

    private static Task<CensusReport> ReadAsync(string[] places, CountProgress progress, CancellationToken cancellationToken)
    {
        var remote = places.Where(place => BlobStoreFactory.FindFolder(place) is null).ToArray();
        if (places.FirstOrDefault(static place => ImageInputs.IsMissing(place)) is { } missing && remote.Length == 0)
        {
            throw new CliException($"{missing}: there is no such file or folder; a census takes {char.ToLowerInvariant(ImageCommand.Inputs[0])}{ImageCommand.Inputs[1..]}") { Code = "file-missing" };
        }

        if (remote.Length == 0) return CensusReader.ReadAsync(new ImageInputs(places).Files(), progress, cancellationToken);
        if (places.Length > 1) throw CliException.WrongCall("a census of a container takes that container alone");
        return CensusReader.ReadAsync(
            DatasetSource.OpenFiles(DatasetRoot.Resolve(remote[0]), ProcessSecrets.Storage), progress, cancellationToken);
    }

    private static void Write(CensusReport report)
    {
        TableOutput.Write(["kind", "pixels", "files", "share", "GB", "size"], report.Rows);
        Console.Out.WriteLine($"{report.Files:N0} files, {report.Bytes / 1e9:F2} GB");
        if (report.Failures.Count == 0) return;
        TableOutput.Write(
            ["could not be read", "files", "for example", "because"],
            report.Failures.Select(failure => (IReadOnlyList<string>)[failure.Reason, $"{failure.Files:N0}", failure.Example, failure.Message]));
    }
}
