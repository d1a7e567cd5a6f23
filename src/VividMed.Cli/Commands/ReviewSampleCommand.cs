using System.CommandLine;
using System.Globalization;
using VividMed.Cli.CommandOptions;
using VividMed.Cli.Running;
using VividMed.Dashboard.Reviews;
using VividMed.Evaluation.Pages;
using VividMed.Evaluation.Review;
using VividMed.Shards.Versions;

namespace VividMed.Cli.Commands;

/// <summary>vividmed review sample: what is to be looked at, and a page to look at it.</summary>
internal static class ReviewSampleCommand
{
    private static readonly ReviewPlan Defaults = new();

    public static Command Create()
    {
        var (shards, version, seed) = (ShardsCommand.Shards(), NumberOptions.Version("Number of a version; the newest without it"), NumberOptions.Seed(Defaults.Seed));
        var size = NumberOptions.Count("--size", Defaults.Size, "Items to look at: a phrase with one of its regions, or a phrase without", least: 1, most: 100_000);
        var ungrounded = NumberOptions.Share("--ungrounded", "The share of them, 0 to 1, for phrases without a region", Defaults.Ungrounded);
        var gold = NumberOptions.Count("--gold", Defaults.Gold, "Items with a planted fault among them: they tell how well a reviewer looks");
        var sheet = new Option<string>("--out") { Description = "Where the sheet goes (.json)", Required = true };
        var key = new Option<string?>("--key") { Description = "Where the key to the planted faults goes (.json); keep it from the reviewers" };
        var page = new Option<string?>("--page") { Description = "Also write a page to review by keyboard (.html), one file that needs nothing else; it holds images and reports" };
        var table = new Option<string?>("--csv") { Description = "Also write a table to fill in (.csv)" };
        var command = new Command("sample", "Draw a stratified sample of a version: by class, grade or reason, modality and split; what is doubtful more often, with weights that make up for it")
        {
            shards, version, size, ungrounded, gold, seed, sheet, key, page, table,
        };
        StoreOption.Require(command, shards);
        command.Validators.Add(result =>
        {
            // By its word: a wrong one has no value here, and is told by the option itself.
            var wanted = result.GetResult(gold) is { Implicit: false, Tokens: [var word] } ? int.TryParse(word.Value, CultureInfo.InvariantCulture, out var given) ? given : 0 : Defaults.Gold;
            if (wanted > 0 && result.GetValue(key) is null) result.AddError("--gold needs --key: nobody could tell the planted faults from the others");
        });
        CliAction.Set(command, async (parsed, cancellationToken) =>
        {
            (string Name, string? Path)[] files = [(sheet.Name, parsed.GetValue(sheet)), (key.Name, parsed.GetValue(key)), (page.Name, parsed.GetValue(page)), (table.Name, parsed.GetValue(table))];
            for (var i = 0; i < files.Length; i++) Outputs.RefuseSame(files[i], files.AsSpan(i + 1));
            var store = parsed.OpenStore(shards);
            var number = parsed.GetValue(version) ?? await VersionReader.LatestAsync(store, cancellationToken);
            var plan = new ReviewPlan { Size = parsed.GetValue(size), Ungrounded = parsed.GetValue(ungrounded), Gold = parsed.GetValue(gold), Seed = parsed.GetValue(seed) };
            var (drawn, planted) = await ReviewDrawing.DrawAsync(store, number, plan, cancellationToken);
            ReviewFiles.Write(parsed.GetRequiredValue(sheet), drawn);
            if (parsed.GetValue(key) is { } keyFile) ReviewFiles.Write(keyFile, planted);
            if (parsed.GetValue(table) is { } tableFile) ReviewFiles.WriteTable(tableFile, drawn);
            if (parsed.GetValue(page) is { } pageFile)
            {
                await using var writer = File.CreateText(pageFile);
                await new ReviewPage(drawn).WriteAsync(writer, ReviewSource.SamplesAsync(store, drawn, withImages: true, cancellationToken), cancellationToken);
            }

            Console.Out.WriteLine($"{drawn.Items.Count} items of {drawn.Strata.Count} strata, {drawn.Planted} with a planted fault");
            return ExitCode.Ok;
        });
        return command;
    }
}
