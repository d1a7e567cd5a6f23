using System.CommandLine;
using VividMed.Cli.CommandOptions;
using VividMed.Cli.Output;
using VividMed.Cli.Running;
using VividMed.Evaluation.Grounding;
using VividMed.Evaluation.Review;
using VividMed.Shards.Reviews;

namespace VividMed.Cli.Commands;

/// <summary>vividmed review: people look at a drawn sample of a version, and what they correct is in the next one.</summary>
internal static class ReviewCommand
{
    public static Command Create() => new(
        "review",
        "Have people look at a drawn sample: sample, answer on its page, import, report, approve; the next run follows their corrections")
    {
        ReviewSampleCommand.Create(), Import(), Export(), Report(), ReviewApproveCommand.Create(), Simulate(), ReviewStudyCommand.Create(),
    };

    internal static Option<string> Sheet() => new("--sheet") { Description = "The sheet that 'review sample --out' wrote", Required = true };

    private static Command Import()
    {
        var answers = new Argument<string>("answers") { Description = "What a reviewer's page saved (.json), or the filled table (.csv)" };
        var (sheet, shards) = (Sheet(), ShardsCommand.Shards());
        var key = new Option<string?>("--key") { Description = "The sheet's key, needed where faults were planted" };
        var reviewer = new Option<string>("--reviewer") { Description = "A name or sign of whoever looked; it tells reviewers apart", Required = true };
        var command = new Command("import", "Hand in one reviewer's answers; a later answer of the same reviewer takes the place of an earlier one") { answers, sheet, key, reviewer, shards };
        StoreOption.Require(command, shards);
        CliAction.Set(command, async (parsed, cancellationToken) =>
        {
            var store = parsed.OpenStore(shards);
            var drawn = ReviewFiles.ReadSheet(parsed.GetRequiredValue(sheet));
            await ReviewSource.CheckAsync(store, drawn, cancellationToken);
            var intake = new ReviewIntake(drawn, parsed.GetValue(key) is { } file ? ReviewFiles.ReadKey(file) : null);
            var (submission, problems) = intake.Take(
                parsed.GetRequiredValue(reviewer), TimeProvider.System.GetUtcNow(), ReviewFiles.ReadAnswers(parsed.GetRequiredValue(answers)));
            foreach (var problem in problems) await Console.Error.WriteLineAsync($"left out: {problem}");
            if (submission.Verdicts.Count + submission.Gold.Count == 0) throw new CliException($"{parsed.GetRequiredValue(answers)} has no answer to hand in: a verdict is given with keys 1 to 6 on the page, or in the column verdict of the table");
            var name = await ReviewLog.AppendAsync(store, submission, cancellationToken);
            var corrected = submission.Verdicts.Count(static verdict => verdict.IsCorrection);
            Console.Out.WriteLine($"{name}: {submission.Verdicts.Count} verdicts, {corrected} of them corrections; the next run of the dataset follows what is in force");
            return problems.Count == 0 ? ExitCode.Ok : ExitCode.Failed;
        });
        return command;
    }

    private static Command Export()
    {
        var shards = ShardsCommand.Shards();
        var command = new Command("export", "Every subject with what each reviewer said of it last and what is in force, one JSON object a line") { shards };
        StoreOption.Require(command, shards);
        CliAction.Set(command, async (parsed, cancellationToken) =>
        {
            var store = parsed.OpenStore(shards);
            foreach (var subject in (await ReviewLog.ConsensusAsync(store, cancellationToken)).Subjects) JsonOutput.Write(subject);
            return ExitCode.Ok;
        });
        return command;
    }

    private static Command Report()
    {
        var (shards, version, output) = (ShardsCommand.Shards(), NumberOptions.Version("Number of a version; the newest without it"), CommonOptions.Output());
        var command = new Command("report", "Precision by class and over all with 95 % intervals, agreement of reviewers, planted faults that were seen, verdicts that are out of date") { shards, version, output };
        StoreOption.Require(command, shards);
        CliAction.Set(command, async (parsed, cancellationToken) =>
        {
            var store = parsed.OpenStore(shards);
            var report = await ReviewSource.ReportAsync(store, parsed.GetValue(version), cancellationToken);
            if (parsed.GetValue(output) == OutputFormat.Json) JsonOutput.Write(report);
            else ReviewTable.Write(report);
            return ExitCode.Ok;
        });
        return command;
    }

    private static Command Simulate()
    {
        var (sheet, shards, seed) = (Sheet(), ShardsCommand.Shards(), NumberOptions.Seed(1));
        var truth = new Option<string>("--truth") { Description = "A phantom dataset's folder or truth.json, or another truth as in 'evaluate grounding'", Required = true };
        var target = new Option<string>("--out") { Description = "Where the answers go (.json)", Required = true };
        var mistakes = NumberOptions.Share("--mistakes", "The share of answers, 0 to 1, that are wrong on purpose", 0);
        var models = CommonOptions.Models();
        var command = new Command("simulate", "Answer a sheet by a known truth, to try a review; no substitute for a reader") { sheet, truth, shards, target, mistakes, seed, models };
        StoreOption.Require(command, shards);
        CliAction.Set(command, async (parsed, cancellationToken) =>
        {
            Outputs.RefuseSame((target.Name, parsed.GetRequiredValue(target)), (sheet.Name, parsed.GetRequiredValue(sheet)), (truth.Name, parsed.GetRequiredValue(truth)));
            var store = parsed.OpenStore(shards);
            var drawn = ReviewFiles.ReadSheet(parsed.GetRequiredValue(sheet));
            await ReviewSource.CheckAsync(store, drawn, cancellationToken);
            var taxonomy = ModelFolders.Taxonomies(parsed.GetRequiredValue(models));
            var reader = new SimulatedReviewer(
                GroundTruth.Load(parsed.GetRequiredValue(truth), taxonomy), parsed.GetValue(mistakes), parsed.GetValue(seed));
            var answers = await ReviewSource.AnswerAsync(store, drawn, reader, cancellationToken);
            ReviewFiles.Write(parsed.GetRequiredValue(target), new AnswerList(answers));
            Console.Out.WriteLine($"{answers.Count} of {drawn.Items.Count} items answered");
            return ExitCode.Ok;
        });
        return command;
    }
}
